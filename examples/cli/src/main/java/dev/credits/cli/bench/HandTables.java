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
            CREATE TABLE {}_accounts (
                id bigint PRIMARY KEY,
                available bigint NOT NULL CHECK (available >= 0),
                held bigint NOT NULL CHECK (held >= 0),
                spent bigint NOT NULL)""";

    private static final String HOLDS = """
            CREATE TABLE {}_holds (
                id bigint PRIMARY KEY,
                account_id bigint NOT NULL,
                amount bigint NOT NULL,
                captured bigint NOT NULL,
                state varchar(10) NOT NULL,
                deadline timestamp with time zone NOT NULL)""";

    private static final String ENTRIES = """
            CREATE TABLE {}_entries (
                account_id bigint NOT NULL,
                command_key varchar(100) NOT NULL,
                kind varchar(10) NOT NULL,
                available_change bigint NOT NULL,
                held_change bigint NOT NULL,
                available bigint NOT NULL,
                held bigint NOT NULL,
                at timestamp with time zone NOT NULL,
                PRIMARY KEY (account_id, command_key))""";

    private final String prefix;

    /** Tables of this name, which others like them in the schema do not have. */
    HandTables(String schema, String name) {
        this.prefix = schema + ".bench_" + name;
    }

    /** The statement on these tables, which it writes as {@code {}_accounts} and so on. */
    String in(String sql) {
        return sql.replace("{}", prefix);
    }

    /** Makes the tables anew, with so many accounts. */
    void create(HikariDataSource pool, boolean postgres, int accounts, long granted) throws SQLException {
        Target.run(
                pool,
                in("DROP TABLE IF EXISTS {}_accounts"),
                in("DROP TABLE IF EXISTS {}_holds"),
                in("DROP TABLE IF EXISTS {}_entries"),
                in(ACCOUNTS) + (postgres ? " WITH (fillfactor = 50)" : ""),
                in(HOLDS) + (postgres ? " WITH (fillfactor = 70)" : ""),
                in(ENTRIES));
        String insert = in("INSERT INTO {}_accounts (id, available, held, spent) VALUES (?, ?, 0, 0)");
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
        String sql = in("SELECT count(*) FROM {}_accounts WHERE available + held + spent <> ") + granted;
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
