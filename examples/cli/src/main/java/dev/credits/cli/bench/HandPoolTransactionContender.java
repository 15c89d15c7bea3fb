package dev.credits.cli.bench;

import static dev.credits.cli.bench.HandContender.RESERVED;
import static dev.credits.cli.bench.HandContender.SETTLED;
import static dev.credits.cli.bench.HandContender.key;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A pool by hand with a plain statement a row, in one transaction; the row that all share is locked last. Runs on H2, too. */
final class HandPoolTransactionContender implements Contender {
    private static final String COUNT = "UPDATE {}_limits SET used = used + ? WHERE id = ? AND used + ? <= most";
    private static final String TAKE = "UPDATE {}_accounts"
            + " SET available = available - ?, held = held + ?, used = used + ?"
            + " WHERE id = 0 AND available >= ? AND used + ? <= most";
    private static final String OPEN = "INSERT INTO {}_holds (id, account_id, amount, captured, state, deadline)"
            + " VALUES (?, 0, ?, 0, 'OPEN', CURRENT_TIMESTAMP + interval '15' minute)";
    private static final String CLOSE =
            "UPDATE {}_holds SET state = 'SETTLED', captured = ? WHERE id = ? AND state = 'OPEN'";
    private static final String SPEND = "UPDATE {}_accounts"
            + " SET held = held - ?, available = available + ?, spent = spent + ?, used = used - ? WHERE id = 0";
    private static final String ENTRY = "INSERT INTO {}_entries"
            + " (account_id, command_key, kind, available_change, held_change, available, held, at)"
            + " SELECT id, ?, ?, ?, ?, available, held, CURRENT_TIMESTAMP FROM {}_accounts WHERE id = 0";

    private final HikariDataSource pool;
    private final HandPoolTables tables;

    HandPoolTransactionContender(HikariDataSource pool, HandPoolTables tables) {
        this.pool = pool;
        this.tables = tables;
    }

    @Override
    public void reserve(int member, long request) throws SQLException {
        transact(connection -> {
            update(connection, OPEN, request, RESERVED);
            update(connection, COUNT, RESERVED, (long) member, RESERVED);
            update(connection, COUNT, RESERVED, HandPoolTables.team(member), RESERVED);
            update(connection, TAKE, RESERVED, RESERVED, RESERVED, RESERVED, RESERVED);
            update(connection, ENTRY, key("reserve-", request), "RESERVE", -RESERVED, RESERVED);
        });
    }

    @Override
    public void settle(int member, long request) throws SQLException {
        long back = RESERVED - SETTLED;
        transact(connection -> {
            update(connection, CLOSE, SETTLED, request);
            update(connection, COUNT, -back, (long) member, -back);
            update(connection, COUNT, -back, HandPoolTables.team(member), -back);
            update(connection, SPEND, RESERVED, back, SETTLED, back);
            update(connection, ENTRY, key("settle-", request), "SETTLE", back, -RESERVED);
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

    private void update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(tables.in(sql))) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            HandContender.require(statement.executeUpdate());
        }
    }

    private interface Work {
        void run(Connection connection) throws SQLException;
    }
}
