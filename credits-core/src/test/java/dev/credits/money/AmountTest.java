package dev.credits.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("L14")
class AmountTest {
    private static final CreditUnit CENTS = new CreditUnit("USD", 2);

    @ParameterizedTest
    @CsvSource({
        "12.5, 12500000, 12.5",
        "+3, 3000000, 3",
        "-0.000001, -1, -0.000001",
        "0.0, 0, 0",
        "1000000, 1000000000000, 1000000",
        "9223372036854.775807, 9223372036854775807, 9223372036854.775807",
        "-9223372036854.775808, -9223372036854775808, -9223372036854.775808",
    })
    void readsAndPrintsDecimals(String text, long minor, String printed) {
        Amount amount = Amount.of(text);
        assertThat(amount.minor()).isEqualTo(minor);
        assertThat(amount.toPlainString()).isEqualTo(printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".5", "5.", "1e3", "1,5", "--1", "1.2.3", "٣", "NaN", "0x1", "+", "1 "})
    void refusesWhatIsNoPlainDecimal(String text) {
        assertThatThrownBy(() -> Amount.of(text)).isInstanceOfSatisfying(InvalidInputException.class, invalid -> {
            assertThat(invalid.field()).isEqualTo("amount");
            assertThat(invalid.value()).isEqualTo(text);
        });
    }

    @Test
    void refusesMoreDecimalsThanTheUnitHas() {
        assertThatThrownBy(() -> Amount.of("0.001", CENTS)).hasMessageContaining("at most 2 decimals");
        assertThat(Amount.of("0.10", CENTS).minor()).isEqualTo(10);
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> Amount.of("9223372036854.775808")).hasMessageContaining("9223372036854.775807");
        assertThatThrownBy(() -> Amount.of("1" + "0".repeat(60))).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void arithmeticRefusesToOverflow() {
        Amount most = Amount.ofMinor(Long.MAX_VALUE, CreditUnit.CREDIT);
        Amount least = Amount.ofMinor(Long.MIN_VALUE, CreditUnit.CREDIT);
        Amount one = Amount.ofMinor(1, CreditUnit.CREDIT);
        assertThatThrownBy(() -> most.plus(one)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> least.minus(one)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(least::negated).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void arithmeticRefusesToMixUnits() {
        Amount credit = Amount.of("1");
        Amount cent = Amount.of("1", CENTS);
        assertThatThrownBy(() -> credit.plus(cent)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> credit.compareTo(cent)).isInstanceOf(InvalidInputException.class);
        assertThat(new CreditUnit("USD", 6)).isNotEqualTo(CENTS);
    }

    @Test
    void roundsOnlyAsTold() {
        Amount cent = Amount.of("0.01", CENTS);
        assertThat(cent.times(new BigDecimal("1.5"), RoundingMode.HALF_EVEN).minor())
                .isEqualTo(2);
        assertThat(cent.times(new BigDecimal("1.5"), RoundingMode.DOWN).minor()).isEqualTo(1);
        assertThatThrownBy(() -> cent.times(new BigDecimal("1.5"), RoundingMode.UNNECESSARY))
                .isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest
    @CsvSource({"10, 3, 4 3 3", "-10, 4, -3 -3 -2 -2", "0, 2, 0 0", "2, 5, 1 1 0 0 0"})
    void splitsWithoutLoss(long minor, int parts, String expected) {
        List<Long> split = Amount.ofMinor(minor, CENTS).split(parts).stream()
                .map(Amount::minor)
                .toList();
        assertThat(split)
                .isEqualTo(
                        List.of(expected.split(" ")).stream().map(Long::valueOf).toList());
        assertThat(split.stream().mapToLong(Long::longValue).sum()).isEqualTo(minor);
    }

    @Test
    void aMillionTinyAmountsSumExactly() {
        Amount sum = Amount.zero(CreditUnit.CREDIT);
        for (int i = 0; i < 1_000_000; i++) {
            sum = sum.plus(Amount.of("0.000001"));
        }
        assertThat(sum).isEqualTo(Amount.of("1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "usd", "1X", "A B", "ABCDEFGHIJKLMNOPQRSTU"})
    void refusesCodesThatAreNoCodes(String code) {
        assertThatThrownBy(() -> new CreditUnit(code, 2)).hasMessageStartingWith("unit is");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 10})
    void refusesScalesOutOfBounds(int scale) {
        assertThatThrownBy(() -> new CreditUnit("USD", scale)).hasMessageContaining("0 to 9");
    }
}
