package dev.credits.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import dev.credits.money.InvalidInputException;
import dev.credits.money.Money;
import dev.credits.pricing.Pricing.Reason;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** credits = cost / value of one credit × (1 + margin / 100), rounded once, at the end. */
@Tag("P1")
class FormulaTest {
    private static final Ask KNOWN = Ask.model("sonnet", Usage.tokens(2_000, 1_000));

    @Test
    @DisplayName(
            "P1: 2,000 in and 1,000 out at $3 and $15 a million, $0.01 a credit and 60 %, are exactly 3.36 credits")
    void theKnownExample() {
        // 2,000 × 3/1M + 1,000 × 15/1M = 0.006 + 0.015 = 0.021 USD; / 0.01 = 2.1 credits; × 1.6 = 3.36
        Quote quote = Desk.with(Desk.sonnet()).quote(KNOWN);

        assertThat(quote.cost()).isEqualTo(Money.of("0.021", "USD"));
        assertThat(quote.credits()).isEqualTo(Amount.of("3.36"));
        assertThat(quote.basis()).isEqualTo(Quote.Basis.USAGE);
        assertThat(quote.rounding()).isEqualTo(new Rounding(RoundingMode.UP, Amount.of("0.000001")));
    }

    @Test
    @Tag("L14")
    @DisplayName("P1, class 13: the smallest cost there is takes the smallest amount there is, and never nothing")
    void neverNothing() {
        // 1 token at 0.000001/1M = 10^-12 USD; / 0.01 × 1.6 = 1.6 × 10^-10 credits; up to 0.000001
        Desk desk = Desk.with(Desk.card(Dimension.INPUT, "0.000001/1M"));

        assertThat(desk.credits(Ask.model("m", Usage.of(Dimension.INPUT, 1)))).isEqualTo("0.000001");
    }

    @Test
    @DisplayName("P1: a usage of nothing and a rate of zero cost nothing; that is a price, not a missing one")
    void nothingIsAPrice() {
        Desk desk = Desk.with(Desk.sonnet(), Desk.card(Dimension.INPUT, "0"));

        assertThat(desk.credits(Ask.model("sonnet", Usage.none()))).isEqualTo("0");
        assertThat(desk.credits(Ask.model("m", Usage.of(Dimension.INPUT, 5)))).isEqualTo("0");
    }

    @Test
    @Tag("L14")
    @DisplayName("L14: nothing is divided before the end: a third of a cent three hundred times is a dollar")
    void noDivisionBeforeTheEnd() {
        // 300 × 1/300 = 1 USD; / 0.01 × 1.6 = 160
        Desk desk = Desk.with(Desk.card(Dimension.PAGES, "1/300"));

        assertThat(desk.credits(Ask.model("m", Usage.of(Dimension.PAGES, 300)))).isEqualTo("160");
        // 1 × 1/300 = 0.00333… USD; / 0.01 × 1.6 = 0.53333333… credits; up at the sixth decimal
        assertThat(desk.credits(Ask.model("m", Usage.of(Dimension.PAGES, 1)))).isEqualTo("0.533334");
        // the cost is shown with 15 decimals, half-even
        assertThat(desk.cost(Ask.model("m", Usage.of(Dimension.PAGES, 1)))).isEqualTo("0.003333333333333");
    }

    // 0.0035 USD / 0.01 × 1.6 = 0.56 credits; 0.0015625 / 0.01 × 1.6 = 0.25 credits, on the middle of a step of 0.5
    @ParameterizedTest(name = "{0} to steps of {1}: {2} calls take {3}")
    @CsvSource({
        "UP,       0.5,  0.0035,    1",
        "UP,       0.01, 0.0035,    0.56",
        "UP,       0.25, 0.0035,    0.75",
        "CEILING,  0.25, 0.0035,    0.75",
        "DOWN,     0.25, 0.0035,    0.5",
        "FLOOR,    1,    0.0035,    0",
        "HALF_UP,  0.5,  0.0015625, 0.5",
        "HALF_DOWN,0.5,  0.0015625, 0",
        "HALF_EVEN,0.5,  0.0015625, 0",
        "HALF_EVEN,0.5,  0.0046875, 1",
        "HALF_UP,  0.1,  0.0035,    0.6"
    })
    @DisplayName("P1: how and to what a charge is rounded is a policy, applied once")
    void roundingIsAPolicy(RoundingMode mode, String step, String price, String credits) {
        Desk desk = Desk.with(Desk.card(Dimension.TOOL_CALLS, price));
        desk.publish(new Rounding(mode, Amount.of(step)));

        Quote quote = desk.quote(Ask.model("m", Usage.of(Dimension.TOOL_CALLS, 1)));

        assertThat(quote.credits()).isEqualTo(Amount.of(credits));
        assertThat(quote.rounding()).isEqualTo(new Rounding(mode, Amount.of(step)));
        assertThat(quote.versions()).extracting(PriceVersion::kind).contains(PriceKind.ROUNDING);
    }

