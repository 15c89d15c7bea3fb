package dev.credits.cli.bench;

import org.jspecify.annotations.Nullable;

/**
 * What one side did in one round.
 *
 * @param units pairs, or single operations for a side that knows no pairs
 * @param unit latency of those
 * @param operation latency of each half
 * @param cpu microseconds of processor time that this process took for each unit; what the database took is not in it
 */
record Round(
        long units,
        long nanos,
        Latency unit,
        Latency operation,
        double cpu,
        @Nullable Batches batches) {
    private static final double NANOS_PER_SECOND = 1_000_000_000;

    double perSecond() {
        return nanos == 0 ? 0 : units * NANOS_PER_SECOND / nanos;
    }
}
