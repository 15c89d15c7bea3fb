package dev.credits.pricing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A card's tiers, made ready: which step a measure is on, and how much of a stretch lies on each. */
final class Ladder {
    final Tiers tiers;
    /** What is measured, with everything that counts as it right after it. */
    final List<Dimension> measured;

    private final long[] bounds;
    private final boolean boundIsAbove;

    Ladder(Tiers tiers, Map<Dimension, Dimension> fallbacks) {
        this.tiers = tiers;
        this.boundIsAbove = tiers.boundIsAbove();
        this.bounds = tiers.steps().stream().mapToLong(Tiers.Step::above).toArray();
        this.measured = new ArrayList<>();
        for (Dimension dimension : tiers.measured()) {
            measured.add(dimension);
            fallbacks.forEach((other, as) -> {
                if (as.equals(dimension) && !tiers.measured().contains(other)) {
                    measured.add(other);
                }
            });
        }
    }

    boolean isWhole() {
        return tiers.crossing() == Tiers.Crossing.WHOLE;
    }

    /** How many of the bounds this measure is above. */
    int step(long measure, long pieces) {
        int step = 0;
        while (step < bounds.length) {
            long bound = bounds[step] * pieces;
            if (measure < bound || (measure == bound && !boundIsAbove)) {
                return step;
            }
            step++;
        }
        return step;
    }

    long bound(int index) {
        return bounds[index];
    }

    int steps() {
        return bounds.length + 1;
    }

    /**
     * How much of the stretch from {@code start} of length {@code quantity} is priced on this step. Where the bound counts as
     * above, it is the whole piece that reaches the bound: a part of that piece has not reached it.
     *
     * @param reached the step that all of what is measured is on
     */
    long share(int step, int reached, long start, long quantity, long pieces) {
        if (step > reached) {
            return 0;
        }
        long from = step == 0 ? 0 : cut(step - 1, pieces);
        long to = step == reached ? Long.MAX_VALUE : cut(step, pieces);
        return Math.max(0, Math.min(start + quantity, to) - Math.max(start, from));
    }

    private long cut(int index, long pieces) {
        return (boundIsAbove ? bounds[index] - 1 : bounds[index]) * pieces;
    }
}
