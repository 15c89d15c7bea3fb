package dev.credits.cli.bench;

import static dev.credits.cli.bench.HandContender.RESERVED;
import static dev.credits.cli.bench.HandContender.SETTLED;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A pool by hand in one statement and one round trip: three limits, the account, the hold and the entry. */
final class HandPoolContender implements Contender {
    private static final String RESERVE = """
            WITH limits AS (
                UPDATE {}_limits SET used = used + ?
                WHERE id IN (?, ?) AND used + ? <= most RETURNING id),
            account AS (
                UPDATE {}_accounts SET available = available - ?, held = held + ?, used = used + ?
                WHERE id = 0 AND available >= ? AND used + ? <= most AND (SELECT count(*) FROM limits) = 2
                RETURNING id, available, held),
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
            limits AS (
                UPDATE {}_limits l SET used = l.used - h.amount + ?
                FROM hold h WHERE l.id IN (?, ?) RETURNING l.id),
            account AS (
                UPDATE {}_accounts a
                SET held = a.held - h.amount, available = a.available + h.amount - ?, spent = a.spent + ?,
                    used = a.used - h.amount + ?
                FROM hold h WHERE a.id = h.account_id AND (SELECT count(*) FROM limits) = 2
                RETURNING a.id, a.available, a.held, h.amount)
            INSERT INTO {}_entries
                (account_id, command_key, kind, available_change, held_change, available, held, at)
            SELECT id, ?, 'SETTLE', amount - ?::bigint, - amount, available, held, now() FROM account""";

    private final HikariDataSource pool;
    private final String reserve;
    private final String settle;

    HandPoolContender(HikariDataSource pool, HandPoolTables tables) {
        this.pool = pool;
        this.reserve = tables.in(RESERVE);
        this.settle = tables.in(SETTLE);
    }

    @Override
    public void reserve(int member, long request) throws SQLException {
        long team = HandPoolTables.team(member);
        String key = HandContender.key("reserve-", request);
        run(
                reserve,
                RESERVED,
                team,
                (long) member,
                RESERVED,
                RESERVED,
                RESERVED,
                RESERVED,
                RESERVED,
                RESERVED,
                request,
                RESERVED,
                key,
                RESERVED,
                RESERVED);
    }

    @Override
    public void settle(int member, long request) throws SQLException {
        long team = HandPoolTables.team(member);
        String key = HandContender.key("settle-", request);
        run(settle, SETTLED, request, SETTLED, team, (long) member, SETTLED, SETTLED, SETTLED, key, SETTLED);
    }

    private void run(String sql, Object... values) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            HandContender.require(statement.executeUpdate());
        }
    }
}
