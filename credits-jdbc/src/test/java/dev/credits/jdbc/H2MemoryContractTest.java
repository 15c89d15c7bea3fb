package dev.credits.jdbc;

import dev.credits.jdbc.testing.TestH2;
import dev.credits.spi.Storage;
import dev.credits.testkit.contract.StorageContract;
import javax.sql.DataSource;

/** H2 in memory keeps the whole contract. */
class H2MemoryContractTest implements StorageContract {
    private final DataSource source = TestH2.memory();

    @Override
    public Storage storage() {
        return JdbcStorage.on(source);
    }

    @Override
    public Storage anotherHandle(Storage storage) {
        return JdbcStorage.on(source);
    }
}
