package dev.credits.ledger.internal;

import dev.credits.spi.ChangeSet;
import dev.credits.spi.Loaded;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Deciding one command out of a batch of 256 on one account: the book is filled from what was loaded, every command is
 * decided, its entry built. Sealing adds what hashing and the change set cost.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecideBenchmark {
    private static final int BATCH = 256;

    private List<Job> reserves = List.of();
    private List<Job> settles = List.of();
    private Loaded withoutHolds = Samples.withoutHolds();
    private Loaded withHolds = Samples.withoutHolds();

    /** Commands and what is loaded for them. */
    @Setup
    public void prepare() {
        reserves = Samples.reserves(BATCH);
        settles = Samples.settles(BATCH);
        withoutHolds = Samples.withoutHolds();
        withHolds = Samples.withHolds(BATCH);
    }

    /** Reserve, without hashing. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Object reserve() {
        return decided(withoutHolds, reserves);
    }

    /** Settle, without hashing. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Object settle() {
        return decided(withHolds, settles);
    }

    /** Reserve, chained and gathered for storing. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public ChangeSet reserveAndSeal() {
        return decided(withoutHolds, reserves).seal();
    }

    /** Settle, chained and gathered for storing. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public ChangeSet settleAndSeal() {
        return decided(withHolds, settles).seal();
    }

    private static Batch decided(Loaded loaded, List<Job> jobs) {
        Book book = new Book(Samples.NOW);
        book.admit(loaded);
        Batch batch = new Batch(book, jobs);
        batch.decide();
        return batch;
    }
}
