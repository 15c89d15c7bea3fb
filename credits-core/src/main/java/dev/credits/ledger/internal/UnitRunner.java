package dev.credits.ledger.internal;

import dev.credits.ledger.Entry;
import dev.credits.ledger.LedgerListener;
import dev.credits.ledger.Outcome;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.Storage;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Runs jobs as one unit of work: one load, decisions one after the other, one append, one commit; and reports it. */
final class UnitRunner {
    private final Storage storage;
    private final InstantSource clock;
    private final Notices notices;
    private final PathHints hints;
    private final LongSupplier ticker;

    UnitRunner(Storage storage, InstantSource clock, Notices notices, PathHints hints, LongSupplier ticker) {
        this.storage = storage;
        this.clock = clock;
        this.notices = notices;
        this.hints = hints;
        this.ticker = ticker;
    }

    /** One answer a job, in order; or the storage's fault. */
    List<Answer> run(List<Job> jobs, long waited) {
        Attempt attempt = new Attempt(jobs);
        boolean done = false;
        try {
            storage.transact(loader -> attempt.run(loader));
            done = true;
            return attempt.answers;
        } finally {
            if (notices.isWanted()) {
                notices.tell(attempt.report(waited, !done), done ? attempt.booked : List.of());
            }
        }
    }

    /** What is remembered of a unit while it is run, once or several times. */
    private final class Attempt {
        private final List<Job> jobs;
        private final List<Task> tasks = new ArrayList<>();
        private List<Answer> answers = List.of();
        private List<Entry> booked = List.of();
        private int runs;
        private long begun;
        private long loaded;
        private long decided;

        Attempt(List<Job> jobs) {
            this.jobs = jobs;
            begun = ticker.getAsLong();
            loaded = begun;
            decided = begun;
            jobs.forEach(job -> tasks.addAll(job.tasks()));
        }

        ChangeSet run(dev.credits.spi.Loader loader) {
            runs++;
            begun = ticker.getAsLong();
            loaded = begun;
            decided = begun;
            Book book = Plans.loadFor(loader, tasks, clock.instant().truncatedTo(ChronoUnit.MICROS), hints);
            loaded = ticker.getAsLong();
            Batch batch = new Batch(book, jobs);
            batch.decide();
            ChangeSet changes = batch.seal();
            answers = batch.answers();
            booked = changes.entries();
            decided = ticker.getAsLong();
            return changes;
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
