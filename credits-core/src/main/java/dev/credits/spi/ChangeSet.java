package dev.credits.spi;

import dev.credits.ledger.Account;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Limit;
import dev.credits.ledger.LogLine;
import dev.credits.ledger.Lot;
import dev.credits.ledger.Usage;
import java.util.List;

/**
 * What a unit of work appends and changes, all or nothing. Every list holds final states: one row is named once.
 *
 * @param opened accounts that do not exist yet, each after its parent; if one does by now, the unit is run again
 * @param accounts accounts that were loaded, as they are to be
 * @param newLots lots that do not exist yet
 * @param lots lots that were loaded, as they are to be
 * @param newHolds holds that do not exist yet
 * @param holds holds that were loaded, as they are to be
 * @param entries in order; each account's continue its sequence
 * @param newReversals the first reversal of a transaction
 * @param reversals a further one
 * @param newLimits limits that do not exist yet, in force or not
 * @param limits limits that exist, as they are to be; the account of each was loaded, but need not change
 * @param usage to be added to what is stored for the same account, feature and slot; may be below zero
 * @param lines lines of logs to add, each after the one before it; if another follows the same one by now, the unit is run
 *     again
 */
public record ChangeSet(
        List<Account> opened,
        List<Account> accounts,
        List<Lot> newLots,
        List<Lot> lots,
        List<Hold> newHolds,
        List<Hold> holds,
        List<Entry> entries,
        List<Reversal> newReversals,
        List<Reversal> reversals,
        List<Limit> newLimits,
        List<Limit> limits,
        List<Usage> usage,
        List<LogLine> lines) {
    /** Writes nothing. */
    public static final ChangeSet NOTHING = new ChangeSet(
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
            List.of(), List.of(), List.of(), List.of());

    /** True if there is nothing to write: every change to an account has an entry. */
    public boolean isEmpty() {
        return entries.isEmpty() && lines.isEmpty();
    }

    /** Writes lines of logs. */
    public static ChangeSet ofLines(List<LogLine> lines) {
        return new ChangeSet(
                List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of(), List.of(), lines);
    }
}
