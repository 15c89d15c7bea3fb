package dev.credits.cli.bench;

import dev.credits.cli.bench.Results.Checked;
import dev.credits.cli.bench.Results.Compared;
import dev.credits.cli.bench.Results.Measured;
import dev.credits.cli.bench.Results.Tried;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Prints results as they come, and the ratios at the end. */
final class TextReport {
    private final Results results;
    private final PrintWriter out;
    private final boolean batches;
    private int environmentShown;
    private int roundsShown;

    /** {@code batches}: with what the ledger's listener heard of each match. */
    TextReport(Results results, PrintWriter out, boolean batches) {
        this.results = results;
        this.out = out;
        this.batches = batches;
    }

    /** Prints what is new. */
    void printNew() {
        if (environmentShown < results.environment.size()) {
            Columns columns = new Columns(2, "setting", "value");
            results.environment.forEach(columns::row);
            columns.print(out);
            environmentShown = results.environment.size();
        }
        List<Measured> rounds = List.copyOf(results.rounds.subList(roundsShown, results.rounds.size()));
        if (!rounds.isEmpty()) {
            roundsShown = results.rounds.size();
            out.println();
            sides(rounds).print(out);
            if (batches) {
                out.println();
                batches(rounds).print(out);
            }
        }
    }

    /** Prints what it all comes to. */
    void printEnd() {
        out.println();
        Columns ratios =
                new Columns(4, "measure", "figure", "of", "against", "callers", "of", "against", "min", "ratio", "max");
        for (Compared compared : results.ratios) {
            ratios.row(
                    compared.measure(),
                    compared.figure(),
                    compared.side(),
                    compared.against(),
                    String.valueOf(compared.callers()),
                    value(compared, compared.sideMedian()),
                    value(compared, compared.againstMedian()),
                    Figures.ratio(compared.ratio().min()),
                    Figures.ratio(compared.ratio().median()),
                    Figures.ratio(compared.ratio().max()));
        }
        ratios.print(out);
        results.notes.forEach(note -> out.println("note: " + note));
        variants();
        laws();
        out.flush();
    }

    private void variants() {
        for (Tried tried : results.calibration) {
            if (tried.chosen()) {
                out.println(tried.rival() + ", " + tried.measure() + ", " + tried.callers()
                        + " callers: best of those tried is " + tried.variant());
            }
        }
    }

    private void laws() {
        for (Checked checked : results.verified) {
            String laws = checked.found() == 0 ? "every law holds" : checked.found() + " VIOLATIONS";
            out.printf(
                    "%s: %s over %s entries of %s accounts (%.1f s)%n",
                    checked.what(),
                    laws,
                    Figures.count(checked.entries()),
                    Figures.count(checked.accounts()),
                    checked.seconds());
            checked.broken().forEach(broken -> out.println("  " + broken));
        }
    }

    /** Medians over the rounds, a line a side. */
    private Columns sides(List<Measured> rounds) {
        Columns columns = new Columns(
                2,
                "measure",
                "side",
                "callers",
                "a second",
                "p50 ms",
                "p95 ms",
                "p99 ms",
                "one op p50",
                "one op p99",
                "cpu µs");
        for (Group group : groups(rounds)) {
            columns.row(
                    group.measure,
                    group.side,
                    String.valueOf(group.callers),
                    Figures.rate(group.median(results, Measured::perSecond)),
                    Figures.millis(
                            group.median(results, round -> round.result().unit().p50())),
                    Figures.millis(
                            group.median(results, round -> round.result().unit().p95())),
                    Figures.millis(
                            group.median(results, round -> round.result().unit().p99())),
                    Figures.millis(group.median(
                            results, round -> round.result().operation().p50())),
                    Figures.millis(group.median(
                            results, round -> round.result().operation().p99())),
                    Figures.rate(group.median(results, round -> round.result().cpu())));
        }
        return columns;
    }

    private Columns batches(List<Measured> rounds) {
        Columns columns = new Columns(
                2,
                "measure",
                "side",
                "callers",
                "batches/s",
                "commands",
                "largest",
                "waited ms",
                "load ms",
                "decide ms",
                "write ms",
                "retries");
        for (Group group : groups(rounds)) {
            for (Measured round : results.of(group.measure, group.callers, group.side)) {
                Batches heard = round.result().batches();
                if (heard != null && round.round() == 1) {
                    columns.row(
                            group.measure,
                            group.side,
                            String.valueOf(group.callers),
                            Figures.rate(heard.count() * 1e9 / round.result().nanos()),
                            Figures.rate(heard.size()),
                            String.valueOf(heard.largest()),
                            Figures.millis(heard.waited()),
                            Figures.millis(heard.load()),
                            Figures.millis(heard.decide()),
                            Figures.millis(heard.write()),
                            String.valueOf(heard.retries()));
                }
            }
        }
        return columns;
    }

    private static Set<Group> groups(List<Measured> rounds) {
        Set<Group> groups = new LinkedHashSet<>();
        rounds.forEach(round -> groups.add(new Group(round.measure(), round.callers(), round.side())));
        return groups;
    }

    private static String value(Compared compared, double value) {
        return compared.figure().equals("median latency") || compared.figure().startsWith("p99")
                ? Figures.millis(value) + " ms"
                : Figures.rate(value) + "/s";
    }

    private record Group(String measure, int callers, String side) {
        double median(Results results, java.util.function.ToDoubleFunction<Measured> figure) {
            return java.util.Objects.requireNonNull(results.median(measure, callers, side, figure));
        }
    }
}
