package dev.credits.testkit.contract;

/**
 * Everything a storage must do.
 *
 * <pre>{@code
 * class MyStorageContractTest implements StorageContract {
 *     @Override
 *     public Storage storage() {
 *         return new MyStorage(emptyDatabase());
 *     }
 *
 *     @Override
 *     public Storage anotherHandle(Storage storage) {
 *         return new MyStorage(sameDatabase());
 *     }
 * }
 * }</pre>
 */
public interface StorageContract extends LedgerContract {}
