package dev.credits.testkit.history;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/** Some of the steps of a history. Immutable. */
public final class Cut {
    private static final int MOST_TRIALS = 800;

    private final BitSet kept;

    private Cut(BitSet kept) {
        this.kept = kept;
    }

    /** Leaves out whatever can be left out while {@code fails} stays true: halves first, single steps last. */
    public static Cut smallest(int size, Predicate<Cut> fails) {
        BitSet kept = new BitSet(size);
        kept.set(0, size);
        int trials = 0;
        int chunk = Math.max(1, size / 2);
        boolean goesOn = true;
        while (goesOn) {
            boolean shorter = false;
            for (int from = 0; from < size && trials < MOST_TRIALS; from += chunk) {
                BitSet fewer = (BitSet) kept.clone();
                fewer.clear(from, Math.min(size, from + chunk));
                if (!fewer.equals(kept)) {
                    trials++;
                    if (fails.test(new Cut(fewer))) {
                        kept = fewer;
                        shorter = true;
                    }
                }
            }
            goesOn = (chunk > 1 || shorter) && trials < MOST_TRIALS;
            chunk = Math.max(1, chunk / 2);
        }
        return new Cut(kept);
    }

    /** Reads what {@link #toString()} wrote. */
    public static Cut parse(String text, int size) {
        BitSet kept = new BitSet(size);
        for (String range : text.split(",", -1)) {
            String[] ends = range.strip().split("-", -1);
            int first = Integer.parseInt(ends[0]);
            int last = Integer.parseInt(ends[ends.length - 1]);
            if (first > last || last >= size) {
                throw new IllegalArgumentException("steps are from 0 to " + (size - 1) + ", not " + range);
            }
            kept.set(first, last + 1);
        }
        return new Cut(kept);
    }

    /** These steps of all. */
    public <T> List<T> of(List<T> all) {
        List<T> some = new ArrayList<>();
        kept.stream().forEach(i -> some.add(all.get(i)));
        return some;
    }

    /** How many steps it keeps. */
    public int size() {
        return kept.cardinality();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int first = kept.nextSetBit(0); first >= 0; ) {
            int end = kept.nextClearBit(first);
            text.append(text.isEmpty() ? "" : ",").append(first);
            text.append(end - first > 1 ? "-" + (end - 1) : "");
            first = kept.nextSetBit(end);
        }
        return text.toString();
    }
}
