package dev.credits.spi;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Lot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Questions a storage answers from one consistent state. Every list is bounded by the limit it is asked with. */
public interface Reader extends Loader {
    /** Entries of an account that pass the filter, in sequence, at most its limit. */
    List<Entry> entries(EntryFilter filter);

    /** The last entry of an account booked at or before this instant. */
    Optional<Entry> lastEntry(AccountId account, Instant at);

    /** Open holds of an account whose deadline is after {@code now}, the earliest first. */
    List<Hold> openHolds(AccountId account, Instant now, int limit);

    /** Accounts, after {@code after} in the order of their names (null: from the first), on which something is due. */
    List<AccountId> due(Instant now, @Nullable AccountId after, int limit);

    /** Accounts after {@code after} in the order of their names; null: from the first. */
    List<Account> accounts(@Nullable AccountId after, int limit);

    /** Every entry of these accounts, one at a time, those of each account in sequence. */
    void eachEntry(List<AccountId> accounts, Consumer<Entry> consumer);

    /** Every lot these accounts ever had, one at a time. */
    void eachLot(List<AccountId> accounts, Consumer<Lot> consumer);

    /** Every hold these accounts ever had, one at a time. */
    void eachHold(List<AccountId> accounts, Consumer<Hold> consumer);

    /** The transactions of these accounts' own keys of which anything was reversed, one at a time. */
    void eachReversal(List<AccountId> accounts, BiConsumer<AccountId, Reversal> consumer);

    /** The transactions whose entries between accounts of one unit do not sum to zero, at most {@code limit}. */
    List<Entry> unbalanced(int limit);
}
