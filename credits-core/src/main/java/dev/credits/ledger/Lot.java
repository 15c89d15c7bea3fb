package dev.credits.ledger;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Credits that came into an account together, or that were moved to it on the same terms and gather. Terms never change;
 * {@code remaining} and {@code held} do, and {@code amount} of a lot that gathers.
 *
 * @param number counts the account's lots from 1, in order of arrival
 * @param amount what came in so far, in minor units
 * @param remaining what is neither spent, held, expired nor moved on
 * @param held what open holds took from it
 * @param gathers true if credits that are moved to the account on the same terms join it while it is open; never for a
 *     lot that a grant or an adjustment made
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
        boolean gathers,
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
                gathers,
                amount,
                newRemaining,
                newHeld,
                started);
    }

    /** True if what is moved to the account on these terms joins it. */
    public boolean takesIn(Source from, int order, @Nullable Instant until, @Nullable CostBasis paid) {
        return gathers
                && isOpen()
                && source == from
                && priority == order
                && Objects.equals(expires, until)
                && Objects.equals(cost, paid);
    }

    /** The same lot with so much more that has joined it. */
    public Lot joined(long more) {
        return new Lot(
                account,
                number,
                source,
                priority,
                starts,
                expires,
                cost,
                arrived,
                gathers,
                Math.addExact(amount, more),
                Math.addExact(remaining, more),
                held,
                started);
    }

    /** The same lot as an entry tells that brought so much of it. */
    public Lot arriving(long brought) {
        return new Lot(
                account, number, source, priority, starts, expires, cost, arrived, gathers, brought, 0, 0, started);
    }

    /** The same lot, begun. */
    public Lot begun() {
        return new Lot(
                account, number, source, priority, starts, expires, cost, arrived, gathers, amount, remaining, held,
                true);
    }
}
