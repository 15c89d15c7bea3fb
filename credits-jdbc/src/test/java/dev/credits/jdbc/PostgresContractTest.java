package dev.credits.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.jdbc.testing.TestPostgres;
import dev.credits.spi.Storage;
import dev.credits.testkit.contract.StorageContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** PostgreSQL keeps the whole contract; its pool hands out connections that do not commit by themselves. */
class PostgresContractTest implements StorageContract {
    private static HikariDataSource pool = new HikariDataSource();

    @BeforeAll
    static void connect() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(TestPostgres.freshUrl());
        config.setAutoCommit(false);
        pool = new HikariDataSource(config);
        JdbcStorage.migrate(pool, null);
    }

    @AfterAll
    static void disconnect() {
        pool.close();
    }

    @Override
    public Storage storage() {
        TestPostgres.empty(pool);
        return anotherHandle();
    }

    @Override
    public Storage anotherHandle(Storage storage) {
        return anotherHandle();
    }

    private static Storage anotherHandle() {
        return JdbcStorage.builder(pool).migrate(false).build();
    }
}
