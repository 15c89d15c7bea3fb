package dev.credits.ledger.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Lets another thread work on what has been read while more is read: one batch at a time, in order. Whoever reads waits if
 * the work falls behind, so no more than two batches are in memory; if no thread has begun with a batch by then, the reader
 * does it. Not thread-safe.
 */
final class Relay<T> implements Consumer<T> {
    private static final int BATCH = 1000;

    private final Executor executor;
    private final Consumer<T> work;
    private List<T> batch = new ArrayList<>(BATCH);
    private FutureTask<Void> before = new FutureTask<>(() -> {}, null);

    Relay(Executor executor, Consumer<T> work) {
        this.executor = executor;
        this.work = work;
    }

    @Override
    public void accept(T item) {
        batch.add(item);
        if (batch.size() == BATCH) {
            pass();
        }
    }

    /** Waits until everything has been worked on; throws what the work threw. */
    void finish() {
        pass();
        Tasks.await(before);
    }

    /** Waits until nothing is worked on any more, and drops the rest. */
    void abandon() {
        batch.clear();
        Tasks.awaitAnyEnd(before);
    }

    private void pass() {
        Tasks.await(before);
        List<T> full = batch;
        batch = new ArrayList<>(BATCH);
        FutureTask<Void> next = new FutureTask<>(() -> full.forEach(work), null);
        before = next;
        try {
            executor.execute(next);
        } catch (RejectedExecutionException noThread) {
            next.run();
        }
    }
}
