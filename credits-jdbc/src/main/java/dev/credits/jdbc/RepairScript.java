package dev.credits.jdbc;

import dev.credits.jdbc.internal.PartsCodec;
import dev.credits.jdbc.internal.Schema;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Repair.Change;
import dev.credits.ledger.Repair.Restore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of proposed repairs: to be read, and run by the owner of the tables while no process writes the account (one that
 * goes on afterwards remembers what was wrong), not by the library. Each statement changes one row, and none if that row is no longer what it was found to be.
 *
 * @param schema the schema the tables are in
 */
public record RepairScript(String schema) {
    private static final Map<String, String> COLUMNS =
            Map.of("in", "moved_in", "out", "moved_out", "endedBy", "ended_by");

    public RepairScript {
        Schema.checked(schema);
    }

    /** One statement, for H2 and PostgreSQL alike. */
    public String statement(Restore restore) {
        List<String> set = new ArrayList<>();
        List<String> where = new ArrayList<>();
        where.add(row(restore));
        for (Change change : restore.changes()) {
            String column = COLUMNS.getOrDefault(change.field(), change.field());
            String was = literal(change.from());
            set.add(column + " = " + literal(change.to()));
            where.add(column + (was.equals("NULL") ? " IS NULL" : " = " + was));
        }
        return "UPDATE " + schema + "." + table(restore) + " SET " + String.join(", ", set) + " WHERE "
                + String.join(" AND ", where) + ";";
    }

    private static String table(Restore restore) {
        return switch (restore.row()) {
            case ACCOUNT -> "credit_accounts";
            case LOT -> "credit_lots";
            case HOLD -> "credit_holds";
        };
    }

    private String row(Restore restore) {
        String name = literal(restore.account().value());
        return switch (restore.row()) {
            case ACCOUNT -> "name = " + name;
            case LOT ->
                "account_id = (SELECT a.id FROM " + schema + ".credit_accounts a WHERE a.name = " + name
                        + ") AND number = " + Integer.parseInt(restore.id());
            case HOLD -> "id = CAST(" + literal(restore.id()) + " AS uuid)";
        };
    }

    /** Standard SQL: in quotes nothing but a quote means anything. */
    private static String literal(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof java.time.Instant instant) {
            return "TIMESTAMP WITH TIME ZONE '" + instant.toString().replace('T', ' ') + "'";
        }
        String text = value instanceof List<?> parts
                ? PartsCodec.write(parts.stream().map(Hold.Part.class::cast).toList())
                : value.toString();
        return "'" + text.replace("'", "''") + "'";
    }
}
