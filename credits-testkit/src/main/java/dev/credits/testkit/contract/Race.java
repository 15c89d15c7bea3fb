package dev.credits.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs callers at once, each on a thread of its own; all begin at one signal and must end within a bounded time. */
final class Race {
    private static final int SECONDS = 60;

    private Race() {}

    /** What each caller came to, in the order of the callers. */
    static <T> List<T> of(List<Callable<T>> callers) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers.size());
        CountDownLatch ready = new CountDownLatch(callers.size());
        CountDownLatch signal = new CountDownLatch(1);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> caller : callers) {
                running.add(threads.submit(() -> {
                    ready.countDown();
                    signal.await();
                    return caller.call();
                }));
            }
            if (!ready.await(SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the threads did not start within " + SECONDS + " s");
            }
            signal.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> future : running) {
                results.add(future.get(SECONDS, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
