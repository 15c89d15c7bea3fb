package dev.credits.jdbc.internal;

import static dev.credits.jdbc.internal.SqlType.BYTES;
import static dev.credits.jdbc.internal.SqlType.ID;
import static dev.credits.jdbc.internal.SqlType.INT;
import static dev.credits.jdbc.internal.SqlType.LONG;
import static dev.credits.jdbc.internal.SqlType.TEXT;
import static dev.credits.jdbc.internal.SqlType.TIME;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Amendment;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Fingerprint;
import dev.credits.ledger.Hash;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Route;
import dev.credits.ledger.TransactionId;
import dev.credits.spi.Reader.Unbalanced;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code credit_ledger_entries}: the ledger. Rows are inserted and read; the database refuses anything else. */
final class EntriesTable {
    private static final String TABLE = "credit_ledger_entries";

    private static final String COLUMNS = """
            e.seq, e.transaction_id, e.leg, e.kind, e.available_change, e.held_change, e.available, e.held, e.moves, \
            e.counterparty, e.hold_key, e.reverses_key, e.shortfall,\s""" + Memos.columns("e")
            + ", e.booked_at, e.due_at, e.spender, e.route, e.amendment, e.fingerprint, e.hash";

    private static final List<Column<Row<Entry>>> WRITTEN = Stream.of(
                    List.of(
                            new Column<Row<Entry>>(
                                    "transaction_id",
                                    ID,
                                    row -> row.value().transaction().value()),
                            new Column<Row<Entry>>(
                                    "leg", INT, row -> row.value().leg()),
                            new Column<Row<Entry>>("account_id", LONG, Row::account),
                            new Column<Row<Entry>>(
                                    "seq", LONG, row -> row.value().seq()),
                            new Column<Row<Entry>>(
                                    "kind", TEXT, row -> row.value().kind().name()),
                            new Column<Row<Entry>>(
                                    "available_change", LONG, row -> row.value().availableChange()),
                            new Column<Row<Entry>>(
                                    "held_change", LONG, row -> row.value().heldChange()),
                            new Column<Row<Entry>>(
                                    "available", LONG, row -> row.value().available()),
                            new Column<Row<Entry>>(
                                    "held", LONG, row -> row.value().held()),
                            new Column<Row<Entry>>(
                                    "moves",
                                    TEXT,
                                    row -> MovesCodec.write(row.value().moves())),
                            new Column<Row<Entry>>(
                                    "counterparty", TEXT, row -> row.value().counterparty()),
                            new Column<Row<Entry>>(
                                    "hold_key", TEXT, row -> text(row.value().hold())),
                            new Column<Row<Entry>>(
                                    "reverses_key",
                                    TEXT,
                                    row -> text(row.value().reverses())),
                            new Column<Row<Entry>>(
                                    "shortfall", LONG, row -> row.value().shortfall()),
                            new Column<Row<Entry>>(
                                    "booked_at", TIME, row -> row.value().at()),
                            new Column<Row<Entry>>(
                                    "due_at", TIME, row -> row.value().due()),
                            new Column<Row<Entry>>(
                                    "spender",
                                    TEXT,
                                    row -> RouteCodec.spender(
                                            row.value().route().path())),
                            new Column<Row<Entry>>(
                                    "route",
                                    TEXT,
                                    row -> RouteCodec.write(row.value().route())),
                            new Column<Row<Entry>>(
                                    "amendment",
                                    TEXT,
                                    row -> RouteCodec.write(row.value().amendment())),
                            new Column<Row<Entry>>(
                                    "fingerprint",
                                    BYTES,
                                    row -> bytes(row.value().fingerprint())),
                            new Column<Row<Entry>>(
                                    "hash", BYTES, row -> row.value().hash().bytes())),
                    Memos.<Row<Entry>>written(row -> row.value().memo()))
            .flatMap(List::stream)
            .toList();

    final Write<Row<Entry>> insert;

    /** Those of some transactions, in the order of their legs, on accounts that have been selected before. */
    final String knownByTransactions;

    /** The same, on whatever accounts. */
    final String byTransactions;

    final String byTransaction;

    /** Of an account after a sequence; conditions of a filter follow. */
    final String ofAccount;

    /** Every one of some accounts that have been selected before, by account and in sequence. */
    final String ofAccounts;

    /** Those of an account that amend something before a sequence, the latest first. */
    final String amendments;

    /** The last sequence of an account, and the last entry at or before a sequence: the steps of a search by time. */
    final String lastSeq;

    final String timeAt;

