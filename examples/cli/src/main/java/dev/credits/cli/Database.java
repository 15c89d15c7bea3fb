package dev.credits.cli;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.jdbc.JdbcStorage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which database, and the connection to it. */
final class Database {
    static final String USUAL_URL = "jdbc:h2:file:./credits-data/credits";
    static final String PASSWORD_VARIABLE = "CREDITS_DB_PASSWORD";

    private static final int CONNECTIONS = 2;
    private static final long PATIENCE_MILLIS = 10_000;

    @Option(
            names = "--db",
            paramLabel = "JDBC-URL",
            defaultValue = USUAL_URL,
            description = {
                "Where the ledger is kept: jdbc:h2:file:PATH or jdbc:postgresql://HOST/NAME.",
                "Default: ${DEFAULT-VALUE}"
            })
    private String url = USUAL_URL;

    @Option(names = "--user", paramLabel = "USER", description = "Who to connect as. Default: sa on H2.")
    private @Nullable String user;

    @Option(
            names = "--password",
            paramLabel = "PASSWORD",
            description = "The password; better given in the environment, as " + PASSWORD_VARIABLE + ".")
    private @Nullable String password;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            description = "The schema the tables are in. Default: the one the connection begins in.")
    private @Nullable String schema;

    /** Whether a command may make a database, or bring its tables up to date. */
    enum Access {
        /** Makes what is missing. */
        CREATE,
        /** Takes what is there. */
        EXISTING
    }

    static Database at(String url) {
        Database database = new Database();
        database.url = url;
        return database;
    }

    /** The schema the tables are in, or null for the one the connection begins in. */
    @Nullable
    String schema() {
        return schema;
    }

    /** The URL, as it may be shown. */
    String shown() {
        return JdbcUrl.shown(url);
    }

    /** Connects; {@link Failure} says in one line why that is not possible. */
    OpenDatabase open(Access access, Map<String, String> environment) {
        String checked = JdbcUrl.checked(url, access);
        Properties login = login(environment);
        // A connection of its own first: it fails at once and says why, where a pool would try again.
        try (Connection first = DriverManager.getConnection(checked, login)) {
            HikariDataSource pool = pool(checked, login);
            try {
                return new OpenDatabase(pool, storage(pool, access));
            } catch (RuntimeException failure) {
                pool.close();
                throw failure;
            }
        } catch (SQLException | RuntimeException failure) {
            throw Trouble.opening(url, failure);
        }
    }

    private JdbcStorage storage(HikariDataSource pool, Access access) {
        if (access == Access.EXISTING && JdbcStorage.version(pool, schema).isEmpty()) {
            String message = "there are no credits in " + shown() + " yet; `credits migrate` makes the tables";
            throw new Failure(ExitCode.FAULT, message, null);
        }
        return JdbcStorage.builder(pool)
                .schema(schema)
                .migrate(access == Access.CREATE)
                .build();
    }

    private Properties login(Map<String, String> environment) {
        Properties login = new Properties();
        String name = user != null ? user : JdbcUrl.usualUser(url);
        String secret = password != null ? password : environment.get(PASSWORD_VARIABLE);
        if (name != null) {
            login.setProperty("user", name);
        }
        if (secret != null) {
            login.setProperty("password", secret);
        }
        return login;
    }

    private static HikariDataSource pool(String url, Properties login) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("credits");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        config.setJdbcUrl(url);
        config.setDataSourceProperties(login);
        return new HikariDataSource(config);
    }
}
