package dev.credits.jdbc.pricing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.testing.TestPostgres;
import dev.credits.pricing.PriceStore;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** PostgreSQL keeps a price book; its pool hands out connections that do not commit by themselves. */
class PostgresPriceStoreTest extends AppendOnlyPrices {
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
    DataSource source() {
        return pool;
    }

    @Override
    public PriceStore priceStore() {
        TestPostgres.empty(pool);
        return JdbcPriceStore.on(pool);
    }
}
