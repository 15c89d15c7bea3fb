package dev.credits.testkit.contract;

import dev.credits.ledger.Command;
import dev.credits.testkit.history.Histories;
import dev.credits.testkit.history.History;
import dev.credits.testkit.history.Step;
import dev.credits.testkit.history.Subject;
import dev.credits.testkit.law.Observed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A history in short words, to be run on a storage beside the model while every law is reckoned after each step. */
final class Tale {
    private final Instant start;
    private final List<Step> steps = new ArrayList<>();

    private Tale(Instant start) {
        this.start = start;
    }

    static Tale from(String start) {
        return new Tale(Instant.parse(start));
    }

    /** By the first process. */
    Tale send(Command... commands) {
        return by(0, commands);
    }

    /** By a process. */
    Tale by(int process, Command... commands) {
        for (Command command : commands) {
            steps.add(new Step.Send(process, command, Duration.ZERO));
        }
        return this;
    }

    /** By the first process, which began so long ago, and has only now the rows it needs. */
    Tale late(Duration waited, Command command) {
        steps.add(new Step.Send(0, command, waited));
        return this;
    }

    Tale at(String instant) {
        steps.add(new Step.Clock(Instant.parse(instant)));
        return this;
    }

    Tale skew(int process, Duration by) {
        steps.add(new Step.Skew(process, by));
        return this;
    }

    /** Fails if it breaks a law, or does not come to the same as in the model. */
    void holdsOn(Scenario given) {
        Subject storage = Subject.of("this storage", () -> new Observed(given.storage(), () -> {}, any -> {}));
        Histories.checkAsItIs(new History(0, start, steps), Subject.memory(), storage);
    }
}
