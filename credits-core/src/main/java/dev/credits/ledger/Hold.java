package dev.credits.ledger;

import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Credits set aside, bound to the very lots they came from. {@code reserved = captured + released + open}, and it ends
 * once.
 *
 * @param id the transaction that reserved it, by which it is found
 * @param account the account that reserved it, in which its key lives
 * @param funder the account whose credits they are: the same one, or one above it
 * @param path the accounts it came through, from {@code account} up, without the funder; empty if that is the same one
 * @param key the key of the command that reserved it
 * @param parts what is left of it, lot by lot in burn order; lot 0 is overdraft
 * @param counted when what is open of it was set aside, for limits: when it was opened, or last given more
 * @param deadline the instant from which on it has lapsed
 * @param endedBy the key of the command that ended it, or null while it is open
 */
public record Hold(
        TransactionId id,
        AccountId account,
        AccountId funder,
        List<AccountId> path,
        IdempotencyKey key,
        CreditUnit unit,
        long reserved,
        long captured,
        long released,
        List<Part> parts,
        Instant opened,
        Instant counted,
        Instant deadline,
        State state,
        @Nullable IdempotencyKey endedBy,
        @Nullable String feature) {

    /** By deadline, then by id. */
    public static final Comparator<Hold> BY_DEADLINE = Comparator.comparing(Hold::deadline)
            .thenComparing(hold -> hold.id().value().toString());

    /** How a hold stands. */
    public enum State {
        OPEN,
        SETTLED,
        RELEASED,
        LAPSED
    }

    /** Some of a hold, taken from one lot; lot 0 is overdraft. */
    public record Part(int lot, long amount) {}

    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** What is left of it, in minor units. */
    public long open() {
        return reserved - captured - released;
    }

    /** What is left of it. */
    public Amount remaining() {
        return Amount.ofMinor(open(), unit);
    }
}
