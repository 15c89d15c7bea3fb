package dev.credits.cli.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The database under test, and connections to it. */
record Target(String url, @Nullable String user, @Nullable String password) {
    private static final String POSTGRESQL = "jdbc:postgresql:";

    boolean isPostgres() {
        return url.startsWith(POSTGRESQL);
    }

    /** A pool of exactly this many connections. */
    HikariDataSource pool(int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("bench");
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(60));
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        return new HikariDataSource(config);
    }

    /** Runs statements one after the other, each in a commit of its own. */
    static void run(HikariDataSource pool, String... statements) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
