package dev.credits.jdbc.internal;

import static dev.credits.jdbc.internal.SqlType.FLAG;
import static dev.credits.jdbc.internal.SqlType.INT;
import static dev.credits.jdbc.internal.SqlType.LONG;
import static dev.credits.jdbc.internal.SqlType.TEXT;
import static dev.credits.jdbc.internal.SqlType.TIME;

import dev.credits.ledger.Limit;
import dev.credits.ledger.LimitTerms;
import dev.credits.ledger.Window;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** {@code credit_limits}: what each window of an account allows, and what counts in it. */
final class LimitsTable {
    private static final String TABLE = "credit_limits";

    private static final String COLUMNS = """
            m.span, m.most, m.zone, m.anchor, m.shadow, m.lifted_until, m.plan, m.period, m.extra, m.reset, \
            m.pardons, m.spent, \
            m.held""";

    private static final List<Column<Row<Limit>>> KEY = List.of(
            new Column<>("account_id", LONG, Row::account),
            new Column<>("span", TEXT, row -> row.value().window().name()));

    private static final List<Column<Row<Limit>>> CHANGING = List.of(
            new Column<>("most", LONG, row -> row.value().most()),
            new Column<>("zone", TEXT, row -> row.value().terms().zone().getId()),
            new Column<>("anchor", INT, row -> row.value().terms().anchor()),
            new Column<>("shadow", FLAG, row -> row.value().terms().shadow()),
            new Column<>("lifted_until", TIME, row -> row.value().terms().liftedUntil()),
            new Column<>("plan", TEXT, row -> row.value().terms().plan()),
            new Column<>("period", TIME, row -> row.value().period()),
            new Column<>("extra", LONG, row -> row.value().extra()),
            new Column<>("reset", LONG, row -> row.value().reset()),
            new Column<>("pardons", INT, row -> row.value().pardons()),
            new Column<>("spent", LONG, row -> row.value().spent()),
            new Column<>("held", LONG, row -> row.value().held()));

    final Write<Row<Limit>> insert;
    final Write<Row<Limit>> update;

    /** Those of accounts that have been selected before. */
    final String byNames;

    final String byAccount;

    /** Those of some accounts that have been selected before. */
    final String ofAccounts;

    LimitsTable(Schema schema) {
        insert = Write.insert(
                schema, TABLE, Stream.of(KEY, CHANGING).flatMap(List::stream).toList());
        update = Write.update(schema, TABLE, CHANGING, KEY);
        String known = "SELECT m.account_id, " + Owners.KNOWN + ", " + COLUMNS + " FROM {}.credit_limits m ";
        byNames = schema.in(known + """
                WHERE m.account_id = ANY(ARRAY(SELECT a.id FROM {}.credit_accounts a WHERE a.name = ANY(?)))""");
        byAccount = schema.in(known + "WHERE m.account_id = ?");
        ofAccounts = schema.in(known + "WHERE m.account_id = ANY(?)");
    }

    static Limit read(Fields fields, Owners owners) throws SQLException {
        Owners.Owner owner = fields.owner(TABLE, owners);
        Window window = fields.constant(Window.class);
        long most = fields.number();
        ZoneId zone = zone(fields.text());
        int anchor = fields.count();
        window.start(Instant.EPOCH, zone, anchor); // throws if no window begins there
        LimitTerms terms = new LimitTerms(zone, anchor, fields.flag(), fields.timeOrNull(), fields.textOrNull());
        Instant period = fields.time();
        return new Limit(
                owner.account(),
                owner.unit(),
                window,
                most,
                terms,
                period,
                fields.number(),
                fields.number(),
                fields.count(),
                fields.number(),
                fields.number());
    }

    private static ZoneId zone(String id) {
        return id.equals("Z") ? ZoneOffset.UTC : ZoneId.of(id);
    }
}
