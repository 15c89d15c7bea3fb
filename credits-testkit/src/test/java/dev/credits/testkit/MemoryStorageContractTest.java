package dev.credits.testkit;

import dev.credits.spi.Storage;
import dev.credits.testkit.contract.HostTransactionContract;
import dev.credits.testkit.contract.StorageContract;
import java.time.InstantSource;

/** The storage in memory keeps the whole contract; two processes cannot share it, so another handle is the same object. */
class MemoryStorageContractTest implements StorageContract, HostTransactionContract {
    @Override
    public Storage storage() {
        return new MemoryStorage(InstantSource.system());
    }

    @Override
    public Storage anotherHandle(Storage storage) {
        return storage;
    }

    @Override
    public HostTransaction begin(Storage storage) {
        MemoryTransaction transaction = ((MemoryStorage) storage).begin();
        return new HostTransaction() {
            @Override
            public Storage joined() {
                return transaction.storage();
            }

            @Override
            public void commit() {
                transaction.commit();
            }

            @Override
            public void close() {
                transaction.close();
            }
        };
    }
}
