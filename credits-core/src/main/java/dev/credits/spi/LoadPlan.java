package dev.credits.spi;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.ClockCheck;
import dev.credits.ledger.TransactionId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a decision needs to see.
 *
 * @param accounts with their open lots (anything remaining or held) and the open holds whose deadline is at or before
 *     {@code now}: the first {@value #MOST_DUE} of each account, by deadline and then by id
 * @param transactions all entries of these, and how much of them has been reversed
 * @param holds the holds reserved by these transactions, open or ended
 * @param lots these lots, open or not
 * @param limits the limits of these accounts, in force or not
 * @param counts what was spent and is held through these accounts since these instants
 * @param trees how the trees below these accounts stand
 * @param subjects every line of a log about one of these
 * @param lines the last line of a log that has at most this number
 * @param clock if it is given, a storage that has a clock of its own refuses with a
 *     {@link dev.credits.ledger.ClockException} to write by one that is too far from it
 */
public record LoadPlan(
        Set<AccountId> accounts,
        Set<TransactionId> transactions,
        Set<TransactionId> holds,
        Set<LotRef> lots,
        Set<AccountId> limits,
        Set<Since> counts,
        Set<AccountId> trees,
        Set<Subject> subjects,
        Set<UpTo> lines,
        Instant now,
        @Nullable ClockCheck clock) {
    /** How many holds that are due are loaded of one account; in questions the others are asked for afterwards. */
    public static final int MOST_DUE = 500;

    /** These accounts and no more. */
    public static LoadPlan of(Set<AccountId> accounts, Instant now) {
        return new LoadPlan(
                accounts, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), now, null);
    }

    /** The same with all entries of these transactions. */
    public LoadPlan transactions(Set<TransactionId> more) {
        return new LoadPlan(accounts, more, holds, lots, limits, counts, trees, subjects, lines, now, clock);
    }

    /** The same with these holds. */
    public LoadPlan holds(Set<TransactionId> more) {
        return new LoadPlan(accounts, transactions, more, lots, limits, counts, trees, subjects, lines, now, clock);
    }

    /** The same with these lots. */
    public LoadPlan lots(Set<LotRef> more) {
        return new LoadPlan(accounts, transactions, holds, more, limits, counts, trees, subjects, lines, now, clock);
    }

    /** The same with the limits of these accounts. */
    public LoadPlan limits(Set<AccountId> more) {
        return new LoadPlan(accounts, transactions, holds, lots, more, counts, trees, subjects, lines, now, clock);
    }

    /** The same with what counts since these instants. */
    public LoadPlan counts(Set<Since> more) {
        return new LoadPlan(accounts, transactions, holds, lots, limits, more, trees, subjects, lines, now, clock);
    }

    /** The same with the trees below these accounts. */
    public LoadPlan trees(Set<AccountId> more) {
        return new LoadPlan(accounts, transactions, holds, lots, limits, counts, more, subjects, lines, now, clock);
    }

    /** The same with what logs say about these subjects. */
    public LoadPlan subjects(Set<Subject> more) {
        return new LoadPlan(accounts, transactions, holds, lots, limits, counts, trees, more, lines, now, clock);
    }

    /** The same with these lines of logs. */
    public LoadPlan lines(Set<UpTo> more) {
        return new LoadPlan(accounts, transactions, holds, lots, limits, counts, trees, subjects, more, now, clock);
    }

    /** The same, for what is to be written by this clock. */
    public LoadPlan by(@Nullable ClockCheck check) {
        return new LoadPlan(accounts, transactions, holds, lots, limits, counts, trees, subjects, lines, now, check);
    }

    /** True if it asks for nothing. */
    public boolean isEmpty() {
        return accounts.isEmpty()
                && transactions.isEmpty()
                && holds.isEmpty()
                && lots.isEmpty()
                && limits.isEmpty()
                && counts.isEmpty()
                && trees.isEmpty()
                && subjects.isEmpty()
                && lines.isEmpty();
    }

    /** An account, and the first {@link dev.credits.ledger.Usage#slot slot} that counts. */
    public record Since(AccountId account, Instant slot) {}

    /** One lot of an account. */
    public record LotRef(AccountId account, int number) {}

    /** What lines of a log are about. */
    public record Subject(String log, String subject) {}

    /** The last line of a log whose number is at most this. */
    public record UpTo(String log, long number) {
        /** The last line of a log. */
        public static UpTo end(String log) {
            return new UpTo(log, Long.MAX_VALUE);
        }
    }
}
