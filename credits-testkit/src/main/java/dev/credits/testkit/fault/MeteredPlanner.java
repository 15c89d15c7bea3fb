package dev.credits.testkit.fault;

import dev.credits.testkit.fault.MeteredStep.How;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes a history of metered calls by seed. */
final class MeteredPlanner {
    private static final List<Mishap> MISHAPS = List.of(Mishap.values());

    private final Random random;
    private final int processes;
    private final List<MeteredStep> steps = new ArrayList<>();

    private MeteredPlanner(long seed, int processes) {
        this.random = new Random(seed);
        this.processes = processes;
    }

    static List<MeteredStep> plan(long seed, int processes, int count) {
        MeteredPlanner planner = new MeteredPlanner(seed, processes);
        if (seed % 10 == 0) {
            planner.steps.add(new MeteredStep.Flood(planner.process(), planner.random.nextInt(3), 110));
        }
        while (planner.steps.size() < count) {
            int dice = planner.random.nextInt(104);
            if (dice < 100) {
                planner.steps.add(planner.next(dice));
            } else {
                planner.late();
            }
        }
        return List.copyOf(planner.steps);
    }

    /** Work that outlived its hold ends while the database comes and goes. */
    private void late() {
        int process = process();
        steps.add(new MeteredStep.Begin(process, pick(), false));
        steps.add(new MeteredStep.Work(process, 0));
        steps.add(new MeteredStep.Advance(Duration.ofMinutes(6)));
        steps.add(new MeteredStep.Outage(process, random.nextInt(6), 3 + random.nextInt(4)));
        steps.add(new MeteredStep.End(process, 0, How.COMPLETE));
        steps.add(new MeteredStep.Advance(Duration.ofMinutes(2)));
        steps.add(random.nextBoolean() ? new MeteredStep.Settle(process) : new MeteredStep.Restart(process));
    }

    private MeteredStep next(int dice) {
        if (dice < 20) {
            return new MeteredStep.Begin(process(), pick(), random.nextInt(12) == 0);
        } else if (dice < 40) {
            return new MeteredStep.Work(process(), pick());
        } else if (dice < 46) {
            return new MeteredStep.Capture(process(), pick());
        } else if (dice < 62) {
            return new MeteredStep.End(process(), pick(), how());
        } else if (dice < 66) {
            return random.nextBoolean() ? new MeteredStep.Again(process()) : new MeteredStep.Settle(process());
        } else if (dice < 70) {
            return new MeteredStep.Resolve(process(), 1 + random.nextInt(8), random.nextInt(4) == 0);
        } else if (dice < 73) {
            return new MeteredStep.Charge(process(), random.nextInt(MeteredRequest.ACCOUNTS.size()), pick());
        }
        return trouble(dice);
    }

    private MeteredStep trouble(int dice) {
        if (dice < 82) {
            return new MeteredStep.Prepare(
                    process(), MISHAPS.get(random.nextInt(MISHAPS.size())), 1 + random.nextInt(6));
        } else if (dice < 85) {
            return new MeteredStep.Outage(process(), random.nextInt(4), 1 + random.nextInt(7));
        } else if (dice < 88) {
            return new MeteredStep.Restart(process());
        } else if (dice < 90) {
            return new MeteredStep.Sweep(process());
        }
        int seconds = random.nextInt(3) == 0 ? 1 + random.nextInt(60) : 60 + random.nextInt(360);
        return new MeteredStep.Advance(Duration.ofSeconds(seconds));
    }

    private How how() {
        int dice = random.nextInt(10);
        return dice < 6 ? How.COMPLETE : dice < 8 ? How.FAIL : dice < 9 ? How.CLOSE : How.FORGET;
    }

    private int process() {
        return random.nextInt(processes);
    }

    private int pick() {
        return random.nextInt(1_000);
    }
}
