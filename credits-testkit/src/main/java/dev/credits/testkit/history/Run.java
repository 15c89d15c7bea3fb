package dev.credits.testkit.history;

import dev.credits.Credits;
import dev.credits.ledger.Command;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Outcome;
import dev.credits.spi.Storage;
import dev.credits.testkit.ManualClock;
import java.util.ArrayList;
import java.util.List;

/** One subject on its way through a history. */
final class Run implements AutoCloseable {
    private final Subject subject;
    private final Storage storage;
    private final Ledger ledger;

    Run(Subject subject, ManualClock clock) {
        this.subject = subject;
        this.storage = subject.empty().get();
        this.ledger = Credits.on(storage).withClock(clock).ledger();
    }

    String name() {
        return subject.name();
    }

    Ledger ledger() {
        return ledger;
    }

    /** What becomes of commands between which the clock stands still. */
    List<Outcome> send(List<Command> commands) {
        List<Outcome> outcomes = new ArrayList<>(commands.size());
        for (int from = 0; from < commands.size(); from += subject.batch()) {
            List<Command> some = commands.subList(from, Math.min(from + subject.batch(), commands.size()));
            if (subject.batch() == 1) {
                outcomes.add(ledger.execute(some.get(0)));
            } else {
                outcomes.addAll(ledger.executeEach(some));
            }
        }
        return outcomes;
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
