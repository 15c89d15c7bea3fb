package dev.credits.jdbc.internal.h2;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/** The H2 trigger that refuses to change or delete a row of a table that is append only. */
public final class AppendOnlyTrigger implements Trigger {
    /** The SQL standard's class "restrict violation", as on PostgreSQL. */
    private static final String REFUSED = "23001";

    private String table = "";

    @Override
    public void init(Connection connection, String schema, String trigger, String tableName, boolean before, int type) {
        table = tableName;
    }

    @Override
    public void fire(Connection connection, Object @Nullable [] oldRow, Object @Nullable [] newRow)
            throws SQLException {
        String change = newRow == null ? "DELETE" : "UPDATE";
        throw new SQLException(
                table + " is append only: " + change + " is refused; a correction is a new entry", REFUSED);
    }
}
