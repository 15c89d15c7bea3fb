package dev.credits.jdbc;

import dev.credits.jdbc.testing.TestH2;
import dev.credits.spi.Storage;
import dev.credits.testkit.contract.StorageContract;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;

/** H2 in memory keeps the whole contract. */
class H2MemoryContractTest implements StorageContract {
    private static final DataSource SOURCE = TestH2.memory();

    @BeforeAll
    static void migrate() {
        JdbcStorage.migrate(SOURCE, null);
    }

    @Override
    public Storage storage() {
        TestH2.empty(SOURCE);
        return handle();
    }

    @Override
    public Storage anotherHandle(Storage storage) {
        return handle();
    }

    private static Storage handle() {
        return JdbcStorage.builder(SOURCE).migrate(false).build();
    }
}
