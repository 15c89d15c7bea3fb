package dev.credits.testkit;

import dev.credits.spi.Storage;
import dev.credits.testkit.contract.StorageContract;

/** The storage in memory keeps the whole contract; two processes cannot share it, so another handle is the same object. */
class MemoryStorageContractTest implements StorageContract {
    @Override
    public Storage storage() {
        return new MemoryStorage();
    }

    @Override
    public Storage anotherHandle(Storage storage) {
        return storage;
    }
}
