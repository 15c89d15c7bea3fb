package dev.credits.jdbc.internal;

import static dev.credits.jdbc.internal.SqlType.LONG;
import static dev.credits.jdbc.internal.SqlType.TEXT;
import static dev.credits.jdbc.internal.SqlType.TIME;

import dev.credits.ledger.Usage;
import java.sql.SQLException;
import java.util.List;

/** {@code credit_usage}: what was spent through each account, by feature and quarter of an hour. Rows are added to. */
final class UsageTable {
    private static final List<Column<Row<Usage>>> COLUMNS = List.of(
            new Column<>("account_id", LONG, Row::account),
            new Column<>("slot", TIME, row -> row.value().slot()),
            new Column<>(
                    "feature",
                    TEXT,
                    row -> row.value().feature() == null ? "" : row.value().feature()),
            new Column<>("spent", LONG, row -> row.value().spent()));

    final Write<Row<Usage>> add;

    /** Of some accounts that have been selected before, from a slot to before another. */
    final String between;

    UsageTable(Schema schema) {
        String into = "INSERT INTO {}.credit_usage AS t (account_id, slot, feature, spent) ";
        String orAdd = " ON CONFLICT (account_id, slot, feature) DO UPDATE SET spent = t.spent + EXCLUDED.spent";
        add = Write.uncounted(
                COLUMNS,
                schema.in(into + "SELECT " + Write.rows(COLUMNS) + orAdd),
                schema.in(into + "VALUES (?::int8, ?::timestamptz, ?::text, ?::int8)" + orAdd),
                schema.in("""
                        MERGE INTO {}.credit_usage t
                        USING (VALUES (CAST(? AS bigint), CAST(? AS timestamp with time zone), CAST(? AS varchar),
                            CAST(? AS bigint))) s (account_id, slot, feature, spent)
                        ON t.account_id = s.account_id AND t.slot = s.slot AND t.feature = s.feature
                        WHEN MATCHED THEN UPDATE SET spent = t.spent + s.spent
                        WHEN NOT MATCHED THEN INSERT (account_id, slot, feature, spent)
                            VALUES (s.account_id, s.slot, s.feature, s.spent)"""));
        between = schema.in("SELECT u.account_id, " + Owners.KNOWN + """
                , u.slot, u.feature, u.spent FROM {}.credit_usage u
                WHERE u.account_id = ANY(?) AND u.slot >= ? AND u.slot < ?""");
    }

    static Usage read(Fields fields, Owners owners) throws SQLException {
        Owners.Owner owner = fields.owner("credit_usage", owners);
        var slot = fields.time();
        String feature = fields.text();
        return new Usage(owner.account(), feature.isEmpty() ? null : feature, slot, fields.number());
    }
}
