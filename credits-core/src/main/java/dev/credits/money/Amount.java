package dev.credits.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * An exact quantity of one {@link CreditUnit}: a whole number of minor units in a {@code long}. Arithmetic refuses to
 * overflow and to mix units; nothing is ever rounded without being told how.
 *
 * <pre>{@code
 * Amount price = Amount.of("3.36");
 * Amount withMargin = price.times(new BigDecimal("1.125"), RoundingMode.CEILING); // 3.78 CREDIT
 * List<Amount> shares = Amount.of("10").split(3); // 3.333334, 3.333333 and 3.333333: 10 in all
 * }</pre>
 *
 * @param minor the whole number of minor units; may be negative where a balance may
 * @param unit what is counted
 */
public record Amount(long minor, CreditUnit unit) implements Comparable<Amount> {
    private static final int MAX_DIGITS = 40;
    private static final int MAX_PARTS = 100_000;
    private static final int MAX_EXPONENT = 1_000;

    /** An amount in {@link CreditUnit#CREDIT} from a decimal string such as {@code "12.5"}. */
    public static Amount of(String decimal) {
        return of(decimal, CreditUnit.CREDIT);
    }

    /** An amount from a plain decimal string: an optional sign, digits, and no more decimals than the unit has. */
    public static Amount of(String decimal, CreditUnit unit) {
        return of("amount", decimal, unit);
    }

    /** As {@link #of(String, CreditUnit)}; errors name {@code field}. */
    public static Amount of(String field, String decimal, CreditUnit unit) {
        if (!isPlainDecimal(decimal)) {
            throw new InvalidInputException(field, decimal, "a decimal number such as 12.5");
        }
        return of(field, new BigDecimal(decimal), unit, RoundingMode.UNNECESSARY);
    }

    /** An amount from an exact decimal, rounded as told; {@link RoundingMode#UNNECESSARY} refuses to round. */
    public static Amount of(String field, BigDecimal value, CreditUnit unit, RoundingMode rounding) {
        BigInteger minor;
        try {
            minor = bounded(field, value).setScale(unit.scale(), rounding).unscaledValue();
        } catch (ArithmeticException tooFine) {
            throw new InvalidInputException(
                    field, value.toPlainString(), "a number with at most " + unit.scale() + " decimals");
        }
        if (minor.bitLength() > 63) {
            Amount most = new Amount(Long.MAX_VALUE, unit);
            throw new InvalidInputException(field, value.toPlainString(), "no larger than " + most.toPlainString());
        }
        return new Amount(minor.longValue(), unit);
    }

    /** An amount of so many minor units. */
    public static Amount ofMinor(long minor, CreditUnit unit) {
        return new Amount(minor, unit);
    }

    /** Nothing, in this unit. */
    public static Amount zero(CreditUnit unit) {
        return new Amount(0, unit);
    }

    /** The sum; {@link ArithmeticException} if it does not fit. */
    public Amount plus(Amount other) {
        return new Amount(Math.addExact(minor, sameUnit(other).minor), unit);
    }

    /** The difference; {@link ArithmeticException} if it does not fit. */
    public Amount minus(Amount other) {
        return new Amount(Math.subtractExact(minor, sameUnit(other).minor), unit);
    }

    /** The same quantity with the other sign. */
    public Amount negated() {
        return new Amount(Math.negateExact(minor), unit);
    }

    /** The product with an exact factor, rounded to the unit's last decimal as told. */
    public Amount times(BigDecimal factor, RoundingMode rounding) {
        return of("amount", decimal().multiply(bounded("factor", factor)), unit, rounding);
    }

    /** This amount in {@code parts} parts that differ by one minor unit at most and sum to it exactly; the larger come first. */
    public List<Amount> split(int parts) {
        if (parts < 1 || parts > MAX_PARTS) {
            throw new InvalidInputException("parts", parts, "from 1 to " + MAX_PARTS);
        }
        long each = minor / parts;
        long left = Math.abs(minor % parts);
        int step = Long.signum(minor);
        List<Amount> split = new ArrayList<>(parts);
        for (int i = 0; i < parts; i++) {
            split.add(new Amount(i < left ? each + step : each, unit));
        }
        return List.copyOf(split);
    }

    public boolean isPositive() {
        return minor > 0;
    }

    public boolean isNegative() {
        return minor < 0;
    }

    public boolean isZero() {
        return minor == 0;
    }

    /** The quantity as an exact decimal. */
    public BigDecimal decimal() {
        return BigDecimal.valueOf(minor, unit.scale());
    }

    /** The quantity without its unit and without trailing zeros, for example {@code 96.64}. */
    public String toPlainString() {
        return minor == 0 ? "0" : decimal().stripTrailingZeros().toPlainString();
    }

    @Override
    public int compareTo(Amount other) {
        return Long.compare(minor, sameUnit(other).minor);
    }

    @Override
    public String toString() {
        return toPlainString() + " " + unit.code();
    }

    private Amount sameUnit(Amount other) {
        if (!unit.equals(other.unit)) {
            throw new InvalidInputException("unit", other.unit, unit.toString());
        }
        return other;
    }

    private static boolean isPlainDecimal(String text) {
        int start = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        int digits = 0;
        int points = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.' && digits > 0 && i + 1 < text.length()) {
                points++;
            } else {
                return false;
            }
        }
        return digits > 0 && digits <= MAX_DIGITS && points <= 1;
    }

    /** The number itself, unless a few characters such as 1e1000000000 make it too long to work with. */
    private static BigDecimal bounded(String field, BigDecimal value) {
        if (value.precision() > MAX_EXPONENT || Math.abs((long) value.scale()) > MAX_EXPONENT) {
            throw new InvalidInputException(field, value.toString(), "a number of at most " + MAX_EXPONENT + " digits");
        }
        return value;
    }
}
