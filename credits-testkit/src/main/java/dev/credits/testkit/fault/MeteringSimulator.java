package dev.credits.testkit.fault;

import dev.credits.spi.Storage;
import dev.credits.testkit.history.Cut;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Metering as a client of the ledger, over simulated time and on one thread: processes that meter calls die anywhere, lose
 * answers, stand still while others go on, and cannot reach the database for a while; clients choose ids that look like keys
 * of the library's and send whole requests again; streams are abandoned; resolvers look for orphans. In the end everybody
 * recovers, and then what was used must be charged, or stand as a shortfall with its reason, and nothing may be charged twice.
 * A history that fails is cut down to the steps it needs.
 *
 * <p>{@code MeteringSimulator.on(() -> JdbcStorage.on(emptyDatabase())).run(1, 20)}
 *
 * Immutable. Each history gets a storage of its own from the supplier; one that is {@link AutoCloseable} is closed after it.
 */
public final class MeteringSimulator {
    private static final int PROCESSES = 3;

    private final Supplier<? extends Storage> storages;
    private final int length;
    private final int verifyEvery;

    private MeteringSimulator(Supplier<? extends Storage> storages, int length, int verifyEvery) {
        this.storages = storages;
        this.length = length;
        this.verifyEvery = verifyEvery;
    }

    /** Three processes and 120 steps a history, on empty storages. */
    public static MeteringSimulator on(Supplier<? extends Storage> storages) {
        return new MeteringSimulator(storages, 120, 20);
    }

    /** The same with so many steps a history. */
    public MeteringSimulator steps(int count) {
        return new MeteringSimulator(storages, count, verifyEvery);
    }

    /** The same, looking at the ledger's laws after every so many steps. */
    public MeteringSimulator verifyingEvery(int steps) {
        return new MeteringSimulator(storages, length, steps);
    }

    /** Runs so many histories, and fails with the first that goes wrong. */
    public Report run(long firstSeed, int count) {
        Report all = new Report(0, 0, 0, Map.of());
        for (long seed = firstSeed; seed < firstSeed + count; seed++) {
            all = all.plus(run(seed));
        }
        return all;
    }

    /** Runs only these steps of a history, as the message of a failure names them: {@code "0-3,17,40-41"}. */
    public Report replay(long seed, String steps) {
        List<MeteredStep> plan = plan(seed);
        return live(seed, Cut.parse(steps, plan.size()).of(plan));
    }

    private Report run(long seed) {
        List<MeteredStep> plan = plan(seed);
        try {
            return live(seed, plan);
        } catch (SimulationFailure failure) {
            Cut cut = Cut.smallest(
                    plan.size(), some -> failure(seed, some.of(plan)).isPresent());
            SimulationFailure shown = failure(seed, cut.of(plan)).orElse(failure);
            throw new SimulationFailure(
                    "seed " + seed + ": " + shown.getMessage() + "\n\n" + cut.size() + " of " + plan.size()
                            + " steps are enough:\n" + lines(seed, cut.of(plan)) + "\n\nAgain: replay(" + seed + ", \""
                            + cut + "\")",
                    shown);
        }
    }

    /** What happened, step by step, to where it went wrong. */
    private String lines(long seed, List<MeteredStep> steps) {
        Storage storage = storages.get();
        try {
            MeteredWorld world = world(seed, storage);
            try {
                world.run(steps);
            } catch (SimulationFailure known) {
                world.note("! " + known.getMessage());
            }
            return String.join("\n", world.transcript());
        } finally {
            close(storage);
        }
    }

    private Optional<SimulationFailure> failure(long seed, List<MeteredStep> steps) {
        try {
            live(seed, steps);
            return Optional.empty();
        } catch (SimulationFailure again) {
            return Optional.of(again);
        }
    }

    private Report live(long seed, List<MeteredStep> steps) {
        Storage storage = storages.get();
        try {
            MeteredWorld world = world(seed, storage);
            world.run(steps);
            return Report.of(world);
        } finally {
            close(storage);
        }
    }

    private MeteredWorld world(long seed, Storage storage) {
        return new MeteredWorld(storage, MeteredRequest.some(new Random(~seed)), PROCESSES, verifyEvery);
    }

    private List<MeteredStep> plan(long seed) {
        return MeteredPlanner.plan(seed, PROCESSES, length);
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

    /**
     * What some histories were made of.
     *
     * @param begun how many attempts were begun
     * @param mishaps how often something went wrong on purpose, by what it was
     */
    public record Report(int histories, long requests, long begun, Map<String, Integer> mishaps) {
        static Report of(MeteredWorld world) {
            long requests = 0;
            long begun = 0;
            for (Provider.Truth truth : world.provider().all()) {
                requests++;
                begun += truth.started;
            }
            Map<String, Integer> mishaps = new TreeMap<>();
            world.met().forEach((mishap, times) -> mishaps.put(mishap.name(), times));
            return new Report(1, requests, begun, mishaps);
        }

        Report plus(Report other) {
            Map<String, Integer> sum = new TreeMap<>(mishaps);
            other.mishaps.forEach((kind, times) -> sum.merge(kind, times, Integer::sum));
            return new Report(
                    histories + other.histories, requests + other.requests, begun + other.begun, Map.copyOf(sum));
        }
    }
}
