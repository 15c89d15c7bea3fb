package dev.credits.jdbc.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** What PostgreSQL tells of those who wait for each other; a test's own server is only its own. */
public final class Locks {
    private static final String WAITING = """
            SELECT count(*) FROM pg_stat_activity
            WHERE wait_event_type = 'Lock' AND datname = current_database()""";

    private Locks() {}

    /** Returns once so many sessions wait for a lock; asks again and again, and fails after ten seconds. */
    public static void awaitWaiting(DataSource source, int sessions) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (waiting(source) < sessions) {
            if (System.nanoTime() > end) {
                throw new AssertionError("nobody waits for a lock");
            }
            Thread.onSpinWait();
        }
    }

    private static long waiting(DataSource source) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(WAITING)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }
}
