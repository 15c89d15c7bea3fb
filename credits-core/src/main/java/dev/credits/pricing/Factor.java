package dev.credits.pricing;

import dev.credits.pricing.internal.Ratio;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Turns a whole number into another by an exact fraction and one rounding; in longs where they suffice. */
final class Factor {
    /** Told by {@link #apply(long)} when longs do not suffice. */
    static final long TOO_LARGE = -1;

    private final BigInteger num;
    private final BigInteger den;
    private final long fastNum;
    private final long fastDen;
    private final RoundingMode mode;

    /** A fraction of zero or more. */
    Factor(Ratio ratio, RoundingMode mode) {
        this.num = ratio.num();
        this.den = ratio.den();
        this.mode = mode;
        boolean fits = num.bitLength() < Long.SIZE && den.bitLength() < Long.SIZE;
        this.fastNum = fits ? num.longValue() : 0;
        this.fastDen = fits ? den.longValue() : 0;
    }

    /** Of zero or more; {@link #TOO_LARGE} if it has to be done with {@link #apply(BigInteger)}. */
    long apply(long whole) {
        if (fastDen == 0 || Math.multiplyHigh(whole, fastNum) != 0) {
            return TOO_LARGE;
        }
        long product = whole * fastNum;
        if (product < 0) {
            return TOO_LARGE;
        }
        long quotient = product / fastDen;
        long rest = product - quotient * fastDen;
        return rest == 0 ? quotient : quotient + roundedUp(quotient, rest);
    }

    BigInteger apply(BigInteger whole) {
        return new BigDecimal(whole.multiply(num))
                .divide(new BigDecimal(den), 0, mode)
                .toBigIntegerExact();
    }

    /** 1 if a quotient with this rest above zero is rounded up, or else 0. */
    private long roundedUp(long quotient, long rest) {
        if (mode == RoundingMode.UP || mode == RoundingMode.CEILING) {
            return 1;
        }
        if (mode == RoundingMode.DOWN || mode == RoundingMode.FLOOR) {
            return 0;
        }
        int half = Long.compare(rest, fastDen - rest);
        if (half != 0) {
            return half > 0 ? 1 : 0;
        }
        return mode == RoundingMode.HALF_UP || (mode == RoundingMode.HALF_EVEN && (quotient & 1) == 1) ? 1 : 0;
    }
}
