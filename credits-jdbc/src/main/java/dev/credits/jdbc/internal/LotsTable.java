package dev.credits.jdbc.internal;

import static dev.credits.jdbc.internal.SqlType.DECIMAL;
import static dev.credits.jdbc.internal.SqlType.FLAG;
import static dev.credits.jdbc.internal.SqlType.INT;
import static dev.credits.jdbc.internal.SqlType.LONG;
import static dev.credits.jdbc.internal.SqlType.TEXT;
import static dev.credits.jdbc.internal.SqlType.TIME;

import dev.credits.ledger.CostBasis;
import dev.credits.ledger.Lot;
import dev.credits.ledger.Source;
import dev.credits.money.Money;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code credit_lots}: credits that came in together; terms that stay, remainders that change. */
final class LotsTable {
    private static final String TABLE = "credit_lots";

    private static final String COLUMNS = """
            l.number, l.source, l.priority, l.starts, l.expires, l.cost_amount, l.cost_currency, l.cost_basis, \
            l.arrived, l.gathers, l.amount, l.remaining, l.held, l.started""";

    private static final List<Column<Row<Lot>>> KEY = List.of(
            new Column<>("account_id", LONG, Row::account),
            new Column<>("number", INT, row -> row.value().number()));

    private static final List<Column<Row<Lot>>> CHANGING = List.of(
            new Column<>("amount", LONG, row -> row.value().amount()),
            new Column<>("remaining", LONG, row -> row.value().remaining()),
            new Column<>("held", LONG, row -> row.value().held()),
            new Column<>("started", FLAG, row -> row.value().started()));

    private static final List<Column<Row<Lot>>> TERMS = List.of(
            new Column<>("source", TEXT, row -> row.value().source().name()),
            new Column<>("priority", INT, row -> row.value().priority()),
            new Column<>("starts", TIME, row -> row.value().starts()),
            new Column<>("expires", TIME, row -> row.value().expires()),
            new Column<>(
                    "cost_amount", DECIMAL, row -> cost(row, cost -> cost.paid().amount())),
            new Column<>(
                    "cost_currency", TEXT, row -> cost(row, cost -> cost.paid().currencyCode())),
            new Column<>("cost_basis", LONG, row -> cost(row, CostBasis::forMinor)),
            new Column<>("arrived", TIME, row -> row.value().arrived()),
            new Column<>("gathers", FLAG, row -> row.value().gathers()));

    final Write<Row<Lot>> insert;
    final Write<Row<Lot>> update;

    /** The open ones of accounts that have been selected before. */
    final String openByNames;

    final String openByAccount;

    /** Some, by account and number. */
    final String named;

    final String one;

    /** Every one of some accounts that have been selected before. */
    final String ofAccounts;

    LotsTable(Schema schema) {
        insert = Write.insert(
                schema,
                TABLE,
                Stream.of(KEY, TERMS, CHANGING).flatMap(List::stream).toList());
        update = Write.update(schema, TABLE, CHANGING, KEY);
        String known = "SELECT l.account_id, " + Owners.KNOWN + ", " + COLUMNS + " FROM {}.credit_lots l ";
        String owned = "SELECT l.account_id, " + Owners.column("l") + ", " + COLUMNS + " FROM {}.credit_lots l ";
        openByNames = schema.in(known + """
                WHERE l.account_id = ANY(ARRAY(SELECT a.id FROM {}.credit_accounts a WHERE a.name = ANY(?))) AND l.open""");
        openByAccount = schema.in(known + "WHERE l.account_id = ? AND l.open");
        named = schema.in(owned + """
                JOIN {}.credit_accounts a ON l.account_id = ANY(ARRAY[a.id])
                JOIN unnest(?::text[], ?::int4[]) AS n (name, number)
                ON a.name = ANY(ARRAY[n.name]) AND l.number = ANY(ARRAY[n.number])""");
        one = schema.in(owned + """
                WHERE l.account_id = (SELECT a.id FROM {}.credit_accounts a WHERE a.name = ?) AND l.number = ?""");
        ofAccounts = schema.in(known + "WHERE l.account_id = ANY(?)");
    }

    static Lot read(Fields fields, Owners owners) throws SQLException {
        Owners.Owner owner = fields.owner(TABLE, owners);
        int number = fields.count();
        Source source = fields.constant(Source.class);
        int priority = fields.count();
        Instant starts = fields.timeOrNull();
        Instant expires = fields.timeOrNull();
        CostBasis cost = cost(fields);
        return new Lot(
                owner.account(),
                number,
                source,
                priority,
                starts,
                expires,
                cost,
                fields.time(),
                fields.flag(),
                fields.number(),
                fields.number(),
                fields.number(),
                fields.flag());
    }

    /** Three columns, of which all say something or none; but what was paid may be in no currency. */
    private static @Nullable CostBasis cost(Fields fields) throws SQLException {
        BigDecimal amount = fields.decimalOrNull();
        Money paid = amount == null ? null : new Money(amount, null);
        String currency = fields.textOrNull();
        if (paid != null && currency != null) {
            paid = new Money(paid.amount(), Currency.getInstance(currency));
        } else if (currency != null) {
            throw new IllegalArgumentException("a currency in which nothing was paid");
        }
        Long basis = fields.numberOrNull();
        if ((paid == null) != (basis == null)) {
            throw new IllegalArgumentException("what was paid, and for how much, go together");
        }
        return paid == null || basis == null ? null : new CostBasis(paid, basis);
    }

    private static @Nullable Object cost(Row<Lot> row, Function<CostBasis, @Nullable Object> part) {
        CostBasis cost = row.value().cost();
        return cost == null ? null : part.apply(cost);
    }
}
