package dev.credits.cli.bench;

import dev.credits.cli.bench.Results.Compared;
import dev.credits.cli.bench.Results.Measured;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Several sides that take turns, round after round, so that what else the machine is doing hurts all alike. Every other
 * round goes the other way about.
 */
final class Match {
    private static final int MOST_DOUBLINGS = 8;

    private final String measure;
    private final int callers;
    private final List<Side> sides;
    private final Results results;
    private final Stage stage;

    Match(String measure, int callers, List<Side> sides, Results results, Stage stage) {
        this.measure = measure;
        this.callers = callers;
        this.sides = List.copyOf(sides);
        this.results = results;
        this.stage = stage;
    }

    void play(int rounds, Duration warmUp, Duration time) throws SQLException, InterruptedException {
        if (!warmUp.isZero()) {
            for (Side side : sides) {
                stage.show(measure, callers, side.name() + ", warming up");
                side.prepare();
                side.play(warmUp, done -> {});
            }
        }
        for (int round = 1; round <= rounds; round++) {
            List<Side> order = new ArrayList<>(sides);
            if (round % 2 == 0) {
                Collections.reverse(order);
            }
            for (Side side : order) {
                stage.show(measure, callers, side.name() + ", round " + round + " of " + rounds);
                side.prepare();
                Round played = played(side, time);
                results.rounds.add(new Measured(measure, callers, side.name(), round, played.perSecond(), played));
            }
        }
    }

    /** A round in which something was done: on a busy machine a very short one may have to be made longer. */
    private Round played(Side side, Duration time) throws SQLException, InterruptedException {
        Duration longer = time;
        Round played = side.play(longer, stage);
        for (int i = 0; played.units() == 0 && i < MOST_DOUBLINGS; i++) {
            longer = longer.multipliedBy(2);
            played = side.play(longer, stage);
        }
        if (played.units() == 0) {
            throw new IllegalStateException(side.name() + " got nothing done in " + longer.toMillis() + " ms");
        }
        return played;
    }

    /** Adds how one side's figure stands to another's. */
    void compare(String figure, Side side, Side against, ToDoubleFunction<Round> value) {
        compare(figure, side, value, against, value);
    }

    /** The same with a figure of its own for each. */
    void compare(String figure, Side side, ToDoubleFunction<Round> ours, Side against, ToDoubleFunction<Round> theirs) {
        List<Double> left = figures(side, ours);
        List<Double> right = figures(against, theirs);
        results.ratios.add(new Compared(
                measure,
                callers,
                figure,
                side.name(),
                Ratio.median(left),
                against.name(),
                Ratio.median(right),
                Ratio.of(left, right)));
    }

    private List<Double> figures(Side side, ToDoubleFunction<Round> value) {
        return results.of(measure, callers, side.name()).stream()
                .sorted(java.util.Comparator.comparingInt(Measured::round))
                .map(measured -> value.applyAsDouble(measured.result()))
                .toList();
    }
}
