package dev.credits.pricing;

import dev.credits.money.InvalidInputException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rates that change with a quantity, usually the length of the prompt. Between two steps the lower one's rates hold; a
 * dimension that a step does not name keeps the rate it had.
 *
 * @param measured what is added up to be compared with the bounds; for {@link Crossing#ABOVE} also the order in which it
 *     fills them
 * @param crossing what crossing a bound re-prices
 * @param boundIsAbove whether the bound itself counts as above; for {@link Crossing#ABOVE} it is the whole piece that reaches
 *     it, of which nothing is above as long as it is used in part
 * @param steps in rising order
 */
public record Tiers(List<Dimension> measured, Crossing crossing, boolean boundIsAbove, List<Step> steps) {
    private static final int MAX = 32;

    /** What crossing a bound re-prices. */
    public enum Crossing {
        /** The whole request, of every dimension the step names. */
        WHOLE,
        /** Only what is above the bound; a step names none but measured dimensions. */
        ABOVE
    }

    /**
     * Rates above a bound.
     *
     * @param above the bound, in pieces
     */
    public record Step(long above, Map<Dimension, Rate> rates) {
        public Step {
            if (above < 1 || above > Usage.MOST) {
                throw new InvalidInputException("above", above, "a quantity from 1 to " + Usage.MOST);
            }
            rates = Ordered.map(rates);
            if (rates.isEmpty()) {
                throw new InvalidInputException("step above " + above, "no rates", "at least one rate");
            }
        }
    }

    public Tiers {
        measured = List.copyOf(measured);
        steps = List.copyOf(steps);
        if (measured.isEmpty() || measured.size() > MAX || new HashSet<>(measured).size() < measured.size()) {
            throw new InvalidInputException("measured", measured, "1 to 32 dimensions, each once");
        }
        if (steps.isEmpty() || steps.size() > MAX) {
            throw new InvalidInputException("steps", steps.size(), "1 to 32 steps");
        }
        requireRising(steps);
        if (crossing == Crossing.ABOVE) {
            requireMeasured(steps, measured);
        }
    }

    /** Crossing {@code above} re-prices the whole request; the bound itself does not count as above. */
    public static Tiers whole(List<Dimension> measured, long above, Map<Dimension, Rate> rates) {
        return new Tiers(measured, Crossing.WHOLE, false, List.of(new Step(above, rates)));
    }

    /** Only what is above {@code above} has other rates; the bound itself does not count as above. */
    public static Tiers above(List<Dimension> measured, long above, Map<Dimension, Rate> rates) {
        return new Tiers(measured, Crossing.ABOVE, false, List.of(new Step(above, rates)));
    }

    /** Every dimension that some step prices. */
    Set<Dimension> priced() {
        Set<Dimension> priced = new HashSet<>();
        steps.forEach(step -> priced.addAll(step.rates.keySet()));
        return priced;
    }

    private static void requireRising(List<Step> steps) {
        for (int i = 1; i < steps.size(); i++) {
            long above = steps.get(i).above;
            if (above <= steps.get(i - 1).above) {
                throw new InvalidInputException(
                        "above", above, "higher than the step before it: tiers must not overlap");
            }
        }
    }

    private static void requireMeasured(List<Step> steps, Collection<Dimension> measured) {
        for (Step step : steps) {
            for (Dimension priced : step.rates.keySet()) {
                if (!measured.contains(priced)) {
                    throw new InvalidInputException(
                            "tier rate of " + priced,
                            "not measured",
                            "of a measured dimension, if only what is above is re-priced");
                }
            }
        }
    }
}
