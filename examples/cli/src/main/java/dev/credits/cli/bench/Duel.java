package dev.credits.cli.bench;

import dev.credits.cli.bench.Plan.Rival;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Matches of the library against its rivals, all on one database, in turns. */
final class Duel {
    static final String LIBRARY = "credits";
    static final String SINGLE = "single";
    static final String THROUGHPUT = "throughput";
    private static final int MEMBERS = 1_000;

    private final Target target;
    private final Plan plan;
    private final LedgerContender ledger;
    private final String rivalSchema;
    private final Results results;
    private final Stage stage;

    Duel(Target target, Plan plan, LedgerContender ledger, String rivalSchema, Results results, Stage stage) {
        this.target = target;
        this.plan = plan;
        this.ledger = ledger;
        this.rivalSchema = rivalSchema;
        this.results = results;
        this.stage = stage;
    }

    /** How long one caller waits who is alone. */
    void single() throws SQLException, InterruptedException {
        try (Rivals rivals = new Rivals(target, plan, rivalSchema, results, stage)) {
            Side ours = ours(Scenario.HOT, 1);
            List<Side> sides = new ArrayList<>(List.of(ours));
            if (rivals.wanted(Rival.HAND)) {
                sides.add(rivals.byHand(SINGLE, Scenario.HOT, 1));
            }
            if (rivals.wanted(Rival.PLAIN)) {
                sides.add(rivals.plain(SINGLE, Scenario.HOT, 1));
            }
            Match match = new Match(SINGLE, 1, sides, results, stage);
            match.play(plan.rounds(), plan.warmUp(), plan.seconds());
            for (Side side : sides.subList(1, sides.size())) {
                match.compare(
                        "median latency", ours, side, round -> round.operation().p50());
                match.compare(THROUGHPUT, ours, side, Round::perSecond);
            }
            rivals.check();
        }
    }

    /** How many pairs a second so many callers get through. */
    void throughput(Scenario scenario, int callers) throws SQLException, InterruptedException {
        String measure = scenario.name().toLowerCase(java.util.Locale.ROOT);
        try (Rivals rivals = new Rivals(target, plan, rivalSchema, results, stage)) {
            Side ours = ours(scenario, callers);
            List<Side> sides = new ArrayList<>(List.of(ours));
            Side hand = rivals.wanted(Rival.HAND) ? rivals.byHand(measure, scenario, callers) : null;
            Side plain = rivals.wanted(Rival.PLAIN) ? rivals.plain(measure, scenario, callers) : null;
            Side bucket = rivals.wanted(Rival.BUCKET4J) ? rivals.bucket(measure, scenario, callers) : null;
            Side limit = rivals.wanted(Rival.LIMIT) && callers > 1 ? rivals.limit(ledger) : null;
            for (Side side : new Side[] {hand, plain, bucket, limit}) {
                if (side != null) {
                    sides.add(side);
                }
            }
            Match match = new Match(measure, callers, sides, results, stage);
            match.play(plan.rounds(), plan.warmUp(), plan.seconds());
            for (Side written : new Side[] {hand, plain}) {
                if (written != null) {
                    match.compare(THROUGHPUT, ours, written, Round::perSecond);
                }
            }
            if (bucket != null) {
                match.compare("operations", ours, round -> 2 * round.perSecond(), bucket, Round::perSecond);
            }
            if (limit != null) {
                match.compare(THROUGHPUT, ours, limit, Round::perSecond);
            }
            rivals.check();
        }
    }

    /** The same through members of one organisation, with three limits on the way; beside it, one hot account without any. */
    void pool(int callers) throws SQLException, InterruptedException {
        String measure = "pool";
        int members = Math.min(MEMBERS, plan.accounts());
        LedgerContender organisation = ledger.pool("bench:pool:" + callers + ":" + ledger.account(0), members);
        try (Rivals rivals = new Rivals(target, plan, rivalSchema, results, stage)) {
            Crew crew = new Crew(organisation, Scenario.SPREAD, members, callers, plan.threads());
            Side ours = new CrewSide(LIBRARY, crew);
            Side hot = new CrewSide(
                    "credits, one account", new Crew(ledger, Scenario.HOT, plan.accounts(), callers, plan.threads()));
            List<Side> sides = new ArrayList<>(List.of(ours, hot));
            if (rivals.wanted(Rival.HAND)) {
                sides.add(rivals.poolByHand(measure, members, callers));
            }
            Match match = new Match(measure, callers, sides, results, stage);
            match.play(plan.rounds(), plan.warmUp(), plan.seconds());
            for (Side side : sides.subList(1, sides.size())) {
                match.compare(THROUGHPUT, ours, side, Round::perSecond);
            }
            rivals.check();
        }
    }

    private Side ours(Scenario scenario, int callers) {
        return new CrewSide(LIBRARY, new Crew(ledger, scenario, plan.accounts(), callers, plan.threads()));
    }
}
