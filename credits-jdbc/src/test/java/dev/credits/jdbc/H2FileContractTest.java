package dev.credits.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.jdbc.testing.TestH2;
import dev.credits.spi.Storage;
import dev.credits.testkit.contract.StorageContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** H2 in a file keeps the whole contract; its pool hands out connections that commit by themselves. */
class H2FileContractTest implements StorageContract {
    private static HikariDataSource pool = new HikariDataSource();

    @BeforeAll
    static void connect(@TempDir Path folder) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(TestH2.file(folder));
        pool = new HikariDataSource(config);
        JdbcStorage.migrate(pool, null);
    }

    @AfterAll
    static void disconnect() {
        pool.close();
    }

    @Override
    public Storage storage() {
        TestH2.empty(pool);
        return handle();
    }

    @Override
    public Storage anotherHandle(Storage storage) {
        return handle();
    }

    private static Storage handle() {
        return JdbcStorage.builder(pool).migrate(false).build();
    }
}
