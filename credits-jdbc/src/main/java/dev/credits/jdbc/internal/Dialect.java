package dev.credits.jdbc.internal;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The databases there are, and where they differ outside of a unit of work. */
public enum Dialect {
    /** H2 2.x, in memory, in a file or as a server. */
    H2 {
        /** Reads see one state of the database while others write. */
        private static final int SNAPSHOT = 6;

        @Override
        Unit unit(Connection connection, Tables tables, Access access, Patience patience) {
            return new H2Unit(connection, tables, access, patience);
        }

        @Override
        int isolation(Connection connection, Access access) throws SQLException {
            int before = connection.getTransactionIsolation();
            connection.setTransactionIsolation(access.writes() ? Connection.TRANSACTION_READ_COMMITTED : SNAPSHOT);
            return before;
        }

        @Override
        String useSchema() {
            return "SET SCHEMA {};";
        }
    },

    /** PostgreSQL 14 or newer. */
    POSTGRESQL {
        @Override
        Unit unit(Connection connection, Tables tables, Access access, Patience patience) {
            return new PostgresUnit(connection, tables, access, patience);
        }

        @Override
        String unlocked() {
            return " FOR NO KEY UPDATE SKIP LOCKED";
        }

        @Override
        boolean remembers() {
            return true;
        }

        @Override
        int isolation(Connection connection, Access access) {
            return UNCHANGED; // the unit's first round trip sets it
        }

        @Override
        String useSchema() {
            return "SET search_path = {};";
        }
    };

    /** For {@link #isolation}: there is nothing to set back. */
    static final int UNCHANGED = -1;

    abstract Unit unit(Connection connection, Tables tables, Access access, Patience patience);

    final Unit unit(Connection connection, Tables tables, Access access) {
        return unit(connection, tables, access, Patience.USUAL);
    }

    /** Sets the isolation a transaction of our own needs; answers what it was before. */
    abstract int isolation(Connection connection, Access access) throws SQLException;

    /** The statement after which names without a schema mean this one, {@code {}} standing for it. */
    abstract String useSchema();

    /** After a question for accounts: only those that nobody else has locked, as a unit of work would lock them. */
    String unlocked() {
        return " FOR UPDATE SKIP LOCKED";
    }

    /** Whether it is worth remembering how accounts stand: whether loading them is a round trip. */
    boolean remembers() {
        return false;
    }

    /** Where the migrations for this database are, beside the common ones. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Dialect of(DatabaseMetaData database) throws SQLException {
        String product = database.getDatabaseProductName();
        return switch (product) {
            case "H2" -> H2;
            case "PostgreSQL" -> POSTGRESQL;
            default ->
                throw new SqlFault("credits can be kept in H2 and PostgreSQL, not in " + product, null, Rerun.NEVER);
        };
    }

    /** The schema as this database spells it; null for the connection's own. */
    static Schema schema(Connection connection, @Nullable String wanted) throws SQLException {
        if (wanted == null) {
            String current = connection.getSchema();
            if (current == null) {
                throw new SqlFault("the connection has no current schema; name one", null, Rerun.NEVER);
            }
            return new Schema(current);
        }
        boolean upper = connection.getMetaData().storesUpperCaseIdentifiers();
        return new Schema(upper ? wanted.toUpperCase(Locale.ROOT) : wanted);
    }
}
