package dev.credits.testkit.law;

import dev.credits.ledger.AccountId;
import java.time.Instant;
import java.util.List;

/** Credits that were spent, or that a hold keeps: what limits count. */
final class Portion {
    private final List<AccountId> way;
    private final long reserved;
    private long amount;
    private Instant counted;

    /** @param way the accounts from the one that spent up to the one whose credits they were */
    Portion(List<AccountId> way, long amount, Instant counted) {
        this(way, amount, amount, counted);
    }

    private Portion(List<AccountId> way, long reserved, long amount, Instant counted) {
        this.way = way;
        this.reserved = reserved;
        this.amount = amount;
        this.counted = counted;
    }

    List<AccountId> way() {
        return way;
    }

    long amount() {
        return amount;
    }

    /** All that a hold ever reserved. */
    long reserved() {
        return reserved;
    }

    Instant counted() {
        return counted;
    }

    void less(long some) {
        amount = Math.subtractExact(amount, some);
    }

    /** A hold that was given more: all that is open of it counts anew. */
    Portion extended(long more, Instant now) {
        return new Portion(way, Math.addExact(reserved, more), Math.addExact(amount, more), now);
    }

    boolean passes(AccountId account) {
        return way.contains(account);
    }
}
