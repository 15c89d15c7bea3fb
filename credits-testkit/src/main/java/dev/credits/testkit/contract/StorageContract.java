package dev.credits.testkit.contract;

/**
 * Everything a storage must do.
 *
 * <pre>{@code
 * class JdbcContractTest implements StorageContract {
 *     @Override
 *     public Storage storage() {
 *         return JdbcStorage.on(emptyDatabase());
 *     }
 *
 *     @Override
 *     public Storage anotherHandle(Storage storage) {
 *         return JdbcStorage.on(sameDatabase());
 *     }
 * }
 * }</pre>
 *
 * A storage that can join its host's transaction keeps {@link HostTransactionContract} too.
 */
public interface StorageContract
        extends LedgerContract, ReadContract, ConstraintContract, LogContract, RateContract, PriceContract {}
