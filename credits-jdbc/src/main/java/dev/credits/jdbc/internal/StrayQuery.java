package dev.credits.jdbc.internal;

import dev.credits.spi.Stray;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Rows whose account is not there. No foreign key holds them, as every entry would pay for it. */
final class StrayQuery {
    private static final List<String> TABLES =
            List.of("ledger_entries", "lots", "holds", "reversals", "limits", "usage");

    /** Takes a limit. */
    final String sql;

    StrayQuery(Schema schema) {
        String each = TABLES.stream().map(StrayQuery::of).collect(Collectors.joining("UNION ALL "));
        sql = schema.in(each + "ORDER BY 1, 2 FETCH FIRST ? ROWS ONLY");
    }

    static Stray read(Fields fields) throws SQLException {
        String what = fields.text();
        return new Stray(what.replace('_', ' '), "its rows have account_id " + fields.number(), fields.number());
    }

    private static String of(String table) {
        return """
                SELECT '%1$s' AS what, r.account_id AS account_id, COUNT(*) AS found FROM {}.credit_%1$s r
                WHERE NOT EXISTS (SELECT 1 FROM {}.credit_accounts a WHERE a.id = r.account_id)
                GROUP BY r.account_id
                """.formatted(table);
    }
}
