package dev.credits.testkit.fault;

import dev.credits.ledger.Command;
import dev.credits.testkit.history.History;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Steps as lines of the command protocol, with remarks after {@code #} on what else happened. */
final class Replay {
    private final List<String> lines = new ArrayList<>();
    private Instant now;

    private Replay(Instant start) {
        this.now = start;
    }

    static List<String> lines(Instant start, List<Step> steps) {
        Replay replay = new Replay(start);
        replay.clock();
        steps.forEach(replay::write);
        return replay.lines;
    }

    /** Writes the lines to where histories go: {@code target}, or what the system property says. */
    static Path written(long seed, List<String> lines) {
        Path file = Path.of(System.getProperty("credits.histories", "target"), "simulation-" + seed + ".jsonl");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.write(file, lines);
        } catch (IOException notWritten) {
            throw new UncheckedIOException(notWritten);
        }
    }

    private void write(Step step) {
        if (step instanceof Step.Send send) {
            remark("to process " + send.process());
            command(send.command());
        } else if (step instanceof Step.SendAsOne send) {
            remark("to process " + send.process() + ", these " + send.commands().size() + " whole or not at all");
            send.commands().forEach(this::command);
        } else if (step instanceof Step.Sweep sweep) {
            remark("by process " + sweep.process());
            line(new dev.credits.testkit.history.Step.Sweep(0));
        } else if (step instanceof Step.Advance advance) {
            now = now.plus(advance.by());
            clock();
        } else {
            happen(step);
        }
    }

    private void happen(Step step) {
        if (step instanceof Step.Prepare prepare) {
            boolean pause = prepare.mishap() == Mishap.PAUSE_BEFORE || prepare.mishap() == Mishap.PAUSE_AFTER;
            String others = pause ? " (for " + prepare.meanwhile() + " steps)" : "";
            remark("process " + prepare.process() + ": " + prepare.mishap() + others);
        } else if (step instanceof Step.Wait wait) {
            remark("process " + wait.process() + " will have waited " + wait.by() + " for locks");
        } else if (step instanceof Step.Restart restart) {
            remark("process " + restart.process() + " is killed and started again");
        } else if (step instanceof Step.Run run) {
            remark("a thread of process " + run.process() + " goes on");
        } else if (step instanceof Step.Skew skew) {
            remark("the clock of process " + skew.process() + " is off by " + skew.by());
        }
    }

    private void command(Command command) {
        line(new dev.credits.testkit.history.Step.Send(command));
    }

    private void clock() {
        line(new dev.credits.testkit.history.Step.Clock(now));
    }

    private void line(dev.credits.testkit.history.Step step) {
        lines.add(new History(0, now, List.of(step)).toProtocol().get(1));
    }

    private void remark(String remark) {
        lines.add("# " + remark);
    }
}
