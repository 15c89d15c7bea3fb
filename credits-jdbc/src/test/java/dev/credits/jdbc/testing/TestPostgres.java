package dev.credits.jdbc.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL for tests: one server a JVM, begun when it is first asked for, and a schema of its own for each who
 * asks. The server is the one {@value #URL_VARIABLE} names, or else an embedded one. Where there is neither, tests fail
 * and say so; they are never skipped.
 */
public final class TestPostgres {
    /** The variable that names another server: a JDBC URL with user and password. */
    public static final String URL_VARIABLE = "CREDITS_TEST_POSTGRES_URL";

    private static final String EMPTY = """
            DO $$
            DECLARE guard record; tables text;
            BEGIN
                SET LOCAL client_min_messages = 'warning';
                FOR guard IN SELECT tgrelid::regclass AS name, tgname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
                        WHERE c.relnamespace = current_schema()::regnamespace AND NOT tgisinternal LOOP
                    EXECUTE format('ALTER TABLE %s DISABLE TRIGGER %I', guard.name, guard.tgname);
                END LOOP;
                SELECT string_agg(format('%I', tablename), ', ') INTO tables FROM pg_tables
                    WHERE schemaname = current_schema() AND tablename LIKE 'credit!_%' ESCAPE '!'
                    AND tablename <> 'credit_schema_history';
                EXECUTE 'TRUNCATE ' || tables || ' RESTART IDENTITY';
                FOR guard IN SELECT tgrelid::regclass AS name, tgname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
                        WHERE c.relnamespace = current_schema()::regnamespace AND NOT tgisinternal LOOP
                    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', guard.name, guard.tgname);
                END LOOP;
            END $$""";

    private static final List<String> MADE = new ArrayList<>();
    private static String server = "";

    private TestPostgres() {}

    /** The JDBC URL, with user and password, of a schema that is new and empty. */
    public static synchronized String freshUrl() {
        String url = server();
        String schema = "test_" + ProcessHandle.current().pid() + "_" + MADE.size();
        run(url, "DROP SCHEMA IF EXISTS " + schema + " CASCADE", "CREATE SCHEMA " + schema);
        MADE.add(schema);
        return url + (url.contains("?") ? "&" : "?") + "currentSchema=" + schema;
    }

    /** Connections to a schema that is new and empty; they commit by themselves, as a driver's do. */
    public static PGSimpleDataSource fresh() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(freshUrl());
        return source;
    }

    /** Empties the tables of a schema that has them already: quicker than another schema. */
    public static void empty(DataSource source) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(EMPTY);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        } catch (SQLException failed) {
            throw new AssertionError("The PostgreSQL for these tests does not answer: " + failed.getMessage(), failed);
        }
    }

    private static String server() {
        if (server.isEmpty()) {
            String named = System.getenv(URL_VARIABLE);
            server = named == null || named.isBlank() ? embedded() : named;
            Runtime.getRuntime().addShutdownHook(new Thread(TestPostgres::dropAll));
        }
        return server;
    }

    private static String embedded() {
        try {
            // the server ends with this JVM: that is the library's own shutdown hook
            return EmbeddedPostgres.builder().start().getJdbcUrl("postgres", "postgres");
        } catch (IOException | RuntimeException none) {
            throw new AssertionError(
                    "These tests need a PostgreSQL, and the embedded one does not start here (%s %s): %s. Set %s to the URL of one, such as jdbc:postgresql://localhost/test?user=test&password=test"
                            .formatted(
                                    System.getProperty("os.name"),
                                    System.getProperty("os.arch"),
                                    none.getMessage(),
                                    URL_VARIABLE),
                    none);
        }
    }

    private static synchronized void dropAll() {
        if (System.getenv(URL_VARIABLE) == null) {
            return; // goes with the embedded server
        }
        for (String schema : MADE) {
            run(server, "DROP SCHEMA IF EXISTS " + schema + " CASCADE");
        }
    }

    private static void run(String url, String... statements) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failed) {
            throw new AssertionError("The PostgreSQL for these tests does not answer: " + failed.getMessage(), failed);
        }
    }
}
