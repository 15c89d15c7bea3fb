package dev.credits.cli.bench;

import static dev.credits.cli.bench.HandContender.RESERVED;
import static dev.credits.cli.bench.HandContender.SETTLED;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * A pool by hand in one statement and one round trip: three limits, the account, the hold and the entry. Each part asks
 * for a row of the part before, so that all sessions lock the member, then the team, then the row that all share.
 */
final class HandPoolContender implements Contender {
    private static final String RESERVE = """
            WITH member AS (
                UPDATE {}_limits SET used = used + ?
                WHERE id = ? AND used + ? <= most RETURNING id),
            team AS (
                UPDATE {}_limits SET used = used + ?
                WHERE id = ? AND used + ? <= most AND EXISTS (SELECT FROM member) RETURNING id),
            account AS (
                UPDATE {}_accounts SET available = available - ?, held = held + ?, used = used + ?
                WHERE id = 0 AND available >= ? AND used + ? <= most AND EXISTS (SELECT FROM team)
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
                WHERE id = ? AND state = 'OPEN' RETURNING amount),
            member AS (
                UPDATE {}_limits l SET used = l.used - h.amount + ?
                FROM hold h WHERE l.id = ? RETURNING l.id, h.amount),
            team AS (
                UPDATE {}_limits l SET used = l.used - m.amount + ?
                FROM member m WHERE l.id = ? RETURNING l.id, m.amount),
            account AS (
                UPDATE {}_accounts a
                SET held = a.held - t.amount, available = a.available + t.amount - ?, spent = a.spent + ?,
                    used = a.used - t.amount + ?
                FROM team t WHERE a.id = 0
                RETURNING a.id, a.available, a.held, t.amount)
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
        long amount = RESERVED;
        run(
                reserve,
                List.of(amount, (long) member, amount),
                List.of(amount, HandPoolTables.team(member), amount),
                List.of(amount, amount, amount, amount, amount),
                List.of(request, amount),
                List.of(HandContender.key("reserve-", request), amount, amount));
    }

    @Override
    public void settle(int member, long request) throws SQLException {
        long amount = SETTLED;
        run(
                settle,
                List.of(amount, request),
                List.of(amount, (long) member),
                List.of(amount, HandPoolTables.team(member)),
                List.of(amount, amount, amount),
                List.of(HandContender.key("settle-", request), amount));
    }

    /** Runs a statement whose parts have these values. */
    private void run(String sql, List<?>... parts) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            int position = 0;
            for (List<?> part : parts) {
                for (Object value : part) {
                    statement.setObject(++position, value);
                }
            }
            HandContender.require(statement.executeUpdate());
        }
    }
}
