package dev.credits.jdbc.internal;

import dev.credits.jdbc.internal.Recollection.Limited;
import dev.credits.ledger.ClockCheck;
import dev.credits.ledger.TransactionId;
import java.io.ByteArrayOutputStream;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Statements that fail unless what a unit of work was told from memory still holds, on PostgreSQL; but for keys that it
 * writes, which are unique. The first locks the
 * accounts, as loading would have; the others see what was committed while that lock was waited for.
 */
final class Proof {
    private static final String ACCOUNTS = "accounts as remembered";
    private static final String LIMITS = "what limits count as remembered";
    private static final String REST = "new transactions, due holds and the clock as remembered";

    /** One account. */
    final String one;

    /** Several, locked in the order of their names. */
    final String many;

    /** That limits count what they did. Others' chains change that, under a lock on the limit's account. */
    final String limits;

    /** That transactions are not there, no hold is due, and the clock is near the database's. */
    final String rest;

    Proof(Schema schema) {
        one = schema.in("""
                SELECT {}.credit_expect(count(*), 1, '%s') FROM (
                    SELECT 1 FROM {}.credit_accounts a
                    WHERE a.id = ?::int8 AND a.last_hash = ?::bytea FOR NO KEY UPDATE) AS known""".formatted(ACCOUNTS));
        many = schema.in("""
                SELECT {}.credit_expect(count(*) FILTER (WHERE known.hashes = ?::bytea), 1, '%s') FROM (
                    SELECT string_agg(locked.last_hash, ''::bytea) AS hashes FROM (
                        SELECT a.last_hash FROM {}.credit_accounts a
                        WHERE a.name = ANY(?) ORDER BY a.name FOR NO KEY UPDATE) AS locked) AS known""".formatted(ACCOUNTS));
        limits = schema.in("""
                SELECT {}.credit_expect((
                    SELECT count(*) FROM unnest(?::int8[], ?::text[], ?::int8[], ?::int8[], ?::timestamptz[])
                        AS u (account_id, span, spent, held, period)
                    JOIN {}.credit_limits m ON %s AND %s
                    WHERE m.spent = u.spent AND m.held = u.held AND m.period = u.period),
                    ?, '%s')""".formatted(
                        PostgresPlanning.lookUp("m.account_id", "u.account_id"),
                        PostgresPlanning.lookUp("m.span", "u.span"),
                        LIMITS));
        rest = schema.in("""
                SELECT {}.credit_expect(
                    (SELECT count(*) FROM {}.credit_ledger_entries e WHERE e.transaction_id = ANY(?::uuid[]))
                    + (SELECT count(*) FROM {}.credit_holds h
                        WHERE h.account_id = ANY(?::int8[]) AND h.state = 'OPEN' AND h.deadline <= ?::timestamptz)
                    + CASE WHEN abs(extract(epoch FROM clock_timestamp() - ?::timestamptz)) > ?::int8 THEN 1 ELSE 0 END,
                    0, '""" + REST + "')");
    }

    /** That a transaction is not there need not be proven if it is {@code written} now: its key is unique. */
    void addTo(Script script, Connection connection, Recollection recollection, Set<TransactionId> written)
            throws SQLException {
        List<Known> accounts = recollection.inOrder();
        Array ids = SqlType.LONG.array(connection, accounts, known -> known.id);
        if (accounts.size() == 1) {
            Known known = accounts.get(0);
            script.add(
                    one,
                    (statement, first) -> {
                        statement.setLong(first, known.id);
                        statement.setBytes(first + 1, known.account.hash().bytes());
                        return first + 2;
                    },
                    Script.IGNORE);
        } else {
            Array names = SqlType.TEXT.array(
                    connection, accounts, known -> known.name().value());
            ByteArrayOutputStream hashes = new ByteArrayOutputStream();
            accounts.forEach(known -> hashes.writeBytes(known.account.hash().bytes()));
            script.add(
                    many,
                    (statement, first) -> {
                        statement.setBytes(first, hashes.toByteArray());
                        statement.setArray(first + 1, names);
                        return first + 2;
                    },
                    Script.IGNORE);
        }
        limits(script, connection, recollection.limits());
        List<TransactionId> unwritten = recollection.absent().stream()
                .filter(id -> !written.contains(id))
                .toList();
        Array absent = SqlType.ID.array(connection, unwritten, TransactionId::value);
        script.add(
                rest,
                (statement, first) -> {
                    statement.setArray(first, absent);
                    statement.setArray(first + 1, ids);
                    SqlType.TIME.bindCast(statement, first + 2, recollection.now());
                    ClockCheck clock = recollection.clock();
                    SqlType.TIME.bindCast(statement, first + 3, clock == null ? null : clock.shown());
                    statement.setLong(
                            first + 4, clock == null ? 0 : clock.most().toSeconds());
                    return first + 5;
                },
                Script.IGNORE);
    }

    private void limits(Script script, Connection connection, List<Limited> told) throws SQLException {
        if (told.isEmpty()) {
            return;
        }
        List<Array> columns = List.of(
                SqlType.LONG.array(connection, told, limited -> limited.account().id),
                SqlType.TEXT.array(
                        connection, told, limited -> limited.limit().window().name()),
                SqlType.LONG.array(connection, told, limited -> limited.limit().spent()),
                SqlType.LONG.array(connection, told, limited -> limited.limit().held()),
                SqlType.TIME.array(connection, told, limited -> limited.limit().period()));
        script.add(
                limits,
                (statement, first) -> {
                    int parameter = first;
                    for (Array column : columns) {
                        statement.setArray(parameter++, column);
                    }
                    statement.setLong(parameter++, told.size());
                    return parameter;
                },
                Script.IGNORE);
    }

    /** True if this is what a proof fails with. */
    static boolean failed(SQLException thrown) {
        String message = thrown.getMessage();
        return message != null && (message.contains(ACCOUNTS) || message.contains(LIMITS) || message.contains(REST));
    }
}
