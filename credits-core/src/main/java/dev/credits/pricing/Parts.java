package dev.credits.pricing;

import dev.credits.money.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes what is reported beside a total out of it, so that nothing is counted twice. */
final class Parts {
    private static final int DEEPEST = 8;

    private Parts() {}

    static Usage exclude(SortedMap<Dimension, Long> reported, Map<Dimension, Dimension> partOf) {
        Usage.Builder usage = Usage.builder();
        Map<Dimension, Long> within = new TreeMap<>();
        reported.forEach((part, quantity) -> {
            Usage.require(part, quantity);
            Dimension whole = reportedWhole(part, reported, partOf);
            if (whole != null) {
                within.merge(whole, quantity, Math::addExact);
            }
        });
        reported.forEach((dimension, quantity) -> {
            long parts = within.getOrDefault(dimension, 0L);
            usage.add(dimension, Math.max(0, quantity - parts));
            if (parts > quantity) {
                usage.overlaps(List.of(new Usage.Overlap(dimension, quantity, parts)));
            }
        });
        return usage.build();
    }

    /** The nearest of the wholes it is within that was reported. */
    private static @Nullable Dimension reportedWhole(
            Dimension part, Map<Dimension, Long> reported, Map<Dimension, Dimension> partOf) {
        Dimension whole = partOf.get(part);
        for (int depth = 0; whole != null && (whole.equals(part) || !reported.containsKey(whole)); depth++) {
            if (depth == DEEPEST || whole.equals(part)) {
                throw new InvalidInputException(
                        "usage of " + part, partOf, "no part of itself, and nested 8 deep at most");
            }
            whole = partOf.get(whole);
        }
        return whole;
    }
}
