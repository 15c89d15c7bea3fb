package dev.credits.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import dev.credits.money.InvalidInputException;
import dev.credits.money.Money;
import dev.credits.pricing.Pricing.Reason;
import dev.credits.pricing.Publication.Code;
import dev.credits.pricing.Publication.Refused;
import dev.credits.pricing.Quote.Basis;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Credits for a feature or an endpoint, and for several together. */
@Tag("P5")
class FixedPriceTest {
    private static final Instant END = Desk.START.plus(Duration.ofDays(30));

    private static Desk desk() {
        Desk desk = Desk.with(Desk.sonnet());
        desk.publish(
                new FixedPrice("summary", Amount.of("5")),
                new FixedPrice("POST /v1/titles", Amount.of("1.5")),
                new FixedPrice("hints", Amount.of("0")),
                new Bundle("launch", Set.of("summary", "hints"), Amount.of("4"), END));
        return desk;
    }

    @Test
    @DisplayName("P5: a feature or an endpoint costs what its fixed price says; several cost their sum")
    void fixed() {
        Desk desk = desk();

        assertThat(desk.credits(Ask.features("summary"))).isEqualTo("5");
        assertThat(desk.credits(Ask.features("POST /v1/titles", "summary"))).isEqualTo("6.5");
        assertThat(desk.credits(Ask.features("hints"))).isEqualTo("0");
        assertThat(desk.quote(Ask.features("summary")).basis()).isEqualTo(Basis.FIXED);
        assertThat(desk.cost(Ask.features("summary"))).isEqualTo("unknown");
    }

    @Test
    @DisplayName("P5: a fixed price goes before rates and margins, and what the call costs us is still known")
    void beforeRates() {
        Quote quote =
                desk().quote(Ask.model("sonnet", Usage.tokens(2_000, 1_000)).feature("summary"));

        assertThat(quote.credits()).isEqualTo(Amount.of("5"));
        assertThat(quote.cost()).isEqualTo(Money.of("0.021", "USD"));
        assertThat(quote.basis()).isEqualTo(Basis.FIXED);
        assertThat(quote.margin()).isNull();
        assertThat(quote.versions()).extracting(PriceVersion::kind).containsExactly(PriceKind.FIXED, PriceKind.CARD);
    }

    @Test
    @DisplayName(
            "P5: a fixed price stands even for a model without a card; what that costs us is then unknown, not zero")
    void withoutCard() {
        Quote quote = desk().quote(Ask.model("unheard-of", Usage.tokens(1, 1)).feature("summary"));

        assertThat(quote.credits()).isEqualTo(Amount.of("5"));
        assertThat(quote.cost()).isNull();
        assertThat(quote.lines()).isEmpty();
    }

    @Test
    @DisplayName("P5: the features of a bundle, asked for together, cost what the bundle costs, until it ends")
    void bundle() {
        Desk desk = desk();

        assertThat(desk.credits(Ask.features("hints", "summary"))).isEqualTo("4");
        assertThat(desk.credits(Ask.bundle("launch"))).isEqualTo("4");
        assertThat(desk.quote(Ask.bundle("launch")).basis()).isEqualTo(Basis.BUNDLE);
        assertThat(desk.credits(Ask.features("hints", "summary", "POST /v1/titles")))
                .isEqualTo("6.5");

        desk.setClock(END.minusNanos(1));
        assertThat(desk.credits(Ask.features("hints", "summary"))).isEqualTo("4");
        desk.setClock(END);
        assertThat(desk.credits(Ask.features("hints", "summary"))).isEqualTo("5");
        assertThat(desk.refused(Ask.bundle("launch")).reason()).isEqualTo(Reason.UNKNOWN_BUNDLE);
    }

    @Test
    @DisplayName("P5: a bundle begins when its version takes effect")
    void bundleBegins() {
        Desk desk = desk();
        Bundle duo = new Bundle("duo", Set.of("summary", "POST /v1/titles"), Amount.of("6"), null);
        desk.book
                .publish(PriceChange.set(duo).from(END), Desk.ADMIN, "next month")
                .orElseThrow();

        assertThat(desk.credits(Ask.features("summary", "POST /v1/titles"))).isEqualTo("6.5");
        desk.setClock(END);
        assertThat(desk.credits(Ask.features("summary", "POST /v1/titles"))).isEqualTo("6");
    }

    @Test
    @DisplayName("P5: two bundles of the same features at the same time are refused; one after the other is fine")
    void overlap() {
        Desk desk = desk();
        Bundle rival = new Bundle("rival", Set.of("summary", "hints"), Amount.of("3"), null);

        Publication now = desk.book.publish(PriceChange.set(rival), Desk.ADMIN, "cheaper");
        assertThat(((Refused) now).code()).isEqualTo(Code.OVERLAP);
        assertThat(((Refused) now).message()).contains("launch");
        desk.book
                .publish(PriceChange.set(rival).from(END), Desk.ADMIN, "afterwards")
                .orElseThrow();
        desk.setClock(END);
        assertThat(desk.credits(Ask.features("hints", "summary"))).isEqualTo("3");
    }

    @Test
    @DisplayName("P5: a feature without a price, or with one in another unit only, is refused")
    void unknown() {
        Desk desk = desk();

        assertThat(desk.refused(Ask.features("summary", "nonsense")).subject()).isEqualTo("nonsense");
        assertThat(desk.refused(Ask.features("summary").unit(CreditUnit.of("POINT")))
                        .reason())
                .isEqualTo(Reason.UNKNOWN_FEATURE);
        assertThat(desk.refused(Ask.bundle("launch").unit(CreditUnit.of("POINT")))
                        .reason())
                .isEqualTo(Reason.UNKNOWN_BUNDLE);
    }

    @Test
    @DisplayName("P5: the price list tells everything on offer, to be shown by the host")
    void priceList() {
        Desk desk = desk();

        assertThat(desk.book.prices().versions(PriceKind.FIXED))
                .extracting(PriceVersion::subject)
                .containsExactly("POST /v1/titles", "hints", "summary");
        assertThat(desk.book.prices().versions(PriceKind.BUNDLE)).hasSize(1);
        desk.setClock(END);
        assertThat(desk.book.prices().versions(PriceKind.BUNDLE)).isEmpty();
    }

    @Test
    @DisplayName("P5: what makes no sense is refused")
    void misuse() {
        assertThatThrownBy(() -> new FixedPrice("x", Amount.of("-1"))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new FixedPrice("", Amount.of("1"))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new Bundle("x", Set.of("one"), Amount.of("1"), null))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Ask.features(new String[0])).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() ->
                        new Ask("m", null, Usage.none(), Set.of("a", "b"), null, null, Set.of(), CreditUnit.CREDIT))
                .isInstanceOf(InvalidInputException.class);
    }
}
