package dev.credits.jdbc.internal;

import static dev.credits.jdbc.internal.SqlType.ID;
import static dev.credits.jdbc.internal.SqlType.LONG;

import dev.credits.ledger.TransactionId;
import dev.credits.spi.Reversal;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** {@code credit_reversals}: how much of a transaction has been undone. */
final class ReversalsTable {
    private static final String TABLE = "credit_reversals";
    private static final String SELECT = "SELECT r.transaction_id, r.amount, r.reversed FROM {}.credit_reversals r ";

    private static final List<Column<Reversal>> KEY = List.of(new Column<>(
            "transaction_id", ID, reversal -> reversal.transaction().value()));

    private static final List<Column<Reversal>> CHANGING =
            List.of(new Column<>("amount", LONG, Reversal::amount), new Column<>("reversed", LONG, Reversal::reversed));

    /** The first reversal of a transaction; its account is the one whose key it was. */
    final Write<Reversal> insert;

    final Write<Reversal> update;
    final String byTransactions;
    final String byTransaction;

    /** Those of some accounts, after the account's id. */
    final String ofAccounts;

    ReversalsTable(Schema schema) {
        List<Column<Reversal>> columns =
                Stream.concat(CHANGING.stream(), KEY.stream()).toList();
        String into = "INSERT INTO {}.credit_reversals (transaction_id, account_id, amount, reversed) ";
        insert = Write.counted(
                schema,
                TABLE,
                columns,
                into
                        + """
                        SELECT e.transaction_id, e.account_id, u.amount, u.reversed
                        FROM (SELECT %s) AS u
                        JOIN {}.credit_ledger_entries e ON %s AND e.leg = 0""".formatted(
                                Write.rows(columns), PostgresPlanning.lookUp("e.transaction_id", "u.transaction_id")),
                into + """
                        SELECT e.transaction_id, e.account_id, ?::int8, ?::int8
                        FROM {}.credit_ledger_entries e WHERE e.transaction_id = ?::uuid AND e.leg = 0""",
                into + """
                        SELECT e.transaction_id, e.account_id, ?, ?
                        FROM {}.credit_ledger_entries e WHERE e.transaction_id = ? AND e.leg = 0""");
        update = Write.update(schema, TABLE, CHANGING, KEY);
        byTransactions = schema.in(SELECT + "WHERE r.transaction_id = ANY(?)");
        byTransaction = schema.in(SELECT + "WHERE r.transaction_id = ?");
        ofAccounts = schema.in("""
                SELECT r.account_id, %s, r.transaction_id, r.amount, r.reversed
                FROM {}.credit_reversals r
                WHERE r.account_id = ANY(?)""".formatted(Owners.KNOWN));
    }

    static Reversal read(Fields fields) throws SQLException {
        return new Reversal(new TransactionId(fields.of(TABLE).id()), fields.number(), fields.number());
    }
}
