package dev.credits.testkit.contract;

import dev.credits.spi.Storage;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a contract needs to know: where to keep the ledger it tests. After every test the laws are checked over all of it. */
@ExtendWith(ContractExtension.class)
public interface StorageUnderTest {
    /** An empty storage; asked once for each test. A storage that is {@link AutoCloseable} is closed after the test. */
    Storage storage();

    /**
     * Another handle to the data of {@code storage}, as another process would have; asked at most once for each test. The
     * same object will do only where no two processes can share the data.
     */
    Storage anotherHandle(Storage storage);
}
