package dev.credits.pricing;

import dev.credits.pricing.internal.Ratio;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one dimension costs under a tariff: a rate for each step of its ladder. Not priced at all if it has no rates. */
final class Slot {
    /** Nothing is priced or measured by it; not asked for a price, since what is used must have one. */
    static final Slot NONE = new Slot(new Row(Dimension.INPUT, List.of(), List.of(), -1, 0, false), BigInteger.ONE);

    final Dimension dimension;
    /** Its rates, from the lowest step up; empty if it is only measured. */
    final List<Rate> rates;
    /** The ladder that prices it, or -1. */
    final int ladder;
    /** The ladders that measure it, as bits. */
    final long measuredBy;
    /** True if its rates are those of the default policy. */
    final boolean defaulted;

    private final BigInteger[] exact;
    private final long @Nullable [] fast;

    /** With prices as whole numbers of a currency unit divided by {@code denominator}. */
    Slot(Row row, BigInteger denominator) {
        this.dimension = row.dimension;
        this.rates = row.rates;
        this.ladder = row.ladder;
        this.measuredBy = row.measuredBy;
        this.defaulted = row.defaulted;
        this.exact = row.prices.stream()
                .map(price -> price.num().multiply(denominator.divide(price.den())))
                .toArray(BigInteger[]::new);
        this.fast = fast(exact);
    }

    boolean isPriced() {
        return exact.length > 0;
    }

    BigInteger price(int step) {
        return exact[step];
    }

    /** The price, or -1 if it does not fit. */
    long fastPrice(int step) {
        return fast == null ? -1 : fast[step];
    }

    private static long @Nullable [] fast(BigInteger[] exact) {
        long[] fast = new long[exact.length];
        for (int i = 0; i < exact.length; i++) {
            if (exact[i].bitLength() >= Long.SIZE) {
                return null;
            }
            fast[i] = exact[i].longValue();
        }
        return fast;
    }

    /**
     * A slot before there is a common denominator.
     *
     * @param rates as the card writes them
     * @param prices what a piece costs on each step, with every factor
     */
    record Row(
            Dimension dimension, List<Rate> rates, List<Ratio> prices, int ladder, long measuredBy, boolean defaulted) {
        Row as(Dimension other, long measured) {
            return new Row(other, rates, prices, ladder, measured, defaulted);
        }
    }
}
