package dev.credits.cli.bench;

import dev.credits.cli.bench.Results.Compared;
import dev.credits.cli.bench.Results.Measured;
import dev.credits.cli.bench.Results.Slice;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** The library against itself: large against empty, half loaded against alone, later against sooner. */
final class Ledgers {
    private static final Duration SLICE = Duration.ofSeconds(2);
    private static final int ENTRIES_A_PAIR = 2;
    private static final int MOST_SLICES = 600;

    private final Plan plan;
    private final LedgerContender ledger;
    private final Supplier<LedgerContender> fresh;
    private final Results results;
    private final Stage stage;

    Ledgers(Plan plan, LedgerContender ledger, Supplier<LedgerContender> fresh, Results results, Stage stage) {
        this.plan = plan;
        this.ledger = ledger;
        this.fresh = fresh;
        this.results = results;
        this.stage = stage;
    }

    /** The filled ledger against one that is new for every round. */
    void againstEmpty(Scenario scenario) throws SQLException, InterruptedException {
        String measure = name(scenario) + ", filled";
        int callers = plan.mostCallers();
        Side large = warmed("on the filled ledger", crew(ledger, scenario, callers));
        try (FreshLedgerSide empty =
                new FreshLedgerSide(fresh, made -> crew(made, scenario, callers), plan.warmUp(), results, stage)) {
            Match match = new Match(measure, callers, List.of(large, empty), results, stage);
            match.play(plan.rounds(), Duration.ZERO, plan.seconds());
            match.compare(Duel.THROUGHPUT, large, empty, Round::perSecond);
        }
    }

    /** Latencies at half of what the hot account can take, due at fixed instants, against those of a caller alone. */
    void paced() throws SQLException, InterruptedException {
        int callers = plan.mostCallers();
        double half = mostPairs(callers) / 2;
        Crew crew = crew(ledger, Scenario.HOT, callers);
        Side paced = new Side() {
            @Override
            public String name() {
                return "at half load";
            }

            @Override
            public Round play(Duration time, LongConsumer progress) throws InterruptedException {
                return crew.paced(time, half, progress);
            }
        };
        Side lone = new CrewSide("a lone caller", crew(ledger, Scenario.HOT, 1));
        results.notes.add(String.format(
                Locale.ROOT, "half load is %,.0f pairs a second, due at fixed instants, by %d callers", half, callers));
        Match match = new Match("paced", callers, List.of(paced, lone), results, stage);
        match.play(plan.rounds(), plan.warmUp(), plan.seconds());
        match.compare(
                "p99 of an operation to median alone",
                paced,
                round -> round.operation().p99(),
                lone,
                round -> round.operation().p50());
    }

    /** Reading a balance on this ledger against one that has nothing in it yet. */
    void reads() throws SQLException, InterruptedException {
        Side here = warmed("on this ledger", crew(new ReadContender(ledger), 1));
        try (FreshLedgerSide empty =
                new FreshLedgerSide(fresh, made -> crew(new ReadContender(made), 1), plan.warmUp(), results, stage)) {
            Match match = new Match("balance read", 1, List.of(here, empty), results, stage);
            match.play(plan.rounds(), Duration.ZERO, plan.seconds());
            match.compare(
                    "median latency", here, empty, round -> round.operation().p50());
        }
    }

    /** A ledger from its first entry on, until it has as many as the plan says. */
    void growth(Scenario scenario) throws SQLException, InterruptedException {
        String measure = name(scenario) + ", growing";
        int callers = plan.mostCallers();
        Duration slice = SLICE.compareTo(plan.seconds()) < 0 ? SLICE : plan.seconds();
        List<Double> speeds = new ArrayList<>();
        try (LedgerContender growing = fresh.get()) {
            Crew crew = crew(growing, scenario, callers);
            long entries = 0;
            for (int i = 0; i < MOST_SLICES && entries < plan.growTo(); i++) {
                stage.show(measure, callers, entries + " entries");
                Round round = crew.closed(slice, stage);
                if (round.units() == 0) {
                    continue;
                }
                entries += ENTRIES_A_PAIR * round.units();
                speeds.add(round.perSecond());
                results.growth.add(new Slice(measure, entries, round.perSecond()));
            }
            Laws.check("the ledger that grew, " + name(scenario), growing, results, stage);
            growing.drop();
        }
        addKept(measure, callers, speeds);
    }

    /** The pace of the last quarter against that of the first. */
    private void addKept(String measure, int callers, List<Double> speeds) {
        int quarter = Math.max(1, speeds.size() / 4);
        List<Double> first = speeds.subList(0, quarter);
        List<Double> last = speeds.subList(speeds.size() - quarter, speeds.size());
        results.ratios.add(new Compared(
                measure,
                callers,
                Duel.THROUGHPUT,
                "last quarter",
                Ratio.median(last),
                "first quarter",
                Ratio.median(first),
                Ratio.of(last, first)));
    }

    /** What the hot account gets through, as measured before, or by a match for that alone. */
    private double mostPairs(int callers) throws SQLException, InterruptedException {
        String measure = name(Scenario.HOT);
        if (results.of(measure, callers, Duel.LIBRARY).isEmpty()) {
            Side all = new CrewSide(Duel.LIBRARY, crew(ledger, Scenario.HOT, callers));
            new Match(measure, callers, List.of(all), results, stage)
                    .play(plan.rounds(), plan.warmUp(), plan.seconds());
        }
        Double most = results.median(measure, callers, Duel.LIBRARY, Measured::perSecond);
        return java.util.Objects.requireNonNull(most);
    }

    private Side warmed(String name, Crew crew) {
        return new Side() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void prepare() throws InterruptedException {
                crew.closed(plan.warmUp(), done -> {});
            }

            @Override
            public Round play(Duration time, LongConsumer progress) throws InterruptedException {
                return crew.closed(time, progress);
            }
        };
    }

    private Crew crew(LedgerContender contender, Scenario scenario, int callers) {
        return new Crew(contender, scenario, plan.accounts(), callers, plan.threads());
    }

    private Crew crew(Contender contender, int callers) {
        return new Crew(contender, Scenario.HOT, plan.accounts(), callers, plan.threads());
    }

    private static String name(Scenario scenario) {
        return scenario.name().toLowerCase(Locale.ROOT);
    }
}
