package dev.credits.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A chart of lines as SVG. Colours are the page's: {@code --ink}, {@code --faint} and {@code --line-1} to
 * {@code --line-6}. Not thread-safe.
 */
final class LineChart {
    private static final int WIDTH = 680;
    private static final int HEIGHT = 330;
    private static final int LEFT = 70;
    private static final int RIGHT = 150;
    private static final int TOP = 34;
    private static final int BOTTOM = 46;
    private static final int COLOURS = 6;
    private static final int TICKS = 5;

    private static final String STYLE = """
            <style>
            svg { --paper: #fff; --ink: #1d2327; --soft: #5a6570; --faint: #dde2e6; --line-1: #0b62c4; --line-2: #c2410c;
              --line-3: #15803d; --line-4: #7c3aed; --line-5: #a16207; --line-6: #be185d; background: var(--paper); }
            @media (prefers-color-scheme: dark) {
              svg { --paper: #14181c; --ink: #e4e8eb; --soft: #9aa6b0; --faint: #333b42; --line-1: #6cb2ff; --line-2: #ff9a5c;
                --line-3: #5fd38a; --line-4: #b79bff; --line-5: #e2bd4e; --line-6: #ff86b8; }
            }
            text { fill: var(--ink); font: 12px system-ui, sans-serif; }
            .title { font-weight: 600; font-size: 13px; }
            .tick { fill: var(--soft); }
            </style>
            """;

    private final String title;
    private final Axis across;
    private final Axis up;
    private final List<Line> lines = new ArrayList<>();

    /** An axis: its label, and whether equal steps are equal factors. */
    record Axis(String label, boolean logarithmic) {}

    /** A point. */
    record Point(double x, double y) {}

    private record Line(String name, List<Point> points) {}

    private record Range(double low, double high) {}

    LineChart(String title, Axis across, Axis up) {
        this.title = title;
        this.across = across;
        this.up = up;
    }

    /** Adds a line; one without points is left out. */
    LineChart line(String name, List<Point> points) {
        if (!points.isEmpty()) {
            lines.add(new Line(name, points));
        }
        return this;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Its title as the name of a file. */
    String name() {
        return title.replaceFirst(":.*", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    /** To be put into a page that has the colours. */
    String svg() {
        return svg("");
    }

    /** As a file of its own, with colours for light and dark surroundings. */
    String picture() {
        return svg(STYLE);
    }

    private String svg(String style) {
        Range xs = range(points().map(Point::x).toList(), across);
        Range ys = range(points().map(Point::y).toList(), up);
        StringBuilder svg = new StringBuilder();
        svg.append(format(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\" xmlns=\"http://www.w3.org/2000/svg\">%n",
                WIDTH, HEIGHT, Html.text(title)));
        svg.append(style);
        svg.append(text(LEFT, 18, "start", "title", title));
        axes(svg, xs, ys);
        for (int i = 0; i < lines.size(); i++) {
            draw(svg, lines.get(i), i, xs, ys);
        }
        return svg.append("</svg>\n").toString();
    }

    private void axes(StringBuilder svg, Range xs, Range ys) {
        for (double tick : ticks(ys, up)) {
            double y = y(tick, ys);
            svg.append(format(
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"var(--faint)\"/>%n",
                    LEFT, WIDTH - RIGHT, y, y));
            svg.append(text(LEFT - 6, y + 4, "end", "tick", label(tick)));
        }
        List<Double> at =
                across.logarithmic ? points().map(Point::x).distinct().sorted().toList() : ticks(xs, across);
        for (double tick : at) {
            svg.append(text(x(tick, xs), HEIGHT - BOTTOM + 18, "middle", "tick", label(tick)));
        }
        svg.append(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", "tick", across.label));
        svg.append(text(WIDTH - RIGHT, 18, "end", "tick", up.label));
    }

    private void draw(StringBuilder svg, Line line, int index, Range xs, Range ys) {
        String colour = "var(--line-" + (index % COLOURS + 1) + ")";
        StringBuilder path = new StringBuilder();
        for (Point point : line.points) {
            path.append(format("%s%.1f %.1f", path.isEmpty() ? "M" : " L", x(point.x, xs), y(point.y, ys)));
        }
        svg.append(format("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n", path, colour));
        for (Point point : line.points) {
            svg.append(format(
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"><title>%s: %s, %s</title></circle>%n",
                    x(point.x, xs), y(point.y, ys), colour, Html.text(line.name), label(point.x), label(point.y)));
        }
        double key = TOP + 10 + 18.0 * index;
        svg.append(format(
                "<rect x=\"%d\" y=\"%.1f\" width=\"12\" height=\"4\" fill=\"%s\"/>%n",
                WIDTH - RIGHT + 12, key - 6, colour));
        svg.append(text(WIDTH - RIGHT + 30, key, "start", "tick", line.name));
    }

    private Stream<Point> points() {
        return lines.stream().flatMap(line -> line.points.stream());
    }

    private static Range range(List<Double> values, Axis axis) {
        double low = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double high = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        if (!axis.logarithmic) {
            return new Range(0, Math.max(high, 1e-9) * 1.05);
        }
        return new Range(Math.max(low, 1e-9), Math.max(high, low * 1.01));
    }

    private static List<Double> ticks(Range range, Axis axis) {
        List<Double> ticks = new ArrayList<>();
        if (axis.logarithmic) {
            for (double tick = Math.pow(10, Math.ceil(Math.log10(range.low) - 1e-9));
                    tick <= range.high * 1.001;
                    tick *= 10) {
                ticks.add(tick);
            }
            return ticks;
        }
        double rough = range.high / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = Stream.of(1.0, 2.0, 5.0, 10.0)
                .map(factor -> factor * power)
                .filter(some -> some >= rough)
                .findFirst()
                .orElse(rough);
        for (double tick = 0; tick <= range.high; tick += step) {
            ticks.add(tick);
        }
        return ticks;
    }

    private double x(double value, Range range) {
        return LEFT + part(value, range, across) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value, Range range) {
        return HEIGHT - BOTTOM - part(value, range, up) * (HEIGHT - TOP - BOTTOM);
    }

    private static double part(double value, Range range, Axis axis) {
        if (axis.logarithmic) {
            return Math.log(Math.max(value, range.low) / range.low) / Math.log(range.high / range.low);
        }
        return (value - range.low) / (range.high - range.low);
    }

    private static String text(double x, double y, String anchor, String kind, String text) {
        return format(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">%s</text>%n",
                x, y, anchor, kind, Html.text(text));
    }

    private static String label(double value) {
        if (value >= 1_000_000) {
            return format("%.1fM", value / 1_000_000).replace(".0M", "M");
        }
        return value >= 10 || value == Math.rint(value) ? format("%,.0f", value) : format("%.2f", value);
    }

    private static String format(String template, Object... values) {
        return String.format(Locale.ROOT, template, values);
    }
}
