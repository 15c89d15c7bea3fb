package dev.credits.ledger;

import dev.credits.money.Amount;
import dev.credits.money.InvalidInputException;
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
            throw new InvalidInputException("entries", entries, "at least one");
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

    /** The command's account; the entry may be in the ledger of one above it, whose credits it spends. */
    public AccountId account() {
        return entry().spender();
    }

    /** Limits in shadow that would have refused it. */
    public List<Shadow> shadows() {
        return entry().route().shadows();
    }

    /** Accounts that it left with nothing available, and that paused. */
    public List<AccountId> paused() {
        return accounts(EntryKind.PAUSE);
    }

    /** Accounts that it gave something available again, and that resumed. */
    public List<AccountId> resumed() {
        return accounts(EntryKind.RESUME);
    }

    public Instant at() {
        return entry().at();
    }

    /** The sequence of the command's own entry. */
    public long seq() {
        return entry().seq();
    }

    /** Available on the account whose credits it concerns when the whole transaction was booked. */
    public Amount available() {
        return last().amount(last().available());
    }

    /** Held on that account when the whole transaction was booked. */
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

    private List<AccountId> accounts(EntryKind kind) {
        return entries.stream()
                .filter(entry -> entry.kind() == kind)
                .map(Entry::account)
                .toList();
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
