package dev.credits.ledger;

import java.time.Duration;

/**
 * Is told of every batch after it ended, for metrics. Called on the thread that ran the batch: it should be quick. What
 * it throws is logged and goes no further.
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
