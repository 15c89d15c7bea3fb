package dev.credits.jdbc.internal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is written to several tables, as one statement: on PostgreSQL each statement of its own costs more than most of
 * what it does. No row may be written twice in it, and none sees what another has written.
 */
final class Writes {
    private final List<Part<?>> parts = new ArrayList<>();

    /** Rows for a table; nothing if there are none. */
    <R> Writes and(Write<R> write, List<R> rows) {
        if (!rows.isEmpty()) {
            parts.add(new Part<>("w" + parts.size(), write, rows));
        }
        return this;
    }

    void addTo(Script script) {
        if (parts.isEmpty()) {
            return;
        }
        List<String> written = new ArrayList<>();
        List<String> counts = new ArrayList<>();
        for (Part<?> part : parts) {
            written.add(part.written());
            String count = part.write.count(part.name);
            if (count != null) {
                counts.add(count);
            }
        }
        String sql = "WITH " + String.join(",\n", written) + "\nSELECT "
                + (counts.isEmpty() ? "1" : String.join(", ", counts));
        script.add(sql, this::bind, Script.IGNORE);
    }

    private int bind(PreparedStatement statement, int first) throws SQLException {
        int at = first;
        for (Part<?> part : parts) {
            at = part.bind(statement, at);
        }
        for (Part<?> part : parts) {
            at = part.write.bindCount(statement, at, part.rows.size());
        }
        return at;
    }

    private record Part<R>(String name, Write<R> write, List<R> rows) {
        String written() {
            return name + " AS (" + write.spelling(rows.size()) + " RETURNING 1)";
        }

        int bind(PreparedStatement statement, int first) throws SQLException {
            return write.bind(statement, first, rows);
        }
    }
}
