package dev.credits.ledger.internal;

import dev.credits.ledger.Command;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Fingerprint;
import dev.credits.ledger.Hash;
import dev.credits.ledger.TransactionId;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What is derived from a command and an entry: id, fingerprint, hash. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DeriveBenchmark {
    private final Command command = Samples.settle(17);
    private Entry entry = entry();

    /** A fresh entry a trial. */
    @Setup
    public void prepare() {
        entry = entry();
    }

    /** The id of a transaction. */
    @Benchmark
    public TransactionId transactionId() {
        return TransactionId.of(command.account(), command.memo().key());
    }

    /** The fingerprint of a command. */
    @Benchmark
    public Fingerprint fingerprint() {
        return Fingerprint.of(command);
    }

    /** All that is derived on the caller's thread: the command's id, its hold's id, its fingerprint. */
    @Benchmark
    public Object task() {
        return Task.of(command);
    }

    /** The hash of an entry after the one before. */
    @Benchmark
    public Hash hash() {
        return entry.hashAfter(Hash.GENESIS);
    }

    private static Entry entry() {
        Book book = new Book(Samples.NOW);
        book.admit(Samples.withHolds(1));
        new Batch(book, Samples.settles(1)).decide();
        return book.entries().get(0);
    }
}
