package dev.credits.cli.bench;

/** How long things took, in microseconds. */
record Latency(long count, double p50, double p95, double p99, double p999, double max) {
    private static final double NANOS_PER_MICRO = 1_000;

    static Latency of(Histogram histogram) {
        return new Latency(
                histogram.count(),
                micros(histogram.quantile(50_000)),
                micros(histogram.quantile(95_000)),
                micros(histogram.quantile(99_000)),
                micros(histogram.quantile(99_900)),
                micros(histogram.longest()));
    }

    private static double micros(long nanos) {
        return nanos / NANOS_PER_MICRO;
    }
}
