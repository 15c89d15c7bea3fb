package dev.credits.jdbc.testing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** H2 databases for tests, each new and empty. */
public final class TestH2 {
    private static final String TABLES = """
            SELECT table_name FROM information_schema.tables
            WHERE table_schema = CURRENT_SCHEMA AND table_name LIKE 'CREDIT!_%' ESCAPE '!'
            AND table_name <> 'CREDIT_SCHEMA_HISTORY'""";

    private static final AtomicInteger MADE = new AtomicInteger();

    private TestH2() {}

    /** A database in memory, which lasts as long as this JVM. */
    public static JdbcDataSource memory() {
        return at("jdbc:h2:mem:test" + MADE.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
    }

    /** A database in a file of this folder, open while there is a connection to it. */
    public static JdbcDataSource file(Path folder) {
        return at("jdbc:h2:file:" + folder.resolve("credits").toAbsolutePath());
    }

    /** Empties the tables of a database that has them already: quicker than another database. */
    public static void empty(DataSource source) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(TABLES)) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            statement.execute("SET REFERENTIAL_INTEGRITY FALSE");
            for (String table : tables) {
                statement.execute("TRUNCATE TABLE " + table + " RESTART IDENTITY");
            }
            statement.execute("SET REFERENTIAL_INTEGRITY TRUE");
        } catch (SQLException failed) {
            throw new AssertionError("H2 could not be emptied: " + failed.getMessage(), failed);
        }
    }

    private static JdbcDataSource at(String url) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        return source;
    }
}
