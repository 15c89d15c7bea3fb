package dev.credits.cli.bench;

import static dev.credits.cli.bench.HandContender.RESERVED;
import static dev.credits.cli.bench.HandContender.SETTLED;
import static dev.credits.cli.bench.HandContender.key;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The same by hand with a plain statement a table, in one transaction. Runs on H2, too. */
final class HandTransactionContender implements Contender {
    private static final String TAKE =
            "UPDATE {}_accounts SET available = available - ?, held = held + ? WHERE id = ? AND available >= ?";
    private static final String OPEN = "INSERT INTO {}_holds (id, account_id, amount, captured, state, deadline)"
            + " VALUES (?, ?, ?, 0, 'OPEN', CURRENT_TIMESTAMP + interval '15' minute)";
    private static final String CLOSE =
            "UPDATE {}_holds SET state = 'SETTLED', captured = ? WHERE id = ? AND state = 'OPEN'";
    private static final String SPEND =
            "UPDATE {}_accounts SET held = held - ?, available = available + ?, spent = spent + ? WHERE id = ?";
    private static final String ENTRY = "INSERT INTO {}_entries"
            + " (account_id, command_key, kind, available_change, held_change, available, held, at)"
            + " SELECT id, ?, ?, ?, ?, available, held, CURRENT_TIMESTAMP FROM {}_accounts WHERE id = ?";

    private final HikariDataSource pool;
    private final HandTables tables;

    HandTransactionContender(HikariDataSource pool, HandTables tables) {
        this.pool = pool;
        this.tables = tables;
    }

    @Override
    public void reserve(int account, long request) throws SQLException {
        transact(connection -> {
            HandContender.require(update(connection, TAKE, RESERVED, RESERVED, account, RESERVED));
            update(connection, OPEN, request, account, RESERVED);
            update(connection, ENTRY, key("reserve-", request), "RESERVE", -RESERVED, RESERVED, account);
        });
    }

    @Override
    public void settle(int account, long request) throws SQLException {
        transact(connection -> {
            HandContender.require(update(connection, CLOSE, SETTLED, request));
            HandContender.require(update(connection, SPEND, RESERVED, RESERVED - SETTLED, SETTLED, account));
            update(connection, ENTRY, key("settle-", request), "SETTLE", RESERVED - SETTLED, -RESERVED, account);
        });
    }

    private void transact(Work work) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                work.run(connection);
                connection.commit();
            } catch (SQLException failed) {
                connection.rollback();
                throw failed;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(tables.in(sql))) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    private interface Work {
        void run(Connection connection) throws SQLException;
    }
}
