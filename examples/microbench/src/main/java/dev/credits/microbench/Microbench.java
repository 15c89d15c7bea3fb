package dev.credits.microbench;

import java.io.PrintStream;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks on one thread with the allocation profiler, and prints one line each. */
public final class Microbench {
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final long NANOS = 1_000_000_000L;

    private Microbench() {}

    /** Runs those whose names match the arguments, or all. */
    public static void main(String[] patterns) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .threads(1)
                .forks(Integer.getInteger("microbench.forks", 2))
                .warmupIterations(Integer.getInteger("microbench.warmups", 3))
                .warmupTime(TimeValue.seconds(2))
                .measurementIterations(Integer.getInteger("microbench.iterations", 5))
                .measurementTime(TimeValue.seconds(2))
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class);
        for (String pattern : patterns) {
            options.include(pattern);
        }
        OutputFormat progress = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL);
        print(new Runner(options.build(), progress).run(), System.out);
    }

    private static void print(Collection<RunResult> results, PrintStream out) {
        String line = "%-36s %16s %12s %10s %14s%n";
        out.printf(Locale.ROOT, "%n" + line, "one thread", "operations/s", "ns each", "± ns", "bytes each");
        for (RunResult result : results) {
            Result<?> time = result.getPrimaryResult();
            Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
            out.printf(
                    Locale.ROOT,
                    line,
                    name(result.getParams()),
                    String.format(Locale.ROOT, "%,.0f", NANOS / time.getScore()),
                    String.format(Locale.ROOT, "%,.0f", time.getScore()),
                    String.format(Locale.ROOT, "%,.0f", time.getScoreError()),
                    allocated == null ? "?" : String.format(Locale.ROOT, "%,.0f", allocated.getScore()));
        }
    }

    private static String name(BenchmarkParams params) {
        String full = params.getBenchmark();
        int method = full.lastIndexOf('.');
        String owner =
                full.substring(full.lastIndexOf('.', method - 1) + 1, method).replace("Benchmark", "");
        String values = params.getParamsKeys().stream()
                .map(key -> " " + key + "=" + params.getParam(key))
                .collect(Collectors.joining());
        return owner + "." + full.substring(method + 1) + values;
    }
}
