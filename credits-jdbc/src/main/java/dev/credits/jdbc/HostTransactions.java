package dev.credits.jdbc;

import java.sql.Connection;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Where a host's transactions are found: what its framework knows of the calling thread. Thread-safe. */
@FunctionalInterface
public interface HostTransactions {
    /** Knows of none. */
    HostTransactions UNKNOWN = source -> null;

    /**
     * The connection of the transaction that the calling thread has open on this source, or null if it has none. The library
     * works on it and never commits, rolls back or closes it.
     */
    @Nullable
    Connection current(DataSource source);

    /**
     * Has this run after the calling thread's transaction has been committed, and never if it is rolled back; does nothing
     * where that cannot be known.
     */
    default void afterCommit(Runnable action) {
        // not known: a listener is not told of what was booked in that transaction
    }
}
