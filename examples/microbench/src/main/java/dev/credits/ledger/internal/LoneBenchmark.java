package dev.credits.ledger.internal;

import dev.credits.spi.Loaded;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Deciding one command alone in its batch: what a lone caller pays between loading and writing. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LoneBenchmark {
    private final List<Job> reserve = Samples.reserves(1);
    private final List<Job> settle = Samples.settles(1);
    private final Loaded withoutHolds = Samples.withoutHolds();
    private final Loaded withHold = Samples.withHolds(1);

    /** Reserve, chained and answered. */
    @Benchmark
    public Object reserve() {
        return answered(withoutHolds, reserve);
    }

    /** Settle, chained and answered. */
    @Benchmark
    public Object settle() {
        return answered(withHold, settle);
    }

    private static Object answered(Loaded loaded, List<Job> jobs) {
        Book book = new Book(Samples.NOW);
        book.admit(loaded);
        Batch batch = new Batch(book, jobs);
        batch.decide();
        batch.seal();
        return batch.answers();
    }
}
