package dev.credits.jdbc.internal;

import static dev.credits.jdbc.internal.SqlType.DECIMAL;
import static dev.credits.jdbc.internal.SqlType.TEXT;
import static dev.credits.jdbc.internal.SqlType.TIME;

import dev.credits.money.Conversion;
import dev.credits.spi.ChangeSet;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** {@code credit_conversions}: the rates between units, dated and only ever added to. */
final class ConversionsTable {
    /** What the first rate follows. */
    private static final Instant BEGINNING = Instant.parse("0001-01-01T00:00:00Z");

    private static final String SELECT =
            "SELECT c.from_unit, c.to_unit, c.effective, c.rate FROM {}.credit_conversions c ";

    private static final List<Column<ChangeSet.Rate>> WRITTEN = Stream.of(
                    List.of(
                            new Column<ChangeSet.Rate>(
                                    "from_unit", TEXT, rate -> rate.conversion().from()),
                            new Column<ChangeSet.Rate>(
                                    "to_unit", TEXT, rate -> rate.conversion().to()),
                            new Column<ChangeSet.Rate>(
                                    "effective", TIME, rate -> rate.conversion().effective()),
                            new Column<ChangeSet.Rate>(
                                    "rate", DECIMAL, rate -> rate.conversion().rate()),
                            new Column<ChangeSet.Rate>(
                                    "follows", TIME, rate -> Objects.requireNonNullElse(rate.follows(), BEGINNING)),
                            new Column<ChangeSet.Rate>("published_at", TIME, ChangeSet.Rate::at)),
                    Memos.written(ChangeSet.Rate::memo))
            .flatMap(List::stream)
            .toList();

    final Write<ChangeSet.Rate> insert;

    /** After {@link #insert}, on PostgreSQL: what another was quicker to follow is left out; answers a row for each that is new. */
    static final String OR_LEAVE_OUT = " ON CONFLICT DO NOTHING RETURNING from_unit";

    final String between;
    final String betweenAny;

    ConversionsTable(Schema schema) {
        insert = Write.insert(schema, "credit_conversions", WRITTEN);
        between = schema.in(SELECT + "WHERE c.from_unit = ? AND c.to_unit = ? ORDER BY c.effective");
        betweenAny = schema.in(SELECT + """
                JOIN unnest(?::text[], ?::text[]) AS p (from_unit, to_unit)
                ON c.from_unit = ANY(ARRAY[p.from_unit]) AND c.to_unit = ANY(ARRAY[p.to_unit])""");
    }

    static Conversion read(Fields fields) throws SQLException {
        String from = fields.text();
        String to = fields.text();
        Instant effective = fields.time();
        BigDecimal rate = Objects.requireNonNull(fields.decimalOrNull());
        return new Conversion(from, to, rate, effective);
    }
}
