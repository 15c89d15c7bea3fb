package dev.credits.cli.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.credits.cli.bench.Plan.Rival;
import dev.credits.cli.bench.Results.Tried;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * What the library is measured against in one match, each in the variant that does best here: every style with every size
 * of pool is tried first, for as many callers as will take part.
 */
final class Rivals implements AutoCloseable {
    private static final int[] POOLS = {2, 4, 8, 16, 32};
    private static final int USUAL_POOL = 8;
    private static final int TRIAL_PART = 2;

    private final Target target;
    private final Plan plan;
    private final Results results;
    private final Stage stage;
    private final String schema;
    private final List<HikariDataSource> pools = new ArrayList<>();
    private final List<HandTables> written = new ArrayList<>();

    Rivals(Target target, Plan plan, String schema, Results results, Stage stage) {
        this.target = target;
        this.plan = plan;
        this.schema = schema;
        this.results = results;
        this.stage = stage;
    }

    /** By hand, the quicker way. */
    Side byHand(String measure, Scenario scenario, int callers) throws SQLException, InterruptedException {
        HandStyle[] possible = target.isPostgres() ? HandStyle.values() : new HandStyle[] {HandStyle.TRANSACTION};
        return byHand(new Trial(measure, "by hand", scenario, plan.accounts(), callers), "hand", possible);
    }

    /** By hand, the way it is usually written. */
    Side plain(String measure, Scenario scenario, int callers) throws SQLException, InterruptedException {
        return byHand(new Trial(measure, "plain", scenario, plan.accounts(), callers), "plain", HandStyle.TRANSACTION);
    }

    /** On tables that are made anew. */
    private Side byHand(Trial trial, String name, HandStyle... styles) throws SQLException, InterruptedException {
        HandTables tables = new HandTables(schema, name);
        written.add(tables);
        HikariDataSource pool = remembered(target.pool(1));
        tables.create(pool, target.isPostgres(), plan.accounts(), HandContender.GRANTED);
        List<Variant> variants = new ArrayList<>();
        for (HandStyle style : styles) {
            variants.add(new Variant(style.description(), source -> style.on(source, tables)));
        }
        return best(trial, variants);
    }

    /** A pool by hand, with so many members, on tables that are made anew. */
    Side poolByHand(String measure, int members, int callers) throws SQLException, InterruptedException {
        HandPoolTables tables = new HandPoolTables(schema);
        written.add(tables.accounts());
        tables.create(remembered(target.pool(1)), target.isPostgres(), members, HandContender.GRANTED);
        List<Variant> variants = new ArrayList<>();
        if (target.isPostgres()) {
            variants.add(new Variant(
                    HandStyle.ONE_STATEMENT.description(), source -> new HandPoolContender(source, tables)));
        }
        variants.add(new Variant(
                HandStyle.TRANSACTION.description(), source -> new HandPoolTransactionContender(source, tables)));
        return best(new Trial(measure, "by hand", Scenario.SPREAD, members, callers), variants);
    }

    /** Bucket4j, on a table that is made anew. */
    Side bucket(String measure, Scenario scenario, int callers) throws SQLException, InterruptedException {
        BucketContender.createTable(remembered(target.pool(1)), schema);
        List<Variant> variants = new ArrayList<>();
        for (BucketContender.Lock lock : BucketContender.Lock.values()) {
            variants.add(new Variant(lock.description(), source -> BucketContender.on(source, schema, lock)));
        }
        return best(new Trial(measure, "bucket4j", scenario, plan.accounts(), callers), variants);
    }

    /** The limit for what the ledger writes from now on. */
    Side limit(LedgerContender ledger) throws SQLException {
        return new LimitSide(remembered(target.pool(2)), ledger, schema);
    }

    /** Fails if the tables written by hand do not add up. */
    void check() throws SQLException {
        for (HandTables tables : written) {
            if (tables.wrong(pools.get(0), HandContender.GRANTED) > 0) {
                throw new IllegalStateException("what was written by hand does not add up");
            }
        }
    }

    boolean wanted(Rival rival) {
        return plan.against().contains(rival) && (target.isPostgres() || rival == Rival.HAND);
    }

    /** First the better variant on a usual pool, then the best pool for it. */
    private Side best(Trial trial, List<Variant> variants) throws SQLException, InterruptedException {
        List<Candidate> first = new ArrayList<>();
        int usual = Math.min(USUAL_POOL, poolFor(trial.callers));
        for (Variant variant : variants) {
            first.add(tried(trial, variant, usual));
        }
        Variant variant = first.stream().max(BY_SPEED).orElseThrow().variant;
        List<Candidate> all = new ArrayList<>(first);
        for (int size : POOLS) {
            if (size <= poolFor(trial.callers) && size != usual) {
                all.add(tried(trial, variant, size));
            }
        }
        Candidate best = all.stream().max(BY_SPEED).orElseThrow();
        for (Candidate candidate : all) {
            boolean chosen = candidate == best;
            results.calibration.add(new Tried(
                    trial.measure, trial.callers, trial.rival, candidate.name(), candidate.perSecond, chosen));
            if (!chosen) {
                candidate.pool.close();
            }
        }
        pools.add(best.pool);
        return new CrewSide(trial.rival, best.crew);
    }

    private static final Comparator<Candidate> BY_SPEED = Comparator.comparingDouble(Candidate::perSecond);

    private Candidate tried(Trial trial, Variant variant, int size) throws InterruptedException {
        stage.show(
                trial.measure, trial.callers, trial.rival + ", trying " + variant.name + ", " + size + " connections");
        HikariDataSource pool = target.pool(size);
        Contender contender = variant.contender.apply(pool);
        Crew crew = new Crew(contender, trial.scenario, trial.accounts, trial.callers, plan.threads());
        Duration time = plan.seconds().dividedBy(TRIAL_PART);
        crew.closed(time, done -> {});
        return new Candidate(variant, size, pool, crew, crew.closed(time, stage).perSecond());
    }

    private static int poolFor(int callers) {
        return Math.max(POOLS[0], callers);
    }

    private HikariDataSource remembered(HikariDataSource pool) {
        pools.add(pool);
        return pool;
    }

    @Override
    public void close() {
        pools.forEach(HikariDataSource::close);
    }

    private record Trial(String measure, String rival, Scenario scenario, int accounts, int callers) {}

    private record Variant(String name, Function<HikariDataSource, Contender> contender) {}

    private record Candidate(Variant variant, int size, HikariDataSource pool, Crew crew, double perSecond) {
        String name() {
            return variant.name + ", " + size + " connections";
        }
    }
}
