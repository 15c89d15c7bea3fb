package dev.credits.cli.bench;

/**
 * Counts of durations, in buckets that are at most 1.6 per cent wide; recording allocates nothing. Written by one thread;
 * read once that has ended.
 */
final class Histogram {
    private static final int BITS = 6;
    private static final int STEPS = 1 << BITS;
    private static final int BUCKETS = (Long.SIZE - BITS) * STEPS;

    private final long[] counts = new long[BUCKETS];
    private long count;
    private long longest;

    void record(long nanos) {
        long value = Math.max(0, nanos);
        counts[index(value)]++;
        count++;
        longest = Math.max(longest, value);
    }

    void add(Histogram other) {
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] += other.counts[i];
        }
        count += other.count;
        longest = Math.max(longest, other.longest);
    }

    long count() {
        return count;
    }

    long longest() {
        return longest;
    }

    /** The duration that so many of 100,000 do not exceed: the top of its bucket, but no more than the longest. */
    long quantile(int ofHundredThousand) {
        if (count == 0) {
            return 0;
        }
        long wanted = Math.max(1, (Math.multiplyExact(count, (long) ofHundredThousand) + 99_999) / 100_000);
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return Math.min(longest, top(i));
            }
        }
        return longest;
    }

    /** Below 128 each value has its own bucket; above, each power of two has 64. */
    private static int index(long value) {
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(value) - BITS - 1);
        return shift * STEPS + (int) (value >>> shift);
    }

    private static long top(int index) {
        int shift = Math.max(0, index / STEPS - 1);
        long first = index - (long) shift * STEPS;
        return ((first + 1) << shift) - 1;
    }
}
