package dev.credits.pricing.internal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * An exact fraction in lowest terms, with a denominator above zero.
 *
 * @param num the numerator
 * @param den the denominator
 */
public record Ratio(BigInteger num, BigInteger den) implements Comparable<Ratio> {
    public static final Ratio ONE = new Ratio(BigInteger.ONE, BigInteger.ONE);
    public static final Ratio ZERO = new Ratio(BigInteger.ZERO, BigInteger.ONE);

    public Ratio {
        if (den.signum() <= 0) {
            throw new ArithmeticException("a denominator of " + den);
        }
        BigInteger common = num.gcd(den);
        if (!common.equals(BigInteger.ONE)) {
            num = num.divide(common);
            den = den.divide(common);
        }
    }

    public static Ratio of(long whole) {
        return new Ratio(BigInteger.valueOf(whole), BigInteger.ONE);
    }

    public static Ratio of(BigDecimal decimal) {
        return decimal.scale() <= 0
                ? new Ratio(decimal.toBigIntegerExact(), BigInteger.ONE)
                : new Ratio(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
    }

    public Ratio plus(Ratio other) {
        return new Ratio(num.multiply(other.den).add(other.num.multiply(den)), den.multiply(other.den));
    }

    public Ratio minus(Ratio other) {
        return plus(new Ratio(other.num.negate(), other.den));
    }

    public Ratio times(Ratio other) {
        return new Ratio(num.multiply(other.num), den.multiply(other.den));
    }

    public Ratio times(BigInteger whole) {
        return new Ratio(num.multiply(whole), den);
    }

    /** The quotient by something above zero. */
    public Ratio over(Ratio divisor) {
        return new Ratio(num.multiply(divisor.den), den.multiply(divisor.num));
    }

    /** The decimal with at most this many places, rounded as told if it has more. */
    public BigDecimal decimal(int places, RoundingMode mode) {
        return new BigDecimal(num).divide(new BigDecimal(den), places, mode);
    }

    /** True if it has no more than this many decimal places. */
    public boolean isDecimal(int places) {
        return BigInteger.TEN.pow(places).mod(den).signum() == 0;
    }

    @Override
    public int compareTo(Ratio other) {
        return num.multiply(other.den).compareTo(other.num.multiply(den));
    }

    @Override
    public String toString() {
        return new BigDecimal(num)
                .divide(new BigDecimal(den), MathContext.DECIMAL64)
                .toPlainString();
    }
}
