package dev.credits.ledger;

import dev.credits.money.Amount;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command came to: the entries of its transaction. The same booking is read back when the command is sent again.
 *
 * @param entries at least one, in order; the first is the command's own
 */
public record Booking(List<Entry> entries) {
    public Booking {
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("a booking has at least one entry");
        }
        entries = List.copyOf(entries);
    }

    /** The command's own entry. */
    public Entry entry() {
        return entries.get(0);
    }

    public TransactionId transaction() {
        return entry().transaction();
    }

    public AccountId account() {
        return entry().account();
    }

    public Instant at() {
        return entry().at();
    }

    /** The sequence of the command's own entry. */
    public long seq() {
        return entry().seq();
    }

    /** Available on the command's account when the whole transaction was booked. */
    public Amount available() {
        return last().amount(last().available());
    }

    /** Held on the command's account when the whole transaction was booked. */
    public Amount held() {
        return last().amount(last().held());
    }

    /** The key of the hold it made, changed or ended, or null. */
    public @Nullable IdempotencyKey hold() {
        return entry().hold();
    }

    /** What it spent. */
    public Amount captured() {
        Entry entry = entry();
        boolean spends = entry.isAgainst(Boundary.SPENT) && entry.change() < 0;
        return entry.amount(spends ? -entry.change() : 0);
    }

    /** What it gave back from a hold to the lots. */
    public Amount released() {
        Entry entry = entry();
        return entry.amount(entry.heldChange() < 0 ? Math.max(0, entry.availableChange()) : 0);
    }

    /** What was asked and could not be taken. */
    public Amount shortfall() {
        return entry().amount(entry().shortfall());
    }

    private Entry last() {
        Entry last = entry();
        for (Entry other : entries) {
            if (other.account().equals(last.account())) {
                last = other;
            }
        }
        return last;
    }
}
