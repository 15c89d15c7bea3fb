package dev.credits.cli.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** What a good engineer writes who has an afternoon and PostgreSQL: each operation is one statement, and one round trip. */
final class HandContender implements Contender {
    static final long GRANTED = 100_000_000_000_000L;
    static final long RESERVED = 3_000_000;
    static final long SETTLED = 2_250_000;

    private static final String RESERVE = """
            WITH account AS (
                UPDATE {}_accounts SET available = available - ?, held = held + ?
                WHERE id = ? AND available >= ? RETURNING id, available, held),
            hold AS (
                INSERT INTO {}_holds (id, account_id, amount, captured, state, deadline)
                SELECT ?, id, ?, 0, 'OPEN', now() + interval '15 minutes' FROM account)
            INSERT INTO {}_entries
                (account_id, command_key, kind, available_change, held_change, available, held, at)
            SELECT id, ?, 'RESERVE', - ?::bigint, ?, available, held, now() FROM account""";

    private static final String SETTLE = """
            WITH hold AS (
                UPDATE {}_holds SET state = 'SETTLED', captured = ?
                WHERE id = ? AND state = 'OPEN' RETURNING account_id, amount),
            account AS (
                UPDATE {}_accounts a
                SET held = a.held - h.amount, available = a.available + h.amount - ?, spent = a.spent + ?
                FROM hold h WHERE a.id = h.account_id RETURNING a.id, a.available, a.held, h.amount)
            INSERT INTO {}_entries
                (account_id, command_key, kind, available_change, held_change, available, held, at)
            SELECT id, ?, 'SETTLE', amount - ?::bigint, - amount, available, held, now() FROM account""";

    private final HikariDataSource pool;
    private final String reserve;
    private final String settle;

    HandContender(HikariDataSource pool, HandTables tables) {
        this.pool = pool;
        this.reserve = tables.in(RESERVE);
        this.settle = tables.in(SETTLE);
    }

    @Override
    public void reserve(int account, long request) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(reserve)) {
            statement.setLong(1, RESERVED);
            statement.setLong(2, RESERVED);
            statement.setLong(3, account);
            statement.setLong(4, RESERVED);
            statement.setLong(5, request);
            statement.setLong(6, RESERVED);
            statement.setString(7, key("reserve-", request));
            statement.setLong(8, RESERVED);
            statement.setLong(9, RESERVED);
            require(statement.executeUpdate());
        }
    }

    @Override
    public void settle(int account, long request) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(settle)) {
            statement.setLong(1, SETTLED);
            statement.setLong(2, request);
            statement.setLong(3, SETTLED);
            statement.setLong(4, SETTLED);
            statement.setString(5, key("settle-", request));
            statement.setLong(6, SETTLED);
            require(statement.executeUpdate());
        }
    }

    static String key(String what, long request) {
        return what + Long.toString(request, 36);
    }

    static void require(int rows) throws SQLException {
        if (rows != 1) {
            throw new SQLException("by hand: " + rows + " rows were changed instead of 1");
        }
    }
}
