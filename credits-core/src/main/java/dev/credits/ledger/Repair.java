package dev.credits.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step that would set right what verification found on an account. It is proposed; nothing in this library takes it.
 * Entries are never touched by one.
 */
public sealed interface Repair {
    AccountId account();

    /** Why, in words. */
    String why();

    /**
     * A row to be set to what the entries make of it, by whoever may write the tables: a command could only add to what is
     * wrong. Processes that write the account are stopped meanwhile, as they remember what they wrote last. The command that
     * follows it puts on record who did it and why.
     *
     * @param id the lot's number or the hold's id; empty for the account's own row
     */
    record Restore(AccountId account, String why, Row row, String id, List<Change> changes) implements Repair {
        public Restore {
            changes = List.copyOf(changes);
        }
    }

    /** A command to be sent by a person, who becomes its actor. */
    record Send(AccountId account, String why, Command command) implements Repair {}

    /** What neither can do, and what a person can. */
    record ByHand(AccountId account, String why) implements Repair {}

    /** What a row is about. */
    enum Row {
        ACCOUNT,
        LOT,
        HOLD
    }

    /** A field of a row: what it holds, and what the entries make. */
    record Change(
            String field, @Nullable Object from, @Nullable Object to) {}
}
