package dev.credits.spi;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the ledger is kept. A storage knows no rules: it locks, loads and appends. Thread-safe.
 *
 * <p>Its contract is published as a test suite in the testkit.
 */
public interface Storage {
    /**
     * Runs one unit of work: begins, lets {@code work} load and decide, appends what it returns, commits. If the storage
     * fails in a way that may pass (a deadlock, a serialization failure, a lost connection), the whole unit is run again,
     * a bounded number of times; {@code work} must therefore depend on nothing but what it loads. After that, or on any
     * other failure, it throws a {@link dev.credits.ledger.CreditsException}.
     *
     * <p>An empty change set writes nothing. A storage that joins a transaction of the host's neither begins, commits,
     * closes nor retries; if {@code work} throws, what it locked there is free again, because it may run again with more.
     */
    void transact(UnitOfWork work);

    /**
     * The same storage inside the transaction that the calling thread has open, or null if it has none or this storage
     * cannot know. The ledger asks before everything it does, so that a host's transaction is joined without being named.
     */
    default @Nullable Storage joined() {
        return null;
    }

    /**
     * Has this run once what was written here so far is committed: at once, because a unit of work has ended with its commit.
     * A storage inside a transaction of the host's runs it after the host's commit if it learns of that, otherwise never.
     */
    default void afterCommit(Runnable action) {
        action.run();
    }

    /** Answers a question from one consistent state, without locks; writes nothing. */
    <T> T read(Function<Reader, T> question);

    /** What is decided between loading and appending. */
    @FunctionalInterface
    interface UnitOfWork {
        ChangeSet run(Loader loader);

        /**
         * True if others wait behind it: rather than wait long for accounts that somebody else has locked, a storage that
         * can tell them throws a {@link LockedException} with their names.
         */
        default boolean yields() {
            return false;
        }
    }
}
