package dev.credits.metering;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The host's way to have something done later. With one, holds are extended while their work says nothing. */
@FunctionalInterface
public interface Alarm {
    /** Never rings: holds are extended whenever their work gives a sign of life, and at no other time. */
    Alarm NONE = (delay, task) -> () -> {};

    /** Has the task run once after this delay, on any thread; what it answers calls that off. */
    Runnable ring(Duration delay, Runnable task);

    /** An alarm on the host's own scheduler. */
    static Alarm on(ScheduledExecutorService scheduler) {
        return (delay, task) -> {
            ScheduledFuture<?> rings = scheduler.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
            return () -> rings.cancel(false);
        };
    }
}
