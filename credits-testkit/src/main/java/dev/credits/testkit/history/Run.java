package dev.credits.testkit.history;

import dev.credits.Credits;
import dev.credits.ledger.Command;
import dev.credits.ledger.Entry;
import dev.credits.ledger.HandSetClock;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Outcome;
import dev.credits.spi.Storage;
import dev.credits.testkit.law.Observed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One subject on its way through a history: its storage, and the processes on it, each with a clock of its own. */
final class Run implements AutoCloseable {
    private final Subject subject;
    private final Storage storage;
    private final List<Ledger> processes = new ArrayList<>();
    private final Duration[] skews;
    private Instant now;
    private Duration waited = Duration.ZERO;

    /** @param committed is told what each unit of work has booked */
    Run(Subject subject, Instant start, int processes, Consumer<List<Entry>> committed) {
        this.subject = subject;
        this.storage = subject.empty().get();
        this.now = start;
        this.skews = new Duration[processes];
        for (int i = 0; i < processes; i++) {
            int process = i;
            skews[i] = Duration.ZERO;
            Storage handle = i == 0 ? storage : subject.another().apply(storage);
            this.processes.add(Credits.on(new Observed(handle, this::locked, committed))
                    .withClock((HandSetClock) () -> clock(process))
                    .ledger());
        }
    }

    boolean isOneByOne() {
        return subject.batch() == 1;
    }

    String name() {
        return subject.name();
    }

    /** The first process, which answers questions. */
    Ledger ledger() {
        return processes.get(0);
    }

    Ledger ledger(int process) {
        return processes.get(process);
    }

    /** What the clock of a process shows. */
    Instant clock(int process) {
        return now.plus(skews[process]).minus(waited);
    }

    void now(Instant instant) {
        now = instant;
    }

    void skew(int process, Duration by) {
        skews[process] = by;
    }

    /**
     * What becomes of commands of one process, between which the clock stands still.
     *
     * @param time how long the first has been waiting for its rows by now
     */
    List<Outcome> send(int process, List<Command> commands, Duration time) {
        List<Outcome> outcomes = new ArrayList<>(commands.size());
        waited = time;
        for (int from = 0; from < commands.size(); from += subject.batch()) {
            List<Command> some = commands.subList(from, Math.min(from + subject.batch(), commands.size()));
            if (subject.batch() == 1) {
                outcomes.add(processes.get(process).execute(some.get(0)));
            } else {
                outcomes.addAll(processes.get(process).executeEach(some));
            }
        }
        locked();
        return outcomes;
    }

    /** A unit of work has its rows: whoever looks at the clock now sees the present. */
    private void locked() {
        waited = Duration.ZERO;
    }

    @Override
    public void close() {
        if (storage instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception notClosed) {
                throw new IllegalStateException("could not close the storage of " + name(), notClosed);
            }
        }
    }
}