    @Test
    @DisplayName("P1: one rounding of the sum, not one for each dimension")
    void roundedAsAWhole() {
        // two dimensions of 0.0015 USD each: 0.24 credits each; steps of 0.25: together 0.48 → 0.5, apart 0.25 + 0.25
        // with steps of 0.2: together 0.48 → 0.6, apart 0.4 + 0.4 = 0.8
        Desk desk = Desk.with(RateCard.usd(
                "acme", "m", Map.of(Dimension.TOOL_CALLS, Rate.each("0.0015"), Dimension.PAGES, Rate.each("0.0015"))));
        desk.publish(new Rounding(RoundingMode.UP, Amount.of("0.2")));

        Usage both = Usage.of(Map.of(Dimension.TOOL_CALLS, 1L, Dimension.PAGES, 1L));

        assertThat(desk.credits(Ask.model("m", both))).isEqualTo("0.6");
    }

    @Test
    @DisplayName("P1: what a credit is worth is dated: a quote takes the value of its moment")
    void valueIsDated() {
        Desk desk = Desk.with(Desk.sonnet());
        PriceChange dearer = PriceChange.set(CreditValue.of("0.02", "USD")).from(Desk.START.plus(Duration.ofDays(1)));
        desk.book
                .publish(List.of(dearer), Desk.ADMIN, "a credit is worth two cents")
                .orElseThrow();

        assertThat(desk.credits(KNOWN)).isEqualTo("3.36");
        // 0.021 / 0.02 × 1.6 = 1.68
        assertThat(desk.pass(Duration.ofDays(1)).credits(KNOWN)).isEqualTo("1.68");
    }

    @Test
    @DisplayName("P1: no value of a credit in the card's currency, no price")
    void valueInAnotherCurrency() {
        RateCard dollars = Desk.sonnet();
        RateCard euros = new RateCard(
                "eu", "europe", Currency.getInstance("EUR"), dollars.rates(), List.of(), List.of(), Map.of());
        Desk desk = Desk.with(euros);

        assertThat(desk.refused(Ask.model("europe", Usage.tokens(1, 1))).reason())
                .isEqualTo(Reason.NO_CREDIT_VALUE);

        desk.publish(CreditValue.of("0.008", "EUR"));
        // 0.021 EUR / 0.008 × 1.6 = 4.2
        assertThat(desk.credits(Ask.model("europe", Usage.tokens(2_000, 1_000))))
                .isEqualTo("4.2");
    }

    @Test
    @DisplayName("P1: each unit has its own value, decimals and rounding")
    void units() {
        Desk desk = Desk.with(Desk.sonnet());
        CreditUnit points = new CreditUnit("POINT", 0);
        desk.publish(new CreditValue("POINT", Money.of("0.001", "USD")));

        // 0.021 / 0.001 × 1.6 = 33.6 points; up to 34
        assertThat(desk.quote(KNOWN.unit(points)).credits()).isEqualTo(Amount.of("34", points));
        assertThat(desk.refused(KNOWN.unit(CreditUnit.of("COIN"))).reason()).isEqualTo(Reason.NO_CREDIT_VALUE);
    }

    @Test
    @DisplayName("P1: more credits than an amount can hold are refused, not cut off")
    void tooMany() {
        Desk desk = Desk.with(Desk.card(Dimension.INPUT, "999999999999"));

        // 10^11 × 10^12 USD / 0.01 × 1.6 = 1.6 × 10^25 credits
        Ask ask = Ask.model("m", Usage.of(Dimension.INPUT, Usage.MOST));
        assertThat(desk.refused(ask).reason()).isEqualTo(Reason.TOO_MANY_CREDITS);
        // 57,000 × 999,999,999,999 USD / 0.01 × 1.6 = 9,119,999,999,990,880,000 … of 9,223,372,036,854.775807 at most
        assertThat(desk.refused(Ask.model("m", Usage.of(Dimension.INPUT, 57_000)))
                        .reason())
                .isEqualTo(Reason.TOO_MANY_CREDITS);
    }

    @Test
    @DisplayName("P1: figures too large for 64 bits on the way are exact all the same")
    void largeOnTheWay() {
        // 10^11 tokens at 0.000000000000123456789/1 = 12.3456789 … × 10^-9 × … : 10^11 × 1.23456789 × 10^-13 =
        // 0.0123456789 USD
        // / 0.01 × 1.6 = 1.975308624 credits, up to 1.975309
        Desk desk = Desk.with(Desk.card(Dimension.INPUT, "0.000000000000123456789"));

        assertThat(desk.credits(Ask.model("m", Usage.of(Dimension.INPUT, Usage.MOST))))
                .isEqualTo("1.975309");
    }

    @Test
    @DisplayName("P1, class 13: a credit worth nothing, or in no currency, is refused")
    void worthlessCredit() {
        assertThatThrownBy(() -> CreditValue.of("0", "USD")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new CreditValue("CREDIT", Money.of("1", null)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new Rounding(RoundingMode.UP, Amount.of("0")))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new Rounding(RoundingMode.UNNECESSARY, Amount.of("1")))
                .isInstanceOf(InvalidInputException.class);
    }
}
