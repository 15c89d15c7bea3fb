package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.ClockException;
import dev.credits.ledger.Entry;
import dev.credits.ledger.LedgerClock;
import dev.credits.ledger.LedgerListener;
import dev.credits.ledger.Outcome;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.Loader;
import dev.credits.spi.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/** Runs jobs as one unit of work: one load, decisions one after the other, one append, one commit; and reports it. */
final class UnitRunner {
    private static final int MOST_BEGINNINGS = Trees.MOST_LEVELS + 2;

    private final Storage storage;
    private final LedgerClock clock;
    private final Arrears arrears;
    private final Notices notices;
    private final PathHints hints;
    private final LongSupplier ticker;

    UnitRunner(Storage storage, LedgerClock clock, Notices notices, PathHints hints, LongSupplier ticker) {
        this.storage = storage;
        this.clock = clock;
        this.arrears = new Arrears(storage, this.clock, hints, notices);
        this.notices = notices;
        this.hints = hints;
        this.ticker = ticker;
    }

    /** Tells the listener what has been noted: outside of the lane, or it could not use the ledger. */
    void tell() {
        notices.tell();
    }

    /**
     * One answer a job, in order; or the storage's fault. What the listener should hear is noted, not told.
     * {@code yields} says that others wait behind it.
     */
    List<Answer> run(List<Job> jobs, long waited, boolean yields) {
        Attempt attempt = new Attempt(jobs, yields);
        boolean done = false;
        try {
            attempt.transact();
            done = true;
            attempt.answers.forEach(this::noteFault);
            return attempt.answers;
        } catch (ClockException far) {
            notices.note(far);
            throw far;
        } finally {
            if (notices.isWanted()) {
                notices.note(attempt.report(waited, !done), done ? attempt.booked : List.of());
            }
        }
    }

    private void noteFault(Answer answer) {
        if (answer.fault() instanceof ClockException far) {
            notices.note(far);
        }
    }

    /** Whether a job needs one of these accounts, as far as can be told. */
    boolean needs(Job job, Set<AccountId> accounts) {
        for (Task task : job.tasks()) {
            AccountId other = task.command().counterparty();
            boolean[] needed = {accounts.contains(task.command().account()) || other != null && accounts.contains(other)
            };
            hints.along(task.command().account(), above -> needed[0] |= accounts.contains(above), limited -> {});
            if (needed[0]) {
                return true;
            }
        }
        return false;
    }

    /** What is remembered of a unit while it is run, once or several times. */
    private final class Attempt {
        private final List<Job> jobs;
        private final boolean yields;
        private final List<Task> tasks = new ArrayList<>();
        private final Set<AccountId> also = new LinkedHashSet<>();
        private final Set<AccountId> caughtUp = new HashSet<>();
        private List<Answer> answers = List.of();
        private List<Entry> booked = List.of();
        private int runs;
        private long begun;
        private long loaded;
        private long decided;

        Attempt(List<Job> jobs, boolean yields) {
            this.jobs = jobs;
            this.yields = yields;
            begun = ticker.getAsLong();
            loaded = begun;
            decided = begun;
            jobs.forEach(job -> tasks.addAll(job.tasks()));
        }

        /**
         * Runs the unit, anew with more accounts if it turns out to need them, a last time as it comes; and anew after
         * what is due, if that is more than one unit may book.
         */
        void transact() {
            int begun = 0;
            while (true) {
                boolean atOnce = begun < MOST_BEGINNINGS;
                try {
                    storage.transact(Yielding.of(yields, loader -> run(loader, atOnce)));
                    return;
                } catch (MoreAccounts more) {
                    also.addAll(more.accounts());
                    begun++;
                } catch (MoreDue due) {
                    due.accounts().forEach(account -> arrears.book(List.of(account), yields));
                    caughtUp.addAll(due.accounts());
                }
                runs--;
            }
        }

        private ChangeSet run(Loader loader, boolean atOnce) {
            runs++;
            begun = ticker.getAsLong();
            loaded = begun;
            decided = begun;
            Book book = atOnce
                    ? Plans.loadAtOnce(loader, tasks, also, clock, hints)
                    : Plans.loadFor(loader, tasks, clock, hints);
            loaded = ticker.getAsLong();
            requireNoMoreThanAPiece(book);
            Batch batch = new Batch(book, jobs);
            batch.decide();
            ChangeSet changes = batch.seal();
            answers = batch.answers();
            booked = changes.entries();
            changes.opened().forEach(hints::learn);
            changes.accounts().forEach(hints::learn);
            decided = ticker.getAsLong();
            return changes;
        }

        /** What cannot be booked is still there once an account has been caught up with: the unit goes on without it. */
        private void requireNoMoreThanAPiece(Book book) {
            List<AccountId> behind = book.desks().stream()
                    .filter(desk -> Due.isMoreThanAPiece(book, desk) && book.ahead(desk.id()) == null)
                    .map(Desk::id)
                    .filter(account -> !caughtUp.contains(account))
                    .toList();
            if (!behind.isEmpty()) {
                throw new MoreDue(behind);
            }
        }

        LedgerListener.Batch report(long waited, boolean failed) {
            int applied = 0;
            int replayed = 0;
            int refused = 0;
            for (Answer answer : answers) {
                for (Outcome outcome : answer.outcomes()) {
                    applied += outcome instanceof Outcome.Applied ? 1 : 0;
                    replayed += outcome instanceof Outcome.Replayed ? 1 : 0;
                    refused += outcome.isBooked() ? 0 : 1;
                }
            }
            return new LedgerListener.Batch(
                    tasks.size(),
                    Duration.ofNanos(waited),
                    Duration.ofNanos(loaded - begun),
                    Duration.ofNanos(Math.max(0, decided - loaded)),
                    Duration.ofNanos(ticker.getAsLong() - decided),
                    Math.max(0, runs - 1),
                    failed ? 0 : applied,
                    failed ? 0 : replayed,
                    failed ? 0 : refused,
                    failed);
        }
    }
}
