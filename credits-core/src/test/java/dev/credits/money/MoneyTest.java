package dev.credits.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("L14")
class MoneyTest {
    @Test
    void sumsAreEqualHoweverManyZerosTheyHave() {
        assertThat(Money.of("9.90", "USD")).isEqualTo(Money.of("9.9", "USD")).hasToString("9.9 USD");
        assertThat(Money.of("0.00", null)).isEqualTo(Money.of("0", null));
        assertThat(Money.of("100", "USD")).hasToString("100 USD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1e5", "abc", "", "0.0000000000000001"})
    void refusesWhatIsNoCost(String text) {
        assertThatThrownBy(() -> Money.of(text, "USD")).hasMessageStartingWith("cost is");
    }

    @Test
    void refusesUnknownAndMixedCurrencies() {
        assertThatThrownBy(() -> Money.of("1", "XYZZY")).hasMessageContaining("ISO 4217");
        assertThatThrownBy(() -> Money.of("1", "USD").plus(Money.of("1", "EUR")))
                .hasMessageStartingWith("currency");
    }

    @Test
    @Tag("K8")
    void aConversionRoundsDownToTheTarget() {
        Conversion rate = new Conversion("EUR", "CREDIT", new BigDecimal("33.3333333"), Instant.EPOCH);
        Amount tenCents = Amount.of("0.10", new CreditUnit("EUR", 2));
        assertThat(rate.apply(tenCents, CreditUnit.CREDIT)).isEqualTo(Amount.of("3.333333"));
    }

    @Test
    @Tag("K8")
    void unitsOfOneCodeConvertOneToOne() {
        Amount cents = Amount.of("12.34", new CreditUnit("USD", 2));
        Amount fine = Conversion.identity("USD").apply(cents, new CreditUnit("USD", 6));
        assertThat(fine.toPlainString()).isEqualTo("12.34");
        assertThatThrownBy(() -> new Conversion("USD", "USD", BigDecimal.TEN, Instant.EPOCH))
                .hasMessageStartingWith("rate is");
    }

    @Test
    @Tag("K8")
    void aConversionIsDatedInTheYears1To9999AndNamesItsUnits() {
        for (Instant at : List.of(Instant.MAX, Instant.MIN, Instant.parse("+10000-01-01T00:00:00Z"))) {
            assertThatThrownBy(() -> new Conversion("EUR", "CREDIT", BigDecimal.TEN, at))
                    .hasMessageStartingWith("starts is")
                    .hasMessageContaining("years 1 to 9999");
        }
        Instant last = Instant.parse("9999-12-31T23:59:59.999999Z");
        assertThat(new Conversion("EUR", "CREDIT", BigDecimal.TEN, last.plusNanos(1)).effective())
                .isEqualTo(last);
        assertThatThrownBy(() -> new Conversion("€", "CREDIT", BigDecimal.TEN, last))
                .hasMessageStartingWith("from is");
        assertThatThrownBy(() -> new Conversion("EUR", "", BigDecimal.TEN, last))
                .hasMessageStartingWith("to is");
    }
}
