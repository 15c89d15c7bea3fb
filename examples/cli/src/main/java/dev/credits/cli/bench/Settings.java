package dev.credits.cli.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** What the figures depend on, as the database and the machine say it themselves. */
final class Settings {
    private static final List<String> POSTGRES = List.of(
            "fsync",
            "synchronous_commit",
            "full_page_writes",
            "wal_sync_method",
            "shared_buffers",
            "max_wal_size",
            "autovacuum");

    private Settings() {}

    static void read(HikariDataSource pool, boolean postgres, Map<String, String> into) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            DatabaseMetaData database = connection.getMetaData();
            into.put("database", database.getDatabaseProductName() + " " + database.getDatabaseProductVersion());
            into.put("driver", database.getDriverName() + " " + database.getDriverVersion());
            if (postgres) {
                for (String name : POSTGRES) {
                    into.put(name, setting(connection, name));
                }
            }
        }
        into.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        into.put("JVM", System.getProperty("java.vm.name") + " " + Runtime.version());
        into.put("heap", Runtime.getRuntime().maxMemory() / (1024 * 1024) + " MB");
        into.put(
                "operating system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
