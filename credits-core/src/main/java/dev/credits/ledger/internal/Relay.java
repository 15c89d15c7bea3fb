package dev.credits.ledger.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Lets another thread work on what has been read while more is read: one batch at a time, in order. Whoever reads waits if
 * the work falls behind, so no more than two batches are in memory. Not thread-safe.
 */
final class Relay<T> implements Consumer<T> {
    private static final int BATCH = 1000;

    private final Executor executor;
    private final Consumer<T> work;
    private List<T> batch = new ArrayList<>(BATCH);
    private CompletableFuture<Void> before = CompletableFuture.completedFuture(null);

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
        join();
    }

    /** Waits until nothing is worked on any more, and drops the rest. */
    void abandon() {
        batch.clear();
        before.exceptionally(thrown -> null).join();
    }

    private void pass() {
        join();
        List<T> full = batch;
        batch = new ArrayList<>(BATCH);
        try {
            before = CompletableFuture.runAsync(() -> full.forEach(work), executor);
        } catch (RejectedExecutionException noThread) {
            full.forEach(work);
        }
    }

    private void join() {
        try {
            before.join();
        } catch (CompletionException thrown) {
            if (thrown.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw thrown;
        }
    }
}
