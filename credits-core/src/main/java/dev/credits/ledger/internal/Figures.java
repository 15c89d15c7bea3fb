package dev.credits.ledger.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.Boundary;
import dev.credits.ledger.Totals;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one account while a batch is decided, and how far they are from those of its last entry. Arithmetic that
 * leaves {@code long} throws ArithmeticException.
 */
final class Figures {
    private long available;
    private long held;
    private long debt;
    private long earned;
    private long spent;
    private long expired;
    private long in;
    private long out;
    private long adjusted;
    private long bookedAvailable;
    private long bookedHeld;

    Figures(Account account) {
        Totals totals = account.totals();
        available = totals.available();
        held = totals.held();
        debt = account.debt();
        earned = totals.earned();
        spent = totals.spent();
        expired = totals.expired();
        in = totals.in();
        out = totals.out();
        adjusted = totals.adjusted();
        book();
    }

    Figures(Figures from) {
        available = from.available;
        held = from.held;
        debt = from.debt;
        earned = from.earned;
        spent = from.spent;
        expired = from.expired;
        in = from.in;
        out = from.out;
        adjusted = from.adjusted;
        bookedAvailable = from.bookedAvailable;
        bookedHeld = from.bookedHeld;
    }

    long available() {
        return available;
    }

    long held() {
        return held;
    }

    long debt() {
        return debt;
    }

    void give(long amount) {
        available = Math.addExact(available, amount);
    }

    void take(long amount) {
        available = Math.subtractExact(available, amount);
    }

    /** Moves so much from available to held. */
    void pin(long amount) {
        take(amount);
        held = Math.addExact(held, amount);
    }

    /** Moves so much from held to available. */
    void unpin(long amount) {
        consume(amount);
        give(amount);
    }

    /** Takes so much of what is held away for good. */
    void consume(long amount) {
        held = Math.subtractExact(held, amount);
    }

    /** Lets so much pay the overdraft; what is negative adds to it. */
    void repay(long amount) {
        debt = Math.subtractExact(debt, amount);
    }

    /** What may be taken until so much is left. */
    long above(long floor) {
        try {
            return Math.subtractExact(available, floor);
        } catch (ArithmeticException beyondLong) {
            return Long.MAX_VALUE;
        }
    }

    /**
     * Refuses figures that time alone could drive out of range: whatever is held or still to start may become available,
     * and whatever is available may expire.
     */
    void requireRange(long pending) {
        long all = Math.addExact(Math.addExact(available, held), pending);
        Math.addExact(earned, pending);
        Math.addExact(expired, Math.max(0, all));
    }

    /** What left or entered the account since its last entry is counted against its counterparty. */
    void count(@Nullable String counterparty) {
        long change = Math.addExact(availableChange(), heldChange());
        if (counterparty == null || change == 0) {
            return;
        }
        if (counterparty.equals(Boundary.ISSUED.label())) {
            earned = Math.addExact(earned, change);
        } else if (counterparty.equals(Boundary.SPENT.label())) {
            spent = Math.subtractExact(spent, change);
        } else if (counterparty.equals(Boundary.EXPIRED.label())) {
            expired = Math.subtractExact(expired, change);
        } else {
            if (change > 0) {
                in = Math.addExact(in, change);
            } else {
                out = Math.subtractExact(out, change);
            }
            if (counterparty.equals(Boundary.ADJUSTED.label())) {
                adjusted = Math.addExact(adjusted, change);
            }
        }
    }

    long availableChange() {
        return Math.subtractExact(available, bookedAvailable);
    }

    long heldChange() {
        return Math.subtractExact(held, bookedHeld);
    }

    /** From here on counts what the next entry changes. */
    void book() {
        bookedAvailable = available;
        bookedHeld = held;
    }

    Totals totals() {
        return new Totals(available, held, earned, spent, expired, in, out, adjusted);
    }
}
