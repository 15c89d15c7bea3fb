package dev.credits.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.jdbc.testing.TestPostgres;
import dev.credits.spi.Storage;
import dev.credits.testkit.contract.StorageContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * PostgreSQL keeps the whole contract, with no rights but the application's role has; its pool hands out connections that
 * do not commit by themselves.
 */
class PostgresContractTest implements StorageContract {
    private static final PGSimpleDataSource OWNER = TestPostgres.fresh();
    private static final String SCHEMA = OWNER.getCurrentSchema();
    private static final String ROLE = SCHEMA + "_" + OWNER.getDatabaseName();
    private static HikariDataSource pool = new HikariDataSource();

    @BeforeAll
    static void connect() throws SQLException {
        JdbcStorage.migrate(OWNER, null);
        run(
                new RolesScript(SCHEMA, SCHEMA).forPostgres(),
                "CREATE ROLE %s_login LOGIN PASSWORD 'x' IN ROLE %s_app".formatted(SCHEMA, ROLE));
        PGSimpleDataSource login = new PGSimpleDataSource();
        login.setUrl(OWNER.getUrl());
        login.setUser(SCHEMA + "_login");
        login.setPassword("x");
        HikariConfig config = new HikariConfig();
        config.setDataSource(login);
        config.setAutoCommit(false);
        pool = new HikariDataSource(config);
    }

    @AfterAll
    static void disconnect() throws SQLException {
        pool.close();
        for (String role : new String[] {SCHEMA + "_login", ROLE + "_app", ROLE + "_reader"}) {
            run("DROP OWNED BY " + role, "DROP ROLE " + role);
        }
    }

    @Override
    public Storage storage() {
        TestPostgres.empty(OWNER);
        return anotherHandle();
    }

    @Override
    public Storage anotherHandle(Storage storage) {
        return anotherHandle();
    }

    private static Storage anotherHandle() {
        return JdbcStorage.builder(pool).migrate(false).build();
    }

    private static void run(String... statements) throws SQLException {
        try (Connection connection = OWNER.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
