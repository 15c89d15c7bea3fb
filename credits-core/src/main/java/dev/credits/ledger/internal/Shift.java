package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.BusyException;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.Limits;
import dev.credits.spi.LockedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets a batch done, whatever part of it stands in the way: what is poison is found, what is locked is set aside. */
final class Shift {
    private static final Logger LOG = LoggerFactory.getLogger(Shift.class);

    /** How often jobs that were set aside are run; each time the storage waits for the lock. */
    private static final int MOST_WAITS = 8;

    private final UnitRunner runner;
    private final Limits limits;
    private final Executor async;
    private final LongSupplier ticker;
    private final Function<List<Ticket>, Runnable> setAside;

    /** {@code setAside} takes tickets away that wait for a lock, and answers what is to follow. */
    Shift(
            UnitRunner runner,
            Limits limits,
            Executor async,
            LongSupplier ticker,
            Function<List<Ticket>, Runnable> setAside) {
        this.runner = runner;
        this.limits = limits;
        this.async = async;
        this.ticker = ticker;
        this.setAside = setAside;
    }

    /** Tells the listener what was booked, if it has not been told. */
    void tell() {
        runner.tell();
    }

    /**
     * Runs a batch; what there is to tell its callers is left to {@code completions}. If it is {@code patient} it waits for
     * locks, and nothing is set aside.
     */
    void run(List<Ticket> batch, boolean patient, List<Runnable> completions) {
        long waited = ticker.getAsLong() - batch.get(0).since;
        new Run(waited, patient, completions).run(batch, 1);
    }

    /** A batch while it is run, whole or in parts. */
    private final class Run {
        private final long waited;
        private final boolean patient;
        private final List<Runnable> completions;

        Run(long waited, boolean patient, List<Runnable> completions) {
            this.waited = waited;
            this.patient = patient;
            this.completions = completions;
        }

        /** If a job of the batch is poison, finds it by halving, in order. */
        void run(List<Ticket> batch, int times) {
            try {
                List<Answer> answers =
                        runner.run(batch.stream().map(ticket -> ticket.job).toList(), waited, !patient);
                for (int i = 0; i < answers.size(); i++) {
                    Ticket ticket = batch.get(i);
                    Answer answer = answers.get(i);
                    completions.add(() -> ticket.complete(answer, async));
                }
            } catch (RuntimeException fault) {
                boolean passing = fault instanceof CreditsException known && known.retryable();
                if (Thread.interrupted()) {
                    LOG.debug("interrupted while leading; goes on for the others", fault);
                    run(batch, times);
                    Thread.currentThread().interrupt();
                } else if (fault instanceof LockedException locked && !patient) {
                    without(locked.accounts(), batch);
                } else if (fault instanceof BusyException && byAccount(batch).size() > 1) {
                    // somebody else holds one of them: only its own jobs wait for that again
                    byAccount(batch).values().forEach(some -> runInTime(some));
                } else if (fault instanceof BusyException busy && busy.isDefinite() && !patient) {
                    completions.add(setAside.apply(batch));
                } else if (fault instanceof BusyException && patient && times < MOST_WAITS && inTime(batch)) {
                    run(batch, times + 1);
                } else if (passing || batch.size() == 1) {
                    batch.forEach(ticket -> completions.add(() -> ticket.fail(fault, async)));
                } else {
                    int half = batch.size() / 2;
                    run(batch.subList(0, half), times);
                    run(batch.subList(half, batch.size()), times);
                }
            } catch (Error broken) {
                CreditsException fault = new CreditsException("the batch was broken off: " + broken, false, broken);
                batch.forEach(ticket -> completions.add(() -> ticket.fail(fault, async)));
            }
        }

        /** Goes on without the jobs that need these accounts, and without what came behind them for the same account. */
        private void without(Set<AccountId> locked, List<Ticket> batch) {
            Set<AccountId> stuck = new LinkedHashSet<>();
            batch.stream()
                    .filter(ticket -> runner.needs(ticket.job, locked))
                    .forEach(ticket -> stuck.add(ticket.account()));
            Map<AccountId, List<Ticket>> groups = byAccount(batch);
            if (stuck.isEmpty() && groups.size() > 1) {
                groups.values().forEach(some -> runInTime(some));
                return;
            }
            List<Ticket> aside = new ArrayList<>();
            List<Ticket> rest = new ArrayList<>();
            for (Ticket ticket : batch) {
                boolean waits = stuck.isEmpty() || stuck.contains(ticket.account());
                (waits ? aside : rest).add(ticket);
            }
            completions.add(setAside.apply(aside));
            if (!rest.isEmpty()) {
                runInTime(rest);
            }
        }

        /** Runs a part of a batch, if those before it have left it the time. */
        private void runInTime(List<Ticket> part) {
            if (inTime(part)) {
                run(part, 1);
            } else {
                BusyException late = new BusyException(
                        "no answer within " + limits.deadline() + "; the command was not begun", true);
                part.forEach(ticket -> completions.add(() -> ticket.fail(late, async)));
            }
        }
    }

    private boolean inTime(List<Ticket> part) {
        return ticker.getAsLong() - part.get(0).since <= limits.deadline().toNanos();
    }

    private static Map<AccountId, List<Ticket>> byAccount(List<Ticket> batch) {
        Map<AccountId, List<Ticket>> groups = new LinkedHashMap<>();
        for (Ticket ticket : batch) {
            groups.computeIfAbsent(ticket.account(), first -> new ArrayList<>()).add(ticket);
        }
        return groups;
    }
}
