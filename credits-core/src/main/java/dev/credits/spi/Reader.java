package dev.credits.spi;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.Hold;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Limit;
import dev.credits.ledger.LogLine;
import dev.credits.ledger.Lot;
import dev.credits.ledger.TransactionId;
import dev.credits.ledger.Usage;
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

    /** Open holds that an account reserved, or of its credits, whose deadline is after {@code now}, the earliest first. */
    List<Hold> openHolds(AccountId account, Instant now, int limit);

    /** Open holds of an account's credits whose deadline is at or before {@code by}, after {@code after} by deadline and id. */
    List<Hold> dueHolds(AccountId account, Hold after, Instant by, int limit);

    /**
     * Open and lapsed holds of all accounts, by deadline and then id in an order of the storage's own: from the deadline
     * {@code from} on, of that very one only those after {@code after} unless that is null, and to {@code to}, inclusive.
     * Those that cannot be read are left out and told to {@code broken}; there are no more if fewer come back than the limit.
     */
    List<Hold> unended(
            Instant from,
            @Nullable TransactionId after,
            Instant to,
            int limit,
            Consumer<? super UnreadableException> broken);

    /**
     * Accounts, after {@code after} in the order of their names (null: from the first), on which something is due. Names
     * that cannot be read are left out and told to {@code broken}; there are no more if fewer come back than the limit.
     */
    List<AccountId> due(
            Instant now, @Nullable AccountId after, int limit, Consumer<? super UnreadableException> broken);

    /**
     * Accounts after {@code after} in the order of their names; null: from the first. Rows that cannot be read are left
     * out and told to {@code broken}; there are no more if fewer come back than the limit.
     */
    List<Account> accounts(@Nullable AccountId after, int limit, Consumer<? super UnreadableException> broken);

    /** The same where every row can be read; throws what says that one cannot. */
    default List<Account> accounts(@Nullable AccountId after, int limit) {
        return accounts(after, limit, broken -> {
            throw broken;
        });
    }

    /** The time of the newest entry of any account, as the accounts' rows have it; 1970 if there is none. */
    Instant newest();

    /** Accounts directly below {@code parent}, after {@code after} in the order of their names; null: from the first. */
    List<Account> children(AccountId parent, @Nullable AccountId after, int limit);

    /** Accounts directly below any of these, in the order of their parents' names and then of their own. */
    List<Account> children(List<AccountId> parents, int limit);

    /** Those of these accounts that have others below them. */
    List<AccountId> parents(List<AccountId> accounts);

    /** Entries of an account that have an amendment, before a sequence, the latest first. */
    List<Entry> amendments(AccountId account, long before, int limit);

    /** Every limit of these accounts, in force or not. */
    void eachLimit(List<AccountId> accounts, Consumer<Limit> consumer);

    /** The usage of these accounts in the slots from {@code from} to before {@code to}, one at a time. */
    void eachUsage(List<AccountId> accounts, Instant from, Instant to, Consumer<Usage> consumer);

    /** Every entry of these accounts, one at a time, those of each account in sequence. */
    void eachEntry(List<AccountId> accounts, Consumer<Entry> consumer);

    /** Every lot these accounts ever had, one at a time. */
    void eachLot(List<AccountId> accounts, Consumer<Lot> consumer);

    /** Every hold of these accounts' credits there ever was, whoever reserved it, one at a time. */
    void eachHold(List<AccountId> accounts, Consumer<Hold> consumer);

    /** The transactions whose first entry is in these accounts' ledgers of which anything was reversed, one at a time. */
    void eachReversal(List<AccountId> accounts, BiConsumer<AccountId, Reversal> consumer);

    /** The first entries of transactions whose entries between accounts of one unit do not sum to zero, at most {@code limit}. */
    List<Unbalanced> unbalanced(int limit);

    /** What is stored of accounts that are not, by account and kind of row, at most {@code limit}. */
    List<Stray> strays(int limit);

    /** The lines of a log after this number, in order. */
    List<LogLine> lines(String log, long after, int limit);

    /** The line of a log that was published under this key, if there is one. */
    Optional<LogLine> line(String log, IdempotencyKey key);

    /** The newest lines of a log that are of this kind, the newest first. */
    List<LogLine> newestLines(String log, String kind, int limit);

    /** Every line of every log, one at a time: log by log, each in order. */
    void eachLine(Consumer<LogLine> consumer);

    /**
     * How to ask more of this very state from other threads meanwhile, for as long as this reader may be asked; empty if
     * there is no such way. It is asked for before anything else.
     */
    default Optional<SameState> sameState() {
        return Optional.empty();
    }

    /** An entry of a transaction that does not sum to zero; its account is null if that account's own row cannot be read. */
    record Unbalanced(TransactionId transaction, @Nullable AccountId account, long seq) {}

    /** The state that a reader sees, for others to read. Thread-safe. */
    @FunctionalInterface
    interface SameState {
        /** Asks questions on the caller's thread, with a reader that is good until they return. */
        void read(Consumer<Reader> questions);
    }
}
