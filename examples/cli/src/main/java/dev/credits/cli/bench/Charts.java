package dev.credits.cli.bench;

import dev.credits.cli.bench.LineChart.Axis;
import dev.credits.cli.bench.LineChart.Point;
import dev.credits.cli.bench.Results.Measured;
import dev.credits.cli.bench.Results.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** The pictures of a run. */
final class Charts {
    private static final double MICROS_PER_MILLI = 1_000;
    private static final int MOST_POINTS = 40;

    private final Results results;

    Charts(Results results) {
        this.results = results;
    }

    /** Those for which there is something to draw. */
    List<LineChart> all() {
        List<LineChart> charts = new ArrayList<>();
        for (Scenario scenario : Scenario.values()) {
            String measure = scenario.name().toLowerCase(Locale.ROOT);
            charts.add(throughput(measure, scenario.description()));
            charts.add(latency(measure));
        }
        charts.add(growth());
        charts.removeIf(LineChart::isEmpty);
        return charts;
    }

    private LineChart throughput(String measure, String description) {
        LineChart chart = new LineChart(
                "Throughput by callers, " + measure + ": " + description,
                new Axis("callers", true),
                new Axis("a second", false));
        for (String side : sides(measure)) {
            String unit = side.equals("bucket4j") ? ", tokens" : ", pairs";
            chart.line(side + unit, points(measure, side, Measured::perSecond));
        }
        return chart;
    }

    private LineChart latency(String measure) {
        LineChart chart = new LineChart(
                "Latency of a pair by callers, " + measure, new Axis("callers", true), new Axis("milliseconds", true));
        for (String side : List.of(Duel.LIBRARY, "by hand")) {
            chart.line(
                    side + " p50",
                    points(measure, side, round -> round.result().unit().p50() / MICROS_PER_MILLI));
            chart.line(
                    side + " p95",
                    points(measure, side, round -> round.result().unit().p95() / MICROS_PER_MILLI));
            chart.line(
                    side + " p99",
                    points(measure, side, round -> round.result().unit().p99() / MICROS_PER_MILLI));
        }
        return chart;
    }

    private LineChart growth() {
        LineChart chart = new LineChart(
                "Throughput as the ledger grows", new Axis("entries", false), new Axis("pairs a second", false));
        results.growth.stream().map(Slice::measure).distinct().forEach(measure -> chart.line(measure, slices(measure)));
        return chart;
    }

    /** Neighbouring slices are put together until there are few enough to tell apart. */
    private List<Point> slices(String measure) {
        List<Slice> slices = results.growth.stream()
                .filter(slice -> slice.measure().equals(measure))
                .toList();
        int together = (slices.size() + MOST_POINTS - 1) / MOST_POINTS;
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < slices.size(); i += together) {
            List<Slice> part = slices.subList(i, Math.min(slices.size(), i + together));
            points.add(new Point(
                    part.get(part.size() - 1).entries(),
                    part.stream().mapToDouble(Slice::pairsPerSecond).average().orElse(0)));
        }
        return points;
    }

    private List<Point> points(String measure, String side, ToDoubleFunction<Measured> figure) {
        return results.rounds.stream()
                .filter(round -> round.measure().equals(measure) && round.side().equals(side))
                .map(Measured::callers)
                .distinct()
                .sorted()
                .map(callers ->
                        new Point(callers, Objects.requireNonNull(results.median(measure, callers, side, figure))))
                .toList();
    }

    private List<String> sides(String measure) {
        return results.rounds.stream()
                .filter(round -> round.measure().equals(measure))
                .map(Measured::side)
                .distinct()
                .toList();
    }
}
