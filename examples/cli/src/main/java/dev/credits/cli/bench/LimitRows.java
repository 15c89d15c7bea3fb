package dev.credits.cli.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reservations and settlements of a run, as they lie in the table: nearly in the order in which they were written. A
 * settlement that lies before its reservation is left out. Each piece is read in a transaction of its own: a snapshot that stays open would keep the database from clearing away what the
 * writing leaves behind.
 */
final class LimitRows implements AutoCloseable {
    private final PreparedStatement statement;
    private final List<String> names = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private final Map<String, String> open = new HashMap<>();
    private String last;

    /** What was written since a mark; the connection must commit by itself. */
    LimitRows(Connection connection, String table, LimitMark mark) throws SQLException {
        last = mark.row();
        statement = connection.prepareStatement("SELECT *, ctid FROM " + table + " WHERE ctid > ?::tid"
                + " AND kind IN ('RESERVE', 'SETTLE') AND booked_at >= ? FETCH FIRST ? ROWS ONLY");
        statement.setObject(2, mark.time().atOffset(ZoneOffset.UTC));
        ResultSetMetaData columns = statement.getMetaData();
        for (int i = 1; i < columns.getColumnCount(); i++) {
            names.add(columns.getColumnName(i));
            types.add(columns.getColumnTypeName(i));
        }
    }

    List<String> names() {
        return names;
    }

    List<String> types() {
        return types;
    }

    /** The next so many; none at the end. Settlements whose reservation lies before the beginning are left out. */
    List<LimitRow> next(int count) throws SQLException {
        List<LimitRow> next = new ArrayList<>(count);
        boolean more = true;
        while (more && next.isEmpty()) {
            statement.setString(1, last);
            statement.setInt(3, count);
            try (ResultSet rows = statement.executeQuery()) {
                more = false;
                while (rows.next()) {
                    more = true;
                    last = rows.getString("ctid");
                    add(rows, next);
                }
            }
        }
        return next;
    }

    private void add(ResultSet rows, List<LimitRow> next) throws SQLException {
        long account = rows.getLong("account_id");
        String holdKey = rows.getString("hold_key");
        String name = account + " " + holdKey;
        boolean reserves = rows.getString("kind").equals("RESERVE");
        String hold = reserves ? rows.getString("transaction_id") : open.remove(name);
        if (hold == null) {
            return;
        }
        if (reserves) {
            open.put(name, hold);
        }
        Object[] columns = new Object[names.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = value(rows, i + 1, types.get(i));
        }
        next.add(new LimitRow(
                Arrays.asList(columns),
                account,
                rows.getString("kind"),
                hold,
                holdKey,
                rows.getString("command_key"),
                rows.getLong("seq"),
                rows.getLong("available"),
                rows.getLong("held"),
                rows.getString("booked_at"),
                rows.getBytes("hash")));
    }

    private static @Nullable Object value(ResultSet rows, int column, String type) throws SQLException {
        return switch (type) {
            case "int8", "int4", "bool" -> rows.getObject(column);
            case "bytea" -> rows.getBytes(column);
            default -> rows.getString(column);
        };
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
