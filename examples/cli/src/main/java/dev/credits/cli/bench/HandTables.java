package dev.credits.cli.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The tables of who writes it by hand: as few columns and indexes as the guarantees need. A balance that cannot fall
 * below zero, a hold that ends once, a key that is used once; no lots, no chain, no expiry.
 */
final class HandTables {
    private static final String ACCOUNTS = """
            CREATE TABLE %s.bench_hand_accounts (
                id bigint PRIMARY KEY,
                available bigint NOT NULL CHECK (available >= 0),
                held bigint NOT NULL CHECK (held >= 0),
                spent bigint NOT NULL)""";

    private static final String HOLDS = """
            CREATE TABLE %s.bench_hand_holds (
                id bigint PRIMARY KEY,
                account_id bigint NOT NULL,
                amount bigint NOT NULL,
                captured bigint NOT NULL,
                state varchar(10) NOT NULL,
                deadline timestamp with time zone NOT NULL)""";

    private static final String ENTRIES = """
            CREATE TABLE %s.bench_hand_entries (
                account_id bigint NOT NULL,
                command_key varchar(100) NOT NULL,
                kind varchar(10) NOT NULL,
                available_change bigint NOT NULL,
                held_change bigint NOT NULL,
                available bigint NOT NULL,
                held bigint NOT NULL,
                at timestamp with time zone NOT NULL,
                PRIMARY KEY (account_id, command_key))""";

    private final String schema;

    HandTables(String schema) {
        this.schema = schema;
    }

    String schema() {
        return schema;
    }

    /** Makes the tables anew, with so many accounts. */
    void create(HikariDataSource pool, boolean postgres, int accounts, long granted) throws SQLException {
        Target.run(
                pool,
                "DROP TABLE IF EXISTS " + schema + ".bench_hand_accounts",
                "DROP TABLE IF EXISTS " + schema + ".bench_hand_holds",
                "DROP TABLE IF EXISTS " + schema + ".bench_hand_entries",
                ACCOUNTS.formatted(schema) + (postgres ? " WITH (fillfactor = 50)" : ""),
                HOLDS.formatted(schema) + (postgres ? " WITH (fillfactor = 70)" : ""),
                ENTRIES.formatted(schema));
        String insert =
                "INSERT INTO " + schema + ".bench_hand_accounts (id, available, held, spent) VALUES (?, ?, 0, 0)";
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(insert)) {
            for (int i = 0; i < accounts; i++) {
                statement.setLong(1, i);
                statement.setLong(2, granted);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** How many accounts are off: what they have, hold and spent is not what they were granted. */
    long wrong(HikariDataSource pool, long granted) throws SQLException {
        String sql =
                "SELECT count(*) FROM " + schema + ".bench_hand_accounts WHERE available + held + spent <> " + granted;
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
