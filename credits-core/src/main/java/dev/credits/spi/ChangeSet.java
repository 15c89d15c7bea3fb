package dev.credits.spi;

import dev.credits.ledger.Account;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Limit;
import dev.credits.ledger.Lot;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Usage;
import dev.credits.money.Conversion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param rates conversion rates to add; if another follows the same one by now, the unit is run again
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
        List<Rate> rates) {
    /** Writes nothing. */
    public static final ChangeSet NOTHING = new ChangeSet(
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
            List.of(), List.of(), List.of(), List.of());

    /** True if there is nothing to write: every change to an account has an entry. */
    public boolean isEmpty() {
        return entries.isEmpty() && rates.isEmpty();
    }

    /** Writes one conversion rate. */
    public static ChangeSet ofRate(Rate rate) {
        return new ChangeSet(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(rate));
    }

    /**
     * A conversion rate, with who published it, why and when.
     *
     * @param follows when the last rate before it takes effect, or null if it is the first; no two may follow one
     */
    public record Rate(Conversion conversion, @Nullable Instant follows, Memo memo, Instant at) {}
}
