package dev.credits.ledger.internal;

import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading and printing amounts. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AmountBenchmark {
    private String text = "96.640001";
    private long minor = 96_640_001;

    /** From a decimal string. */
    @Benchmark
    public Amount parse() {
        return Amount.of(text);
    }

    /** To a decimal string. */
    @Benchmark
    public String print() {
        return Amount.ofMinor(minor, CreditUnit.CREDIT).toPlainString();
    }
}
