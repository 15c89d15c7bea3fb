package dev.credits.jdbc.fire;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL server of a test's own that survives being killed: its own data, fsync and synchronous commit on. */
final class DurablePostgres implements AutoCloseable {
    private final Path data;
    private EmbeddedPostgres server;

    DurablePostgres(Path folder) throws IOException, SQLException {
        this.data = folder.resolve("data");
        this.server = start(0);
        try (Connection connection = connect()) {
            assertThat(setting(connection, "fsync")).isEqualTo("on");
            assertThat(setting(connection, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(connection, "full_page_writes")).isEqualTo("on");
        }
    }

    /**
     * Connections to a schema of this name, which is made if it does not exist.
     *
     * @param application what the server calls these connections
     */
    String url(String schema, String application) throws SQLException {
        String url = server.getJdbcUrl("postgres", "postgres");
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + schema);
        }
        return url + "&ApplicationName=" + application + "&currentSchema=" + schema;
    }

    /** Connections that are kept, and made anew after the server was killed. */
    HikariDataSource pool(String schema) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url(schema, "test"));
        config.setMaximumPoolSize(4);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    /** {@code kill -9} of the server and of every session it has, and of nothing else. */
    void kill() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0));
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    /** Starts it again where it was: it finds out by itself what had been committed. */
    void restart() throws IOException {
        int port = server.getPort();
        server.close();
        server = start(port);
    }

    /** Waits until the sessions of a process that is gone have ended: until then a commit may still be under way. */
    void awaitNoSessionOf(String application) throws SQLException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            long sessions;
            do {
                try (ResultSet rows = statement.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE application_name = '" + application + "'")) {
                    rows.next();
                    sessions = rows.getLong(1);
                }
            } while (sessions > 0 && System.nanoTime() < end);
            assertThat(sessions).isZero();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private EmbeddedPostgres start(int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                // the library switches fsync off; what comes later on the command line counts
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on");
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"));
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
