package dev.credits.cli.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Copies of the ledger's own tables, with the same indexes, constraints and storage settings. PostgreSQL only. */
final class LimitTables {
    private static final List<String> TABLES =
            List.of("credit_ledger_entries", "credit_accounts", "credit_lots", "credit_holds");

    /** By how many blocks, at most, PostgreSQL makes a table longer than it needs it. */
    private static final int EMPTY_AT_MOST = 1_024;

    private final String source;
    private final String schema;

    LimitTables(String source, String schema) {
        this.source = source;
        this.schema = schema;
    }

    /** Makes the copies, empty but for the accounts and their lots. */
    void create(HikariDataSource pool) throws SQLException {
        for (String table : TABLES) {
            Target.run(
                    pool,
                    "DROP TABLE IF EXISTS " + copy(table),
                    "CREATE TABLE " + copy(table) + " (LIKE " + original(table) + " INCLUDING ALL)");
            String options = options(pool, table);
            if (!options.isEmpty()) {
                Target.run(pool, "ALTER TABLE " + copy(table) + " SET (" + options + ")");
            }
        }
        String lots = String.join(", ", written(pool, "credit_lots"));
        Target.run(
                pool,
                "INSERT INTO " + copy("credit_accounts") + " OVERRIDING SYSTEM VALUE SELECT * FROM "
                        + original("credit_accounts"),
                "INSERT INTO " + copy("credit_lots") + " (" + lots + ") SELECT " + lots + " FROM "
                        + original("credit_lots"),
                "ANALYZE " + copy("credit_accounts"),
                "ANALYZE " + copy("credit_lots"));
    }

    /** Empties what grows. */
    void empty(HikariDataSource pool) throws SQLException {
        Target.run(pool, "TRUNCATE " + copy("credit_ledger_entries") + ", " + copy("credit_holds"));
    }

    String original(String table) {
        return source + "." + table;
    }

    String copy(String table) {
        return schema + "." + table.replace("credit_", "bench_limit_");
    }

    /**
     * Where to look for the rows written from now on. The last row says nothing of that: the table grows by many blocks at
     * once when several sessions need one, and they are filled in any order. So a mark has a block that lies far enough
     * before the end, and the time.
     */
    static LimitMark mark(HikariDataSource pool, String schema) throws SQLException {
        String table = schema + ".credit_ledger_entries";
        String sql = "SELECT greatest(0, pg_relation_size('" + table + "') / current_setting('block_size')::int - "
                + EMPTY_AT_MOST + ")";
        return new LimitMark(Long.parseLong(single(pool, sql).get(0)), Instant.now());
    }

    /** The columns that are written, and not derived by the database. */
    private List<String> written(HikariDataSource pool, String table) throws SQLException {
        return single(
                pool,
                "SELECT attname FROM pg_attribute WHERE attrelid = '" + original(table)
                        + "'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum");
    }

    private String options(HikariDataSource pool, String table) throws SQLException {
        return String.join(
                ", ",
                single(
                        pool,
                        "SELECT unnest(reloptions) FROM pg_class WHERE oid = '" + original(table) + "'::regclass"));
    }

    private static List<String> single(HikariDataSource pool, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
