package dev.credits.jdbc.internal;

import static dev.credits.jdbc.internal.SqlType.ID;
import static dev.credits.jdbc.internal.SqlType.LONG;
import static dev.credits.jdbc.internal.SqlType.TEXT;
import static dev.credits.jdbc.internal.SqlType.TIME;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Hold;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.TransactionId;
import dev.credits.spi.LoadPlan;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code credit_holds}: credits set aside, each hold known by the transaction that reserved it. */
final class HoldsTable {
    private static final String TABLE = "credit_holds";

    private static final String COLUMNS = """
            h.id, h.command_key, h.reserved, h.captured, h.released, h.parts, h.opened, h.deadline, h.state, h.ended_by, \
            h.feature, h.spender, h.via, h.counted""";

    private static final List<Column<Row<Hold>>> KEY =
            List.of(new Column<>("id", ID, row -> row.value().id().value()));

    private static final List<Column<Row<Hold>>> CHANGING = List.of(
            new Column<>("reserved", LONG, row -> row.value().reserved()),
            new Column<>("captured", LONG, row -> row.value().captured()),
            new Column<>("released", LONG, row -> row.value().released()),
            new Column<>("parts", TEXT, row -> PartsCodec.write(row.value().parts())),
            new Column<>("counted", TIME, row -> row.value().counted()),
            new Column<>("deadline", TIME, row -> row.value().deadline()),
            new Column<>("state", TEXT, row -> row.value().state().name()),
            new Column<>("ended_by", TEXT, row -> text(row.value().endedBy())));

    private static final List<Column<Row<Hold>>> LASTING = List.of(
            new Column<>("account_id", LONG, Row::account),
            new Column<>("command_key", TEXT, row -> row.value().key().value()),
            new Column<>("opened", TIME, row -> row.value().opened()),
            new Column<>("feature", TEXT, row -> row.value().feature()),
            new Column<>("spender", TEXT, row -> RouteCodec.spender(row.value().path())),
            new Column<>("via", TEXT, row -> RouteCodec.via(row.value().path())));

    final Write<Row<Hold>> insert;
    final Write<Row<Hold>> update;

    /** Open ones of accounts that have been selected before, of which the deadline has come; the first of each account. */
    final String dueByNames;

    final String dueByAccount;

    /** The same of one account, after one of them. */
    final String dueAfter;

    /** Some, by the transactions that reserved them, of accounts that have been selected before. */
    final String knownByIds;

    /** The same, of whatever accounts. */
    final String byIds;

    final String byId;

    /** Open ones of an account that have not lapsed, the earliest deadline first. */
    final String open;

    /** Those of others' credits that one has reserved. */
    final String openOfSpender;

    /** Those of all accounts that are open or have lapsed, by deadline. */
    final String unended;

    /** Every one of some accounts that have been selected before, open or ended. */
    final String ofAccounts;

    HoldsTable(Schema schema) {
        insert = Write.insert(
                schema,
                TABLE,
                Stream.of(KEY, LASTING, CHANGING).flatMap(List::stream).toList());
        update = Write.update(schema, TABLE, CHANGING, KEY);
        String known = "SELECT h.account_id, " + Owners.KNOWN + ", " + COLUMNS + " FROM {}.credit_holds h ";
        String owned = "SELECT h.account_id, " + Owners.column("h") + ", " + COLUMNS + " FROM {}.credit_holds h ";
        String firstDue = "ORDER BY h.deadline, h.id FETCH FIRST " + LoadPlan.MOST_DUE + " ROWS ONLY";
        dueByAccount = schema.in(known + "WHERE h.account_id = ? AND h.state = 'OPEN' AND h.deadline <= ? " + firstDue);
        dueByNames = schema.in("SELECT due.* FROM {}.credit_accounts a CROSS JOIN LATERAL (" + known
                + "WHERE h.account_id = a.id AND h.state = 'OPEN' AND h.deadline <= ? " + firstDue
                + ") AS due WHERE a.name = ANY(?)");
        dueAfter = schema.in(known + """
                WHERE h.account_id = ? AND h.state = 'OPEN' AND h.deadline <= ?
                AND (h.deadline > ? OR h.deadline = ? AND h.id > ?)
                ORDER BY h.deadline, h.id
                FETCH FIRST ? ROWS ONLY""");
        knownByIds = schema.in(known + "WHERE h.id = ANY(?)");
        byIds = schema.in(owned + "WHERE h.id = ANY(?)");
        byId = schema.in(owned + "WHERE h.id = ?");
        String first = """
                AND h.deadline > ?
                ORDER BY h.deadline, h.id
                FETCH FIRST ? ROWS ONLY""";
        open = schema.in(known + "WHERE h.account_id = ? AND h.state = 'OPEN' " + first);
        openOfSpender = schema.in(owned + "WHERE h.spender = ? AND h.state = 'OPEN' AND h.ended_by IS NULL " + first);
        String some = owned + """
                WHERE %s AND h.deadline >= ? AND h.deadline <= ? AND (h.deadline > ? OR h.id > ?)
                ORDER BY h.deadline, h.id
                FETCH FIRST ? ROWS ONLY""";
        unended = schema.in("(" + some.formatted("h.state = 'OPEN' AND h.ended_by IS NULL") + ") UNION ALL ("
                + some.formatted("h.state = 'LAPSED'") + ")" + """
                 ORDER BY deadline, id
                FETCH FIRST ? ROWS ONLY""");
        ofAccounts = schema.in(known + "WHERE h.account_id = ANY(?)");
    }

    /** Where a list of holds goes on after this one, which need not be readable. */
    static UUID idOf(Fields fields) throws SQLException {
        return UUID.fromString(Objects.requireNonNull(fields.peek(3)));
    }

    static Instant deadlineOf(Fields fields) throws SQLException {
        return fields.peekTime(10);
    }

    static Hold read(Fields fields, Owners owners) throws SQLException {
        Owners.Owner owner = fields.owner(TABLE, owners);
        TransactionId id = new TransactionId(fields.id());
        IdempotencyKey key = new IdempotencyKey(fields.text());
        long reserved = fields.number();
        long captured = fields.number();
        long released = fields.number();
        List<Hold.Part> parts = PartsCodec.read(fields.text());
        Instant opened = fields.time();
        Instant deadline = fields.time();
        Hold.State state = fields.constant(Hold.State.class);
        IdempotencyKey endedBy = fields.keyOrNull();
        String feature = fields.textOrNull();
        List<AccountId> path = RouteCodec.path(fields.accountOrNull(), fields.textOrNull());
        Instant counted = fields.time();
        return new Hold(
                id,
                path.isEmpty() ? owner.account() : path.get(0),
                owner.account(),
                path,
                key,
                owner.unit(),
                reserved,
                captured,
                released,
                parts,
                opened,
                counted,
                deadline,
                state,
                endedBy,
                feature);
    }

    private static @Nullable String text(@Nullable IdempotencyKey key) {
        return key == null ? null : key.value();
    }
}
