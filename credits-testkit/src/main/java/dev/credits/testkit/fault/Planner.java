package dev.credits.testkit.fault;

import dev.credits.ledger.Command;
import dev.credits.ledger.Open;
import dev.credits.testkit.history.History;
import dev.credits.testkit.history.Step.Clock;
import dev.credits.testkit.history.Step.Send;
import dev.credits.testkit.history.Step.Skew;
import dev.credits.testkit.history.Step.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Spreads a history over several processes: who gets what when, what goes wrong, and what arrives twice. */
final class Planner {
    private static final List<Mishap> MISHAPS = List.of(Mishap.values());
    private static final int RECENT = 12;
    private static final int MOST_SKEW_MILLIS = 600_000;

    private final Random random;
    private final int processes;
    private final List<Step> steps = new ArrayList<>();
    private final List<Command> sent = new ArrayList<>();
    private final List<List<Command>> sentAsOne = new ArrayList<>();
    private final List<Command> together = new ArrayList<>();
    private int wanted;

    private Planner(long seed, int processes) {
        this.random = new Random(seed);
        this.processes = processes;
    }

    static List<Step> plan(History history, int processes) {
        Planner planner = new Planner(history.seed(), processes);
        Instant now = history.start();
        for (dev.credits.testkit.history.Step step : history.steps()) {
            if (step instanceof Send send && send.command() instanceof Open open) {
                planner.open(open);
                continue;
            } else if (step instanceof Send send) {
                planner.waiting(send.waited());
                planner.send(send.command());
            } else if (step instanceof Clock clock) {
                planner.steps.add(new Step.Advance(Duration.between(now, clock.now())));
                now = clock.now();
            } else if (step instanceof Together list) {
                planner.sentAsOne.add(list.commands());
                planner.steps.add(new Step.SendAsOne(planner.process(), list.commands()));
            } else if (step instanceof Skew skew) {
                planner.steps.add(new Step.Skew(skew.process() % processes, skew.by()));
            } else {
                planner.steps.add(new Step.Sweep(planner.process()));
            }
            planner.meanwhile();
        }
        return List.copyOf(planner.steps);
    }

    /** At once, as a rule: without accounts there is not much to be seen. */
    private void open(Open open) {
        int process = process();
        sent.add(open);
        steps.add(new Step.Send(process, open));
        steps.add(new Step.Run(process, 0));
    }

    /** A process has begun, and has been waiting for rows that another had locked. */
    private void waiting(Duration waited) {
        if (!waited.isZero()) {
            int process = process();
            steps.add(new Step.Wait(process, waited));
            steps.add(new Step.Run(process, random.nextInt(8)));
        }
    }

    /** By itself, or as one of a few that share a fate; now and then with one that was sent before by itself. */
    private void send(Command command) {
        if (wanted == 0 && random.nextInt(20) == 0) {
            wanted = 2 + random.nextInt(3);
        }
        if (wanted == 0) {
            sent.add(command);
            steps.add(new Step.Send(process(), command));
            return;
        }
        if (together.isEmpty() && !sent.isEmpty() && random.nextInt(4) == 0) {
            together.add(sent.get(random.nextInt(sent.size())));
        }
        together.add(command);
        if (together.size() >= wanted) {
            sentAsOne.add(List.copyOf(together));
            steps.add(new Step.SendAsOne(process(), List.copyOf(together)));
            together.clear();
            wanted = 0;
        }
    }

    /** What happens between two commands; on the whole as much is done as is sent. */
    private void meanwhile() {
        for (int left = random.nextInt(6); left > 0; left--) {
            int dice = random.nextInt(100);
            if (dice < 74) {
                steps.add(new Step.Run(process(), random.nextInt(8)));
            } else if (dice < 81) {
                sendAgain();
            } else if (dice < 93) {
                Mishap mishap = MISHAPS.get(random.nextInt(MISHAPS.size()));
                steps.add(new Step.Prepare(process(), mishap, 1 + random.nextInt(12)));
            } else if (dice < 97) {
                steps.add(new Step.Restart(process()));
            } else {
                int millis = random.nextInt(MOST_SKEW_MILLIS) - MOST_SKEW_MILLIS / 2;
                steps.add(new Step.Skew(process(), Duration.ofMillis(random.nextBoolean() ? 0 : millis)));
            }
        }
    }

    /** A duplicate, to any process, of something recent or of anything at all. */
    private void sendAgain() {
        if (!sentAsOne.isEmpty() && random.nextInt(4) == 0) {
            steps.add(new Step.SendAsOne(process(), sentAsOne.get(random.nextInt(sentAsOne.size()))));
        } else if (!sent.isEmpty()) {
            int from = random.nextBoolean() ? Math.max(0, sent.size() - RECENT) : 0;
            steps.add(new Step.Send(process(), sent.get(from + random.nextInt(sent.size() - from))));
        }
    }

    private int process() {
        return random.nextInt(processes);
    }
}
