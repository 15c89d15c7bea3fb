package dev.credits.ledger;

import java.time.Duration;

/**
 * Is told of every batch after its commit, for metrics and alerts. One thing at a time, those of one account in the order of
 * its entries, on the thread that ran the batch or another: it should be quick. It may use the ledger: no lane waits for it.
 * What it throws is logged and goes no further.
 *
 * <p>Work in a transaction of the host's is told after the host's commit if the storage is told of that (as with Spring), and
 * otherwise not at all; what is rolled back is told to nobody. If a listener is so slow that 10,000 batches wait for it,
 * further ones are left out.
 */
@FunctionalInterface
public interface LedgerListener {
    /** Hears nothing. */
    LedgerListener NONE = batch -> {};

    void onBatch(Batch batch);

    /**
     * An entry that someone may want to know of at once, after it was committed: an account has paused or resumed, or a
     * limit in shadow was gone beyond.
     */
    default void onNotice(Entry entry) {}

    /** Nothing was booked because this process's clock is too far from the database's or from an account's newest entry. */
    default void onClock(ClockException fault) {}

    /**
     * One unit of work.
     *
     * @param commands how many it decided
     * @param waited how long the first of them had been queued
     * @param load spent loading, in the last attempt
     * @param decide spent deciding, in the last attempt
     * @param write spent appending and committing, in the last attempt
     * @param retries how often it was run again
     * @param applied commands booked
     * @param replayed commands found booked
     * @param refused commands declined or in conflict
     * @param failed true if it ended in a fault
     */
    record Batch(
            int commands,
            Duration waited,
            Duration load,
            Duration decide,
            Duration write,
            int retries,
            int applied,
            int replayed,
            int refused,
            boolean failed) {}
}
