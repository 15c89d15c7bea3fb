package dev.credits.ledger.internal;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Work that is given to other threads, and done by whoever waits for it if none of them has begun with it. */
final class Tasks {
    private Tasks() {}

    /** Waits for its end, whatever interrupts meanwhile; throws what it threw. */
    static void await(FutureTask<?> task) {
        Throwable thrown = awaitAnyEnd(task);
        if (thrown instanceof RuntimeException broken) {
            throw broken;
        }
        if (thrown instanceof Error broken) {
            throw broken;
        }
    }

    /** The same, but answers what it threw, or null. */
    static @Nullable Throwable awaitAnyEnd(FutureTask<?> task) {
        task.run();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return null;
                } catch (ExecutionException failed) {
                    return failed.getCause();
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
