package dev.credits.cli.bench;

import dev.credits.ledger.LedgerListener;

/** Listens to a ledger and sums up its batches. */
final class BatchStatistics implements LedgerListener {
    private static final double NANOS_PER_MICRO = 1_000;

    private long count;
    private long commands;
    private long largest;
    private long waited;
    private long load;
    private long decide;
    private long write;
    private long retries;

    @Override
    public synchronized void onBatch(Batch batch) {
        count++;
        commands += batch.commands();
        largest = Math.max(largest, batch.commands());
        waited += batch.waited().toNanos();
        load += batch.load().toNanos();
        decide += batch.decide().toNanos();
        write += batch.write().toNanos();
        retries += batch.retries();
    }

    /** What was heard since the last time this was asked. */
    synchronized Batches drain() {
        double batches = Math.max(1, count);
        Batches heard = new Batches(
                count,
                commands / batches,
                largest,
                waited / batches / NANOS_PER_MICRO,
                load / batches / NANOS_PER_MICRO,
                decide / batches / NANOS_PER_MICRO,
                write / batches / NANOS_PER_MICRO,
                retries);
        count = 0;
        commands = 0;
        largest = 0;
        waited = 0;
        load = 0;
        decide = 0;
        write = 0;
        retries = 0;
        return heard;
    }
}
