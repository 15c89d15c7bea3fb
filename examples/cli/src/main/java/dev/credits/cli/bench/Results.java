package dev.credits.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything a run found out, in the order in which it did. Not thread-safe. */
final class Results {
    /** What was run where: database, machine, options. */
    final Map<String, String> environment = new LinkedHashMap<>();

    /** Things a reader should know. */
    final List<String> notes = new ArrayList<>();

    final List<Measured> rounds = new ArrayList<>();
    final List<Compared> ratios = new ArrayList<>();
    final List<Tried> calibration = new ArrayList<>();
    final List<Slice> growth = new ArrayList<>();
    final List<Checked> verified = new ArrayList<>();

    /** One round of one side. */
    record Measured(String measure, int callers, String side, int round, double perSecond, Round result) {}

    /**
     * Two sides over all rounds.
     *
     * @param figure what is compared, for example {@code throughput}
     */
    record Compared(
            String measure,
            int callers,
            String figure,
            String side,
            double sideMedian,
            String against,
            double againstMedian,
            Ratio ratio) {}

    /** A rival tried in one of its variants. */
    record Tried(String measure, int callers, String rival, String variant, double perSecond, boolean chosen) {}

    /** Part of a run in which the ledger grew. */
    record Slice(String measure, long entries, double pairsPerSecond) {}

    /**
     * The laws, checked over what was written.
     *
     * @param broken what was found, at most 20
     */
    record Checked(String what, long accounts, long entries, double seconds, long found, List<String> broken) {}

    boolean lawsHold() {
        return verified.stream().allMatch(checked -> checked.found() == 0);
    }

    /** The rounds of one side at one number of callers. */
    List<Measured> of(String measure, int callers, String side) {
        return rounds.stream()
                .filter(round -> round.measure().equals(measure)
                        && round.callers() == callers
                        && round.side().equals(side))
                .toList();
    }

    /** The middle of a figure over a side's rounds, or null if it took no part. */
    @Nullable
    Double median(String measure, int callers, String side, java.util.function.ToDoubleFunction<Measured> figure) {
        List<Double> values =
                of(measure, callers, side).stream().map(figure::applyAsDouble).toList();
        return values.isEmpty() ? null : Ratio.median(values);
    }
}
