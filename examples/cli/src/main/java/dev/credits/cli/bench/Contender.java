package dev.credits.cli.bench;

import java.sql.SQLException;

/**
 * One way to keep credits that callers can be set upon. Both halves of a pair return only when what they did is durable.
 * Thread-safe.
 */
interface Contender {
    /** Sets credits aside; {@code request} is never used twice. */
    void reserve(int account, long request) throws SQLException;

    /** Spends some of what that request set aside, and gives the rest back. */
    void settle(int account, long request) throws SQLException;

    /** False if there is nothing to settle: its unit is one operation. */
    default boolean inPairs() {
        return true;
    }

    /** What its batches were like since it was last asked, or null if it has none. */
    default @org.jspecify.annotations.Nullable Batches batches() {
        return null;
    }
}
