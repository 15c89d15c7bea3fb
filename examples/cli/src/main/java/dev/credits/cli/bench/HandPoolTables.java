package dev.credits.cli.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * What a pool by hand needs beside {@link HandTables}: a counter with its limit for each member and each team. The
 * organisation is account 0, and its own counter stands in the account's row. Windows never end, which spares them work.
 */
final class HandPoolTables {
    static final int MEMBERS_A_TEAM = 50;

    private static final String LIMITS = """
            CREATE TABLE {}_limits (
                id bigint PRIMARY KEY,
                used bigint NOT NULL CHECK (used >= 0),
                most bigint NOT NULL)""";

    private final HandTables accounts;

    HandPoolTables(String schema) {
        this.accounts = new HandTables(schema, "hand");
    }

    /** The statement on these tables, which it writes as {@code {}_accounts} and so on. */
    String in(String sql) {
        return accounts.in(sql);
    }

    /** The row that counts for a member's team. */
    static long team(int member) {
        return -1L - member / MEMBERS_A_TEAM;
    }

    /** Makes the tables anew: an organisation with so many members. */
    void create(HikariDataSource pool, boolean postgres, int members, long granted) throws SQLException {
        accounts.create(pool, postgres, 1, granted);
        Target.run(
                pool,
                in("DROP TABLE IF EXISTS {}_limits"),
                in(LIMITS) + (postgres ? " WITH (fillfactor = 50)" : ""),
                in("ALTER TABLE {}_accounts ADD COLUMN used bigint DEFAULT 0 NOT NULL"),
                in("ALTER TABLE {}_accounts ADD COLUMN most bigint DEFAULT ") + granted + " NOT NULL");
        String insert = in("INSERT INTO {}_limits (id, used, most) VALUES (?, 0, ?)");
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(insert)) {
            for (long id = team(members - 1); id < members; id++) {
                statement.setLong(1, id);
                statement.setLong(2, granted);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    HandTables accounts() {
        return accounts;
    }
}
