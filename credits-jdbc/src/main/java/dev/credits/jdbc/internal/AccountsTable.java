package dev.credits.jdbc.internal;

import static dev.credits.jdbc.internal.SqlType.BYTES;
import static dev.credits.jdbc.internal.SqlType.FLAG;
import static dev.credits.jdbc.internal.SqlType.INT;
import static dev.credits.jdbc.internal.SqlType.LONG;
import static dev.credits.jdbc.internal.SqlType.TEXT;
import static dev.credits.jdbc.internal.SqlType.TIME;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.AccountStatus;
import dev.credits.ledger.Funding;
import dev.credits.ledger.Hash;
import dev.credits.ledger.Totals;
import dev.credits.money.CreditUnit;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code credit_accounts}: the accounts, each as it stands after its last entry. */
final class AccountsTable {
    private static final String TABLE = "credit_accounts";

    private static final String COLUMNS = """
            a.id, a.name, a.unit, a.scale, a.parent, a.funding, a.status, a.floor, a.available, a.held, a.earned, \
            a.spent, a.expired, a.moved_in, a.moved_out, a.adjusted, a.debt, a.lots, a.seq, a.last_at, a.last_hash, \
            a.stops, a.plan, a.limits""";

    private static final List<Column<Row<Account>>> CHANGING = List.of(
            new Column<>("status", TEXT, row -> row.value().status().name()),
            new Column<>("floor", LONG, row -> row.value().floor()),
            new Column<>("available", LONG, row -> row.value().totals().available()),
            new Column<>("held", LONG, row -> row.value().totals().held()),
            new Column<>("earned", LONG, row -> row.value().totals().earned()),
            new Column<>("spent", LONG, row -> row.value().totals().spent()),
            new Column<>("expired", LONG, row -> row.value().totals().expired()),
            new Column<>("moved_in", LONG, row -> row.value().totals().in()),
            new Column<>("moved_out", LONG, row -> row.value().totals().out()),
            new Column<>("adjusted", LONG, row -> row.value().totals().adjusted()),
            new Column<>("debt", LONG, row -> row.value().debt()),
            new Column<>("lots", INT, row -> row.value().lots()),
            new Column<>("seq", LONG, row -> row.value().seq()),
            new Column<>("last_at", TIME, row -> row.value().at()),
            new Column<>("last_hash", BYTES, row -> row.value().hash().bytes()));

    private static final List<Column<Row<Account>>> SETTINGS = List.of(
            new Column<>("parent", TEXT, row -> name(row.value().parent())),
            new Column<>("funding", TEXT, row -> row.value().funding().name()),
            new Column<>("stops", FLAG, row -> row.value().stops()),
            new Column<>("plan", TEXT, row -> row.value().plan()),
            new Column<>("limits", INT, row -> row.value().limits()));

    private static final List<Column<Row<Account>>> LASTING = List.of(
            new Column<>("name", TEXT, row -> row.value().id().value()),
            new Column<>("unit", TEXT, row -> row.value().unit().code()),
            new Column<>("scale", INT, row -> row.value().unit().scale()));

    /** After {@link #insert}, on PostgreSQL: names that are taken are left out; answers id and name of each that is new. */
    static final String OR_LEAVE_OUT = " ON CONFLICT (name) DO NOTHING RETURNING id, name";

    final Write<Row<Account>> insert;
    final Write<Row<Account>> update;

    /** What is changed now and then: whose credits it spends, what it stands under, its plan and how many limits it has. */
    final Write<Row<Account>> settings;

    /** By names, in the order of names: locks that all take in one order are never waited for in a circle. */
    final String lockedByNames;

    final String byNames;
    final String lockedByName;

    /** The same on H2, without much waiting. */
    final String lockedInHaste;

    final String names;
    final String byName;
    final String firstPage;
    final String page;

    /** The time of the newest entry of any. */
    final String newest;

    /** Those directly below another, in the order of names. */
    final String children;

    /** Below some, by their names. */
    final String childrenOfMany;

    /** Which of some have others below them. */
    final String parents;

    AccountsTable(Schema schema) {
        insert = Write.insert(
                schema,
                TABLE,
                Stream.of(LASTING, SETTINGS, CHANGING).flatMap(List::stream).toList());
        update = Write.update(schema, TABLE, CHANGING, List.of(new Column<>("id", LONG, Row::account)));
        settings = Write.update(schema, TABLE, SETTINGS, List.of(new Column<>("id", LONG, Row::account)));
        children = schema.in("SELECT " + COLUMNS + """
                 FROM {}.credit_accounts a
                WHERE a.parent = ? AND a.name > ?
                ORDER BY a.name
                FETCH FIRST ? ROWS ONLY""");
        childrenOfMany = schema.in("SELECT " + COLUMNS + """
                 FROM {}.credit_accounts a
                WHERE a.parent = ANY(?)
                ORDER BY a.parent, a.name
                FETCH FIRST ? ROWS ONLY""");
        parents = schema.in("""
                SELECT a.name FROM {}.credit_accounts a
                WHERE a.name = ANY(?) AND EXISTS (SELECT 1 FROM {}.credit_accounts c WHERE c.parent = a.name)""");
        byNames = schema.in("SELECT " + COLUMNS + " FROM {}.credit_accounts a WHERE a.name = ANY(?)");
        lockedByNames = byNames + " ORDER BY a.name FOR NO KEY UPDATE";
        byName = schema.in("SELECT " + COLUMNS + " FROM {}.credit_accounts a WHERE a.name = ?");
        lockedByName = byName + " FOR UPDATE";
        lockedInHaste = lockedByName + " WAIT " + Patience.HASTY_MILLIS / 1000.0;
        names = schema.in("SELECT a.name FROM {}.credit_accounts a WHERE a.name = ANY(?)");
        String inOrder = """
                ORDER BY a.name
                FETCH FIRST ? ROWS ONLY""";
        firstPage = schema.in("SELECT " + COLUMNS + " FROM {}.credit_accounts a " + inOrder);
        page = schema.in("SELECT " + COLUMNS + " FROM {}.credit_accounts a WHERE a.name > ? " + inOrder);
        newest = schema.in("SELECT MAX(a.last_at) FROM {}.credit_accounts a");
    }

    /** Reads an account, and remembers whose rows are its own. */
    static Account read(Fields fields, Owners owners) throws SQLException {
        long id = fields.of(TABLE).number();
        AccountId name = fields.name();
        CreditUnit unit = fields.unit();
        owners.add(id, name, unit);
        AccountId parent = fields.accountOrNull();
        Funding funding = fields.constant(Funding.class);
        AccountStatus status = fields.constant(AccountStatus.class);
        long floor = fields.number();
        Totals totals = new Totals(
                fields.number(),
                fields.number(),
                fields.number(),
                fields.number(),
                fields.number(),
                fields.number(),
                fields.number(),
                fields.number());
        long debt = fields.number();
        int lots = fields.count();
        long seq = fields.number();
        Instant at = fields.time();
        Hash hash = Hash.of(fields.bytes());
        boolean stops = fields.flag();
        String plan = fields.textOrNull();
        int limits = fields.count();
        return new Account(
                name, unit, parent, funding, status, stops, plan, floor, totals, debt, lots, limits, seq, at, hash);
    }

    private static @Nullable String name(@Nullable AccountId account) {
        return account == null ? null : account.value();
    }
}
