package dev.credits.cli.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.credits.cli.bench.Plan.Measure;
import dev.credits.cli.bench.Plan.Rival;
import dev.credits.ledger.Limits;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A run: makes schemas of its own, measures what the plan asks for, checks the laws over all that was written, and takes
 * the schemas away again.
 */
final class Bench {
    private final Target target;
    private final Plan plan;
    private final Results results;
    private final Stage stage;
    private final Runnable told;
    private final String run = Long.toString(System.currentTimeMillis(), 36);
    private int fresh;

    /** {@code told} is run whenever there is something new in the results. */
    Bench(Target target, Plan plan, Results results, Stage stage, Runnable told) {
        this.target = target;
        this.plan = plan;
        this.results = results;
        this.stage = stage;
        this.told = told;
    }

    void run() throws SQLException, InterruptedException {
        String rivals = schema("rivals");
        try (HikariDataSource pool = target.pool(1)) {
            Settings.read(pool, target.isPostgres(), results.environment);
            Target.run(pool, "CREATE SCHEMA " + rivals);
            told.run();
            try {
                measure(rivals);
            } finally {
                if (!plan.keep()) {
                    Target.run(pool, "DROP SCHEMA " + rivals + " CASCADE");
                }
                stage.clear();
            }
        }
    }

    private void measure(String rivals) throws SQLException, InterruptedException {
        stage.show("opening " + plan.accounts() + " accounts");
        try (LedgerContender ledger = open(schema("ledger"), plan.accounts())) {
            try {
                if (plan.entries() > 0) {
                    new Filler(ledger, plan.accounts()).fill(plan.entries(), stage);
                }
                duels(ledger, rivals);
                more(ledger);
                Laws.check("the ledger", ledger, results, stage);
            } finally {
                if (!plan.keep()) {
                    stage.show("cleaning up");
                    ledger.drop();
                }
            }
        }
    }

    private void duels(LedgerContender ledger, String rivals) throws SQLException, InterruptedException {
        Duel duel = new Duel(target, plan, ledger, rivals, results, stage);
        if (wanted(Measure.SINGLE)) {
            duel.single();
            told.run();
        }
        if (wanted(Measure.POOL)) {
            for (int callers : plan.callers()) {
                duel.pool(callers);
                told.run();
            }
        }
        for (Scenario scenario : Scenario.values()) {
            if (wanted(Measure.valueOf(scenario.name()))) {
                for (int callers : plan.callers()) {
                    duel.throughput(scenario, callers);
                    told.run();
                }
            }
        }
    }

    private void more(LedgerContender ledger) throws SQLException, InterruptedException {
        Ledgers ledgers = new Ledgers(plan, ledger, this::openFresh, results, stage);
        for (Scenario scenario : List.of(Scenario.HOT, Scenario.SPREAD)) {
            if (plan.entries() > 0 && wanted(Measure.valueOf(scenario.name()))) {
                ledgers.againstEmpty(scenario);
                told.run();
            }
        }
        if (wanted(Measure.PACED)) {
            ledgers.paced();
            told.run();
        }
        if (wanted(Measure.READS)) {
            ledgers.reads();
            told.run();
        }
        if (wanted(Measure.GROWTH)) {
            for (Scenario scenario : List.of(Scenario.HOT, Scenario.SPREAD)) {
                ledgers.growth(scenario);
                told.run();
            }
        }
    }

    private boolean wanted(Measure measure) {
        return plan.measures().contains(measure);
    }

    private LedgerContender openFresh() {
        return open(schema("fresh" + ++fresh), plan.accounts());
    }

    private LedgerContender open(String schema, int accounts) {
        Limits limits = Limits.USUAL.lanes(plan.lanes());
        return LedgerContender.open(target, schema, limits, run, accounts);
    }

    private String schema(String what) {
        return plan.schema() + "_" + run + "_" + what;
    }

    /** Rivals that only take part on PostgreSQL. */
    static List<Rival> leftOut(Plan plan, Target target) {
        List<Rival> left = new ArrayList<>(plan.against());
        left.removeIf(rival -> target.isPostgres() || rival == Rival.HAND);
        return left;
    }
}
