package dev.credits.jdbc.fire;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.testing.TestPostgres;
import dev.credits.spi.Storage;
import dev.credits.testkit.fault.FaultContract;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;

/** Credits on PostgreSQL keep their promises while the database fails under a pool. */
class PostgresFaultTest implements FaultContract {
    private final List<HikariDataSource> pools = new ArrayList<>();

    @Override
    public DataSource database() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(TestPostgres.fresh());
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(1);
        HikariDataSource pool = new HikariDataSource(config);
        pools.add(pool);
        return pool;
    }

    @Override
    public Storage storage(DataSource source) {
        return JdbcStorage.on(source);
    }

    @AfterEach
    void closePools() {
        pools.forEach(HikariDataSource::close);
    }
}
