package dev.credits.testkit.fault;

import java.util.EnumSet;
import java.util.Set;

/** A way in which a database fails its client. */
public enum Fault {
    /** The connection breaks: before, nothing arrived; after, it was done and nobody was told. */
    CONNECTION_LOST,
    /** The server gave up the statement because it took too long. */
    STATEMENT_TIMEOUT,
    /** The server gave up the statement because it waited too long for a lock. */
    LOCK_TIMEOUT,
    /** The server chose this transaction as the victim of a deadlock. */
    DEADLOCK,
    /** The server cannot fit this transaction in with others. */
    SERIALIZATION_FAILURE,
    /** Nothing happens until {@link FaultyDataSource#release} or the bound; then it goes on. */
    STALL,
    /** The pool has no connection left, and has waited as long as it may. */
    POOL_EXHAUSTED;

    private static final Set<Fault> BY_THE_SERVER =
            EnumSet.of(STATEMENT_TIMEOUT, LOCK_TIMEOUT, DEADLOCK, SERIALIZATION_FAILURE);

    /** True if it can happen there: only a lost connection and a stall can come after what they spoil. */
    public boolean fits(Point point, When when) {
        if (point == Point.CONNECT) {
            return when == When.BEFORE && (this == POOL_EXHAUSTED || this == CONNECTION_LOST || this == STALL);
        }
        return this != POOL_EXHAUSTED && (when == When.BEFORE || !isByTheServer());
    }

    /** True if the connection is as good as before, and only the transaction is lost. */
    boolean isByTheServer() {
        return BY_THE_SERVER.contains(this);
    }

    /** Where a client meets its database. */
    public enum Point {
        /** It asks for a connection. */
        CONNECT,
        /** It has a statement executed, or a batch of them. */
        STATEMENT,
        /** It commits, be it by a statement that another one brings along. */
        COMMIT
    }

    /** On which side of what it spoils a fault comes. */
    public enum When {
        BEFORE,
        AFTER
    }
}
