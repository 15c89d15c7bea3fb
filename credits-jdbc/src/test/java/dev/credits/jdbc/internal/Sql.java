package dev.credits.jdbc.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Raw SQL for tests: what a person with a database client would do. */
final class Sql {
    private Sql() {}

    static void run(DataSource source, String... statements) throws SQLException {
        try (Connection connection = source.getConnection()) {
            run(connection, statements);
        }
    }

    static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of every row. */
    static List<String> column(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return column(connection, sql);
        }
    }

    static List<String> column(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    static String value(Connection connection, String sql) throws SQLException {
        return column(connection, sql).get(0);
    }
}
