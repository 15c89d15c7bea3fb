package dev.credits.ledger.internal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Facts about things, by entries and by rows, compared without keeping any of them: whatever an entry adds, a row takes
 * away again, and nothing may be left. Each fact counts with factors that follow from the hash of what it is about, so that
 * differences do not make up for one another. Which things differ is found by going through all of it once more, one
 * {@link Part} after the other. Not thread-safe.
 */
final class Comparison {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final Part part;
    private final Map<Name, long[]> kept = new HashMap<>();
    private long one;
    private long other;
    private long names;

    Comparison(Part part) {
        this.part = part;
    }

    /** What the entries say. */
    void entries(Name name, long... facts) {
        names++;
        add(name, 1, facts);
    }

    /** What a row says. */
    void row(Name name, long... facts) {
        add(name, -1, facts);
    }

    /** What another has compared, as if it had been compared here. No names of it are kept. */
    void add(Comparison another) {
        one += another.one;
        other += another.other;
        names += another.names;
    }

    boolean isEqual() {
        return one == 0 && other == 0;
    }

    /** How many parts to go through, so that each is small. */
    int parts() {
        return (int) (1 + names / Part.MOST_NAMES);
    }

    /** The things of this part that differ, with what the entries' facts are above the rows'. */
    List<Difference> differences() {
        return kept.entrySet().stream()
                .map(left -> new Difference(
                        left.getKey(), Arrays.stream(left.getValue()).boxed().toList()))
                .toList();
    }

    private void add(Name name, int sign, long... facts) {
        long first = name.high;
        long second = name.low;
        for (long fact : facts) {
            first = mixed(first + GOLDEN);
            second = mixed(second + GOLDEN);
            one += sign * fact * (first | 1);
            other += sign * fact * (second | 1);
        }
        if (part.has(name)) {
            keep(name, sign, facts);
        }
    }

    private void keep(Name name, int sign, long... facts) {
        long[] left = kept.computeIfAbsent(name, any -> new long[facts.length]);
        boolean different = false;
        for (int i = 0; i < facts.length; i++) {
            left[i] += sign * facts[i];
            different |= left[i] != 0;
        }
        if (!different) {
            kept.remove(name);
        }
    }

    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A thing by 128 bits of a hash, and how people call it. */
    record Name(long high, long low, String shown) {
        @Override
        public boolean equals(Object another) {
            return another instanceof Name name && name.high == high && name.low == low;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(high ^ low);
        }
    }

    /** Something about which entries and rows differ. */
    record Difference(Name name, List<Long> facts) {
        /** What the entries' fact is above the row's. */
        long above(int fact) {
            return facts.get(fact);
        }
    }

    /** Which names are kept: none at first, and later one part after the other. */
    record Part(int number, int of) {
        static final int MOST_NAMES = 50_000;
        static final Part NONE = new Part(0, 0);

        boolean has(Name name) {
            return of > 0 && Long.remainderUnsigned(mixed(name.high), of) == number;
        }
    }
}
