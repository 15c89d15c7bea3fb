package dev.credits.cli.bench;

/**
 * What the units of work of a round were like; times are microseconds a batch, on average.
 *
 * @param count how many there were
 * @param size commands in each, on average
 * @param largest commands in the largest
 * @param waited how long the first command had been queued
 * @param retries how many were run again
 */
record Batches(
        long count, double size, long largest, double waited, double load, double decide, double write, long retries) {}
