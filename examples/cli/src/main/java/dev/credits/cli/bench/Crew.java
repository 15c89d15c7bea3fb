package dev.credits.cli.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** So many callers set upon a contender for some time. */
final class Crew {
    /** Each caller of each round has this many requests of its own. */
    private static final long REQUESTS = 1L << 32;

    private static final AtomicLong NEXT_REQUEST = new AtomicLong();
    private static final long TICK_MILLIS = 100;

    private final Contender contender;
    private final Scenario scenario;
    private final int accounts;
    private final int callers;
    private final Threads threads;

    Crew(Contender contender, Scenario scenario, int accounts, int callers, Threads threads) {
        this.contender = contender;
        this.scenario = scenario;
        this.accounts = accounts;
        this.callers = callers;
        this.threads = threads;
    }

    /** Each caller sends its next pair when the one before has been answered. */
    Round closed(Duration time, LongConsumer progress) throws InterruptedException {
        return run(time, progress, (caller, number, start, end) -> {
            for (long now = start; now - end < 0; now = System.nanoTime()) {
                caller.once(now, end);
            }
        });
    }

    /**
     * Pairs are due at fixed instants, whether the one before has been answered or not; each latency counts from when its
     * pair was due.
     */
    Round paced(Duration time, double pairsPerSecond, LongConsumer progress) throws InterruptedException {
        long interval = Math.max(1, (long) (callers * 1_000_000_000.0 / pairsPerSecond));
        return run(time, progress, (caller, number, start, end) -> {
            long due = start + interval * number / callers;
            for (; due - end < 0; due += interval) {
                await(due);
                caller.once(due, end);
            }
        });
    }

    private Round run(Duration time, LongConsumer progress, Work work) throws InterruptedException {
        List<Caller> crew = new ArrayList<>();
        List<Thread> started = new ArrayList<>();
        CountDownLatch gate = new CountDownLatch(1);
        AtomicLong start = new AtomicLong();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        for (int i = 0; i < callers; i++) {
            Caller caller = new Caller(contender, scenario, accounts, NEXT_REQUEST.getAndAdd(REQUESTS));
            int number = i;
            crew.add(caller);
            started.add(threads.start(() -> {
                try {
                    gate.await();
                    work.run(caller, number, start.get(), start.get() + time.toNanos());
                } catch (Throwable broken) {
                    failure.compareAndSet(null, broken);
                }
            }));
        }
        contender.batches();
        long cpu = Processor.nanos();
        start.set(System.nanoTime());
        gate.countDown();
        watch(crew, start.get() + time.toNanos(), failure, progress);
        Batches batches = contender.batches();
        cpu = Processor.nanos() - cpu;
        for (Thread thread : started) {
            thread.join();
        }
        if (failure.get() != null) {
            throw new IllegalStateException("a caller failed: " + failure.get().getMessage(), failure.get());
        }
        return round(crew, time, cpu, batches);
    }

    private static void watch(List<Caller> crew, long end, AtomicReference<Throwable> failure, LongConsumer progress)
            throws InterruptedException {
        for (long left = end - System.nanoTime(); left > 0 && failure.get() == null; left = end - System.nanoTime()) {
            Thread.sleep(Math.min(TICK_MILLIS, left / 1_000_000 + 1));
            progress.accept(crew.stream().mapToLong(Caller::done).sum());
        }
    }

    private static Round round(
            List<Caller> crew, Duration time, long cpu, @org.jspecify.annotations.Nullable Batches batches) {
        Histogram units = new Histogram();
        Histogram operations = new Histogram();
        for (Caller caller : crew) {
            units.add(caller.units);
            operations.add(caller.operations);
        }
        double cpuEach = cpu / 1_000.0 / Math.max(1, units.count());
        return new Round(units.count(), time.toNanos(), Latency.of(units), Latency.of(operations), cpuEach, batches);
    }

    private static void await(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private interface Work {
        void run(Caller caller, int number, long start, long end) throws SQLException;
    }
}