    /** The first entries of transactions that do not sum to zero over the accounts of a unit. */
    final String unbalanced;

    EntriesTable(Schema schema) {
        insert = Write.insert(schema, TABLE, WRITTEN);
        String select = "SELECT e.account_id, " + Owners.column("e") + ", " + COLUMNS;
        String from = select + " FROM {}.credit_ledger_entries e ";
        String some = " FROM {}.credit_ledger_entries e WHERE e.transaction_id = ANY(?) ORDER BY e.leg";
        String known = "SELECT e.account_id, " + Owners.KNOWN + ", " + COLUMNS;
        knownByTransactions = schema.in(known + some);
        byTransactions = schema.in(select + some);
        byTransaction = schema.in(from + "WHERE e.transaction_id = ? ORDER BY e.leg");
        String account = "WHERE e.account_id = ? ";
        ofAccount = schema.in(known + " FROM {}.credit_ledger_entries e " + account + "AND e.seq > ?");
        amendments = schema.in(known + " FROM {}.credit_ledger_entries e " + account + """
                AND e.amendment IS NOT NULL AND e.seq < ?
                ORDER BY e.seq DESC
                FETCH FIRST ? ROWS ONLY""");
        ofAccounts = schema.in(known + """
                 FROM {}.credit_ledger_entries e
                WHERE e.account_id = ANY(?)
                ORDER BY e.account_id, e.seq""");
        lastSeq = schema.in("SELECT a.seq FROM {}.credit_accounts a WHERE a.name = ?");
        timeAt = schema.in("SELECT e.seq, e.booked_at FROM {}.credit_ledger_entries e " + account + """
                AND e.seq <= ?
                ORDER BY e.seq DESC
                FETCH FIRST ROW ONLY""");
        unbalanced = schema.in("SELECT e.account_id, " + Owners.column("e") + ", e.seq, e.transaction_id" + """
                 FROM {}.credit_ledger_entries e
                JOIN (
                    SELECT t.transaction_id, MIN(t.leg) AS leg
                    FROM {}.credit_ledger_entries t JOIN {}.credit_accounts a ON a.id = t.account_id
                    WHERE t.counterparty NOT LIKE '@%'
                    GROUP BY t.transaction_id, a.unit, a.scale
                    HAVING SUM(CAST(t.available_change AS numeric(40)) + t.held_change) <> 0
                ) u ON u.transaction_id = e.transaction_id AND u.leg = e.leg
                ORDER BY e.transaction_id, e.leg
                FETCH FIRST ? ROWS ONLY""");
    }

    static Unbalanced unbalanced(Fields fields, Owners owners) throws SQLException {
        AccountId account = owners.nameOrNull(fields.number(), fields.textOrNull());
        long seq = fields.number();
        return new Unbalanced(new TransactionId(fields.id()), account, seq);
    }

    static Entry read(Fields fields, Owners owners) throws SQLException {
        Owners.Owner owner = fields.owner(TABLE, owners);
        long seq = fields.seq();
        TransactionId transaction = new TransactionId(fields.id());
        int leg = fields.count();
        EntryKind kind = fields.constant(EntryKind.class);
        long availableChange = fields.number();
        long heldChange = fields.number();
        long available = fields.number();
        long held = fields.number();
        List<LotMove> moves = MovesCodec.read(fields.text(), owner.account());
        String counterparty = fields.textOrNull();
        IdempotencyKey hold = fields.keyOrNull();
        IdempotencyKey reverses = fields.keyOrNull();
        long shortfall = fields.number();
        Memo memo = Memos.read(fields);
        Instant at = fields.time();
        Instant due = fields.timeOrNull();
        Route route = RouteCodec.read(fields.accountOrNull(), fields.textOrNull());
        Amendment amendment = RouteCodec.amendment(fields.textOrNull());
        byte[] print = fields.bytesOrNull();
        Fingerprint fingerprint = print == null ? null : Fingerprint.of(print);
        Hash hash = Hash.of(fields.bytes());
        return new Entry(
                owner.account(),
                owner.unit(),
                seq,
                transaction,
                leg,
                kind,
                availableChange,
                heldChange,
                available,
                held,
                moves,
                counterparty,
                hold,
                reverses,
                shortfall,
                memo,
                at,
                due,
                route,
                amendment,
                fingerprint,
                hash);
    }

    private static @Nullable String text(@Nullable IdempotencyKey key) {
        return key == null ? null : key.value();
    }

    private static byte @Nullable [] bytes(@Nullable Fingerprint fingerprint) {
        return fingerprint == null ? null : fingerprint.bytes();
    }
}
