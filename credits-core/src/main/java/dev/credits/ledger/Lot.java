package dev.credits.ledger;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Credits that came into an account together. Terms never change; {@code remaining} and {@code held} do.
 *
 * @param number counts the account's lots from 1, in order of arrival
 * @param amount what came in, in minor units
 * @param remaining what is neither spent, held, expired nor moved on
 * @param held what open holds took from it
 * @param started false until its start has been booked; before that it is not part of available
 */
public record Lot(
        AccountId account,
        int number,
        Source source,
        int priority,
        @Nullable Instant starts,
        @Nullable Instant expires,
        @Nullable CostBasis cost,
        Instant arrived,
        long amount,
        long remaining,
        long held,
        boolean started) {
    /** Burn order, total: priority, then expiry with none last, then arrival. */
    public static final Comparator<Lot> BURN_ORDER = Comparator.comparingInt(Lot::priority)
            .thenComparing(Lot::expires, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparingInt(Lot::number);

    /** True while anything is left of it. */
    public boolean isOpen() {
        return remaining > 0 || held > 0;
    }

    /** True if its credits can no longer be spent at this instant. */
    public boolean isExpired(Instant now) {
        return expires != null && !now.isBefore(expires);
    }

    /** True if its credits can be spent at this instant and are not pending. */
    public boolean isSpendable(Instant now) {
        return started && remaining > 0 && !isExpired(now);
    }

    /** The same lot with other remainders. */
    public Lot with(long newRemaining, long newHeld) {
        return new Lot(
                account,
                number,
                source,
                priority,
                starts,
                expires,
                cost,
                arrived,
                amount,
                newRemaining,
                newHeld,
                started);
    }

    /** The same lot, begun. */
    public Lot begun() {
        return new Lot(
                account, number, source, priority, starts, expires, cost, arrived, amount, remaining, held, true);
    }
}
