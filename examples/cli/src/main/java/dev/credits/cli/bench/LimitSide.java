package dev.credits.cli.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The most this database could do: the very rows that this library has just written, written again to copies of its
 * tables, by one session, in batches of the same size, with a commit each. Reading the rows, and everything else the client
 * does, is not counted.
 */
final class LimitSide implements Side {
    /** As the library plans its own statements. */
    private static final String PLANNING = "SET enable_seqscan = off; SET enable_indexscan = off;"
            + " SET enable_indexonlyscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off";

    /** Not all the time goes into what is counted. */
    private static final int PATIENCE = 5;

    private final HikariDataSource pool;
    private final LedgerContender ledger;
    private final LimitTables tables;
    private final LimitMark mark;

    private long pairs;
    private long counted;

    /** The limit for what the ledger writes from now on. The pool must have two connections. */
    LimitSide(HikariDataSource pool, LedgerContender ledger, String schema) throws SQLException {
        this.pool = pool;
        this.ledger = ledger;
        this.tables = new LimitTables(ledger.schema(), schema);
        this.mark = LimitTables.mark(pool, ledger.schema());
        tables.create(pool);
    }

    @Override
    public String name() {
        return "limit";
    }

    @Override
    public Round play(Duration time, LongConsumer progress) throws SQLException {
        pairs = 0;
        counted = 0;
        Histogram commits = new Histogram();
        long wallEnd = System.nanoTime() + PATIENCE * time.toNanos();
        boolean wroteSome = true;
        while (wroteSome && counted < time.toNanos() && System.nanoTime() - wallEnd < 0) {
            tables.empty(pool);
            wroteSome = pass(time.toNanos(), wallEnd, commits, progress);
        }
        int size = (int) Math.max(1, Math.round(ledger.lastBatchSize()));
        Batches batches = new Batches(commits.count(), size, size, 0, 0, 0, 0, 0);
        return new Round(pairs, counted, Latency.of(commits), Latency.of(commits), 0, batches);
    }

    /** From the first row to the last, or until time is up; false if there were none. */
    private boolean pass(long time, long wallEnd, Histogram commits, LongConsumer progress) throws SQLException {
        int size = (int) Math.max(1, Math.round(ledger.lastBatchSize()));
        try (Connection reading = pool.getConnection();
                Connection writing = pool.getConnection()) {
            writing.setAutoCommit(false);
            plan(writing);
            try (LimitRows rows = new LimitRows(reading, tables.original("credit_ledger_entries"), mark);
                    LimitScript script = new LimitScript(writing, tables, rows)) {
                List<LimitRow> batch = rows.next(size);
                boolean some = !batch.isEmpty();
                while (!batch.isEmpty() && counted < time && System.nanoTime() - wallEnd < 0) {
                    script.fill(batch);
                    long start = System.nanoTime();
                    script.execute();
                    long took = System.nanoTime() - start;
                    counted += took;
                    commits.record(took);
                    pairs += batch.stream().filter(row -> !row.reserves()).count();
                    progress.accept(pairs);
                    batch = rows.next(size);
                }
                return some;
            } finally {
                writing.rollback();
            }
        }
    }

    private static void plan(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(PLANNING);
        }
        connection.commit();
    }
}
