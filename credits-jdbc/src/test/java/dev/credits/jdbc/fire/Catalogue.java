package dev.credits.jdbc.fire;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables of the ledger as the database's own catalogue has them, row by row and column by column. */
final class Catalogue {
    private static final String COLUMNS = """
            SELECT LOWER(c.table_name), LOWER(c.column_name), LOWER(c.data_type), c.is_nullable
            FROM information_schema.columns c JOIN information_schema.tables t
            ON t.table_schema = c.table_schema AND t.table_name = c.table_name
            WHERE LOWER(c.table_schema) = LOWER(CURRENT_SCHEMA) AND LOWER(c.table_name) LIKE 'credit!_%' ESCAPE '!'
            AND LOWER(c.table_name) <> 'credit_schema_history' AND c.is_generated = 'NEVER'
            ORDER BY c.table_name, c.ordinal_position""";

    private final Connection connection;
    private final boolean h2;

    Catalogue(Connection connection) throws SQLException {
        this.connection = connection;
        this.h2 = connection.getMetaData().getDatabaseProductName().equals("H2");
    }

    /** Every column there is, but for those of the migrations' own history. */
    List<Column> columns() throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(COLUMNS)) {
            while (rows.next()) {
                columns.add(new Column(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4).equals("YES")));
            }
        }
        return columns;
    }

    /** What names each row of a table in this transaction: a condition. */
    List<String> rows(String table) throws SQLException {
        String id = h2 ? "_ROWID_" : "ctid";
        List<String> rows = new ArrayList<>();
        for (String value : values("SELECT " + id + " FROM " + table + " ORDER BY 1")) {
            rows.add(id + " = " + (h2 ? value : "'" + value + "'::tid"));
        }
        return rows;
    }

    /** Other values for a column, as SQL expressions: such as stand in other rows, such as are near, and none at all. */
    List<String> otherValues(Column column) throws SQLException {
        Set<String> others = new LinkedHashSet<>();
        String name = column.name;
        if (column.type.contains("timestamp")) {
            others.add(name + " + INTERVAL '1' DAY");
            others.add(name + " - INTERVAL '1' DAY");
            others.add(name + " + INTERVAL '0.000001' SECOND");
            others.add("CAST('2026-01-01 05:00:00+00' AS timestamp with time zone)");
        } else if (column.type.contains("int")) {
            others.add(name + " + 1");
            others.add(name + " - 1");
            others.add(name + " + 1000");
            others.add("7");
        } else if (column.type.equals("boolean")) {
            others.add("NOT " + name);
        } else if (column.type.equals("uuid")) {
            others.add("CAST('2fbf5ce6-b6b5-8b58-b1b8-d75b76c4c01d' AS uuid)");
        } else if (column.type.equals("numeric")) {
            others.add(name + " + 1");
            others.add("7");
        } else if (column.type.contains("char")) {
            for (String value : values("SELECT DISTINCT " + name + " FROM " + column.table + " WHERE " + name
                    + " IS NOT NULL ORDER BY 1 FETCH FIRST 3 ROWS ONLY")) {
                others.add("'" + value.replace("'", "''") + "'");
            }
            others.add("COALESCE(" + name + ", '') || 'x'");
        } else {
            others.add("(SELECT MAX(o." + name + ") FROM " + column.table + " o)");
            others.add("(SELECT MIN(o." + name + ") FROM " + column.table + " o)");
        }
        if (column.nullable) {
            others.add("NULL");
        }
        return List.copyOf(others);
    }

    /** Values that no rule can make sense of, as far as the column's type has any. */
    List<String> senseless(Column column) {
        String type = column.type;
        if (type.contains("timestamp")) {
            return List.of(
                    h2
                            ? "CAST('900000-01-01 00:00:00+00' AS timestamp with time zone)"
                            : "CAST('infinity' AS timestamp with time zone)");
        }
        if (type.contains("int")) {
            return List.of("-7", type.equals("bigint") ? "9223372036854775807" : "2147483647");
        }
        if (type.contains("char")) {
            return List.of("'oops'", "'@'", "''");
        }
        if (type.equals("numeric")) {
            return List.of(h2 ? "-1" : "'NaN'");
        }
        return type.equals("bytea") || type.contains("binary") ? List.of(h2 ? "X'00'" : "'\\x00'") : List.of();
    }

    /** Keeps what is in a table now, to be put back. */
    void keep(String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept_" + table + " AS SELECT " + written(table) + " FROM " + table);
        }
    }

    /** Puts back what was in a table. */
    void restore(String table) throws SQLException {
        String columns = written(table);
        try (Statement statement = connection.createStatement()) {
            statement.execute((h2 ? "DELETE FROM " : "TRUNCATE ") + table);
            statement.execute("INSERT INTO " + table + " (" + columns + ")"
                    + (table.equals("credit_accounts") ? " OVERRIDING SYSTEM VALUE" : "") + " SELECT " + columns
                    + " FROM kept_" + table);
        }
    }

    private String written(String table) throws SQLException {
        return String.join(
                ", ",
                values(
                        "SELECT column_name FROM information_schema.columns WHERE LOWER(table_schema) = LOWER(CURRENT_SCHEMA)"
                                + " AND LOWER(table_name) = '" + table
                                + "' AND is_generated = 'NEVER' ORDER BY ordinal_position"));
    }

    /** Turns off what guards the tables: only what may be in them by their types is left. */
    void unguard() throws SQLException {
        List<String> statements = new ArrayList<>();
        if (h2) {
            for (String trigger : values("SELECT DISTINCT trigger_name FROM information_schema.triggers")) {
                statements.add("DROP TRIGGER " + trigger);
            }
            statements.addAll(values("""
                    SELECT 'ALTER TABLE ' || table_name || ' DROP CONSTRAINT ' || constraint_name
                    FROM information_schema.table_constraints
                    WHERE constraint_type IN ('CHECK', 'FOREIGN KEY') AND LOWER(table_name) LIKE 'credit!_%' ESCAPE '!'"""));
        } else {
            statements.addAll(values("""
                    SELECT 'ALTER TABLE ' || relname || ' DISABLE TRIGGER ALL' FROM pg_class
                    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'"""));
            statements.addAll(values("""
                    SELECT 'ALTER TABLE ' || conrelid::regclass || ' DROP CONSTRAINT ' || conname FROM pg_constraint
                    WHERE connamespace = current_schema()::regnamespace AND contype IN ('c', 'f')"""));
        }
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of every row. */
    List<String> values(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /** The first value there is, or null. */
    @Nullable
    String value(String sql) throws SQLException {
        List<String> values = values(sql);
        return values.isEmpty() ? null : values.get(0);
    }

    /** A column of a table. */
    record Column(String table, String name, String type, boolean nullable) {
        @Override
        public String toString() {
            return table + "." + name.toLowerCase(Locale.ROOT);
        }
    }
}
