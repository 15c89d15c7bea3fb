package dev.credits.testkit.fault;

import dev.credits.ledger.Limits;
import dev.credits.spi.Storage;
import dev.credits.testkit.history.Cut;
import dev.credits.testkit.history.History;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Many callers and several processes on one storage, over simulated time and on one thread: one seed is one history.
 * Processes die in the middle of a unit of work and are started again, stand still while others go on, lose the answer to
 * a commit; commands arrive twice and out of order; clocks jump and disagree. After every step the laws must hold, and in
 * the end every caller must have been told the truth. A history that fails is cut down to the steps it needs.
 *
 * <pre>{@code
 * Simulator.on(() -> JdbcStorage.on(emptyDatabase())).run(1, 20);
 * }</pre>
 *
 * Immutable. Each history gets a storage of its own from the supplier; one that is {@link AutoCloseable} is closed after it.
 */
public final class Simulator {
    private final Supplier<? extends Storage> storages;
    private final Settings settings;

    private Simulator(Supplier<? extends Storage> storages, Settings settings) {
        this.storages = storages;
        this.settings = settings;
    }

    /** Three processes and 150 commands a history, the laws looked at after each step, on empty storages. */
    public static Simulator on(Supplier<? extends Storage> storages) {
        return new Simulator(storages, new Settings(3, 150, 1));
    }

    /** The same with so many processes. */
    public Simulator processes(int count) {
        return new Simulator(storages, new Settings(count, settings.commands, settings.verifyEvery));
    }

    /** The same with so many commands a history. */
    public Simulator commands(int count) {
        return new Simulator(storages, new Settings(settings.processes, count, settings.verifyEvery));
    }

    /** The same, looking at the laws after every so many steps, where that takes long. */
    public Simulator verifyingEvery(int steps) {
        return new Simulator(storages, new Settings(settings.processes, settings.commands, steps));
    }

    /** Runs so many histories, and fails with the first that goes wrong, or if nothing was broken in any of them. */
    public Report run(long firstSeed, int count) {
        Report all = Report.NOTHING;
        for (long seed = firstSeed; seed < firstSeed + count; seed++) {
            all = all.plus(run(seed));
        }
        if (all.mishaps() == 0) {
            throw new SimulationFailure("nothing was broken in " + count + " histories: they show nothing", null);
        }
        return all;
    }

    /** Runs only these steps of a history, as the message of a failure names them: {@code "0-3,17,40-41"}. */
    public Report replay(long seed, String steps) {
        List<Step> plan = plan(seed);
        return live(seed, Cut.parse(steps, plan.size()).of(plan)).report();
    }

    private Report run(long seed) {
        List<Step> plan = plan(seed);
        try {
            return live(seed, plan).report();
        } catch (SimulationFailure failure) {
            Cut cut = Cut.smallest(
                    plan.size(), some -> failure(seed, some.of(plan)).isPresent());
            SimulationFailure shown = failure(seed, cut.of(plan)).orElse(failure);
            List<String> lines = Replay.lines(history(seed).start(), cut.of(plan));
            throw new SimulationFailure(
                    "seed " + seed + ": " + shown.getMessage() + "\n\n" + cut.size() + " of " + plan.size()
                            + " steps are enough (" + Replay.written(seed, lines) + "):\n" + String.join("\n", lines)
                            + "\n\nAgain: " + this + ".replay(" + seed + ", \"" + cut + "\")",
                    shown);
        }
    }

    private Optional<SimulationFailure> failure(long seed, List<Step> steps) {
        try {
            live(seed, steps);
            return Optional.empty();
        } catch (SimulationFailure again) {
            return Optional.of(again);
        }
    }

    /** One history, from the first step to the last answer. */
    Past live(long seed, List<Step> steps) {
        Storage storage = storages.get();
        try {
            World world =
                    new World(storage, history(seed).start(), settings.processes, limits(seed), settings.verifyEvery);
            world.run(steps);
            return new Past(world.transcript(), Report.of(steps, world));
        } finally {
            close(storage);
        }
    }

    List<Step> plan(long seed) {
        return Planner.plan(history(seed), settings.processes);
    }

    /** Of two kinds: one looks for every edge of the rules, the other mostly does what can be done. */
    private History history(long seed) {
        return seed % 4 == 0 ? Workload.history(seed, settings.commands) : History.of(seed, settings.commands);
    }

    /** From no sharing at all to all in one, so that batches are cut in different places. */
    private static Limits limits(long seed) {
        int lanes = 1 + Math.floorMod(seed, 3);
        int batch = 1 + Math.floorMod(seed * 7, 9);
        return Limits.USUAL.lanes(lanes).batch(batch).queue(batch + 6);
    }

    private static void close(Storage storage) {
        if (storage instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception notClosed) {
                throw new IllegalStateException("the storage could not be closed", notClosed);
            }
        }
    }

    @Override
    public String toString() {
        return "Simulator.on(...).processes(" + settings.processes + ").commands(" + settings.commands
                + ").verifyingEvery(" + settings.verifyEvery + ")";
    }

    /** What happened in a history. */
    record Past(List<String> transcript, Report report) {}

    private record Settings(int processes, int commands, int verifyEvery) {
        Settings {
            if (processes < 1 || commands < 1 || verifyEvery < 1) {
                throw new IllegalArgumentException("a simulation needs a process and a command");
            }
        }
    }

    /**
     * What some histories were made of.
     *
     * @param commands how many different commands were sent
     * @param acknowledged how many of them were done
     * @param declined how many were refused whenever they were sent
     * @param mishaps how often something went wrong on purpose
     * @param byKind the same by what it was
     */
    public record Report(
            int histories,
            long steps,
            long commands,
            long acknowledged,
            long declined,
            long mishaps,
            Map<String, Integer> byKind) {
        static final Report NOTHING = new Report(0, 0, 0, 0, 0, 0, Map.of());

        static Report of(List<Step> steps, World world) {
            Map<Mishap, Integer> met = world.met();
            Map<String, Integer> byKind = new TreeMap<>();
            met.forEach((mishap, times) -> byKind.put(mishap.name(), times));
            Witness witness = world.witness();
            long mishaps = met.values().stream().mapToInt(Integer::intValue).sum();
            return new Report(
                    1, steps.size(), witness.commands(), witness.acknowledged(), witness.declined(), mishaps, byKind);
        }

        Report plus(Report other) {
            Map<String, Integer> sum = new TreeMap<>(byKind);
            other.byKind.forEach((kind, times) -> sum.merge(kind, times, Integer::sum));
            return new Report(
                    histories + other.histories,
                    steps + other.steps,
                    commands + other.commands,
                    acknowledged + other.acknowledged,
                    declined + other.declined,
                    mishaps + other.mishaps,
                    sum);
        }
    }
}
