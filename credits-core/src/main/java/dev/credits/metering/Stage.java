package dev.credits.metering;

import dev.credits.metering.Metering.Staged;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Work that ends on another thread, or is given up before it does. */
final class Stage<T extends @Nullable Object> {
    private final Run run;
    private final CompletableFuture<Metered<T>> result;
    private final Executor threads;

    Stage(Run run, CompletableFuture<Metered<T>> result, Executor threads) {
        this.run = run;
        this.result = result;
        this.threads = threads;
    }

    void begin(Staged<T> work) {
        if (result.isDone()) {
            Metering.failed(run, new CancellationException("given up before it began"));
            return;
        }
        CompletionStage<T> stage;
        try {
            stage = work.run(run);
        } catch (Throwable failure) {
            result.complete(Metering.failed(run, failure));
            return;
        }
        CompletionStage<T> unused = stage.whenCompleteAsync(this::ended, threads);
        CompletableFuture<Metered<T>> unusedToo = result.whenComplete((metered, givenUp) -> {
            if (givenUp != null) {
                threads.execute(() -> {
                    Metering.failed(run, givenUp);
                    stage.toCompletableFuture().cancel(true);
                });
            }
        });
    }

    private void ended(T value, @Nullable Throwable failure) {
        try {
            if (failure == null) {
                result.complete(Metering.done(run, value));
            } else {
                Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
                result.complete(Metering.failed(run, cause));
            }
        } catch (Throwable fault) {
            result.completeExceptionally(fault);
        }
    }
}
