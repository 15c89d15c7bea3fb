package dev.credits.testkit.fault;

/** Numbers that are drawn by what they are for, not by when: the same in whatever order threads ask. */
final class Dice {
    private Dice() {}

    static long roll(long seed, String what, long n) {
        return mixed(mixed(seed ^ what.hashCode()) + n);
    }

    /** Spreads every bit over all others, as SplittableRandom does. */
    private static long mixed(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
