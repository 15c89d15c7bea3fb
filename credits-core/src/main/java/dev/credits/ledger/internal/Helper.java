package dev.credits.ledger.internal;

import dev.credits.spi.Reader;
import dev.credits.spi.Reader.SameState;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets another thread do a part of the work, with a reader of the same state, if both are to be had; if not, whoever calls
 * does all of it. The work must never wait for the caller: there may be no more threads than one. Called from one thread.
 */
final class Helper {
    private final @Nullable SameState state;
    private final Executor executor;
    private final Consumer<Reader> work;
    private @Nullable CompletableFuture<Void> called;
    private boolean useless;
    private boolean arrived;
    private boolean dismissed;

    Helper(Optional<SameState> state, Executor executor, Consumer<Reader> work) {
        this.state = state.orElse(null);
        this.executor = executor;
        this.work = work;
    }

    /** Calls for help, unless it is there or on its way; throws what earlier help threw. */
    void call() {
        CompletableFuture<Void> before = called;
        if (before != null) {
            if (!before.isDone()) {
                return;
            }
            join(before);
        }
        if (state == null || !awaited()) {
            return;
        }
        try {
            called = CompletableFuture.runAsync(() -> help(state), executor);
        } catch (RejectedExecutionException noThread) {
            giveUp();
        }
    }

    /** Waits until it has gone, unless it has not even come; throws what it threw. */
    void finish() {
        CompletableFuture<Void> last = called;
        if (last != null && dismiss()) {
            join(last);
        }
    }

    /** The same after a failure of the caller's own, to which what it threw is added. */
    void abandon(Throwable failure) {
        try {
            finish();
        } catch (RuntimeException | Error another) {
            if (another != failure) {
                failure.addSuppressed(another);
            }
        }
    }

    private void help(SameState same) {
        boolean[] came = {false};
        if (isDismissed()) {
            return;
        }
        try {
            same.read(reader -> {
                came[0] = arrive();
                if (came[0]) {
                    work.accept(reader);
                }
            });
        } catch (RuntimeException broken) {
            if (came[0]) {
                throw broken;
            }
            giveUp();
        }
    }

    /** False if it is known to be no use to call. */
    private synchronized boolean awaited() {
        arrived = false;
        return !useless;
    }

    private synchronized boolean arrive() {
        arrived = !dismissed;
        return arrived;
    }

    private synchronized boolean dismiss() {
        dismissed = true;
        return arrived;
    }

    private synchronized boolean isDismissed() {
        return dismissed;
    }

    private synchronized void giveUp() {
        useless = true;
    }

    private static void join(CompletableFuture<Void> help) {
        try {
            help.join();
        } catch (CompletionException thrown) {
            if (thrown.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (thrown.getCause() instanceof Error cause) {
                throw cause;
            }
            throw thrown;
        }
    }
}
