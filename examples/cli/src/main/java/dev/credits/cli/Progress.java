package dev.credits.cli;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/** A line on a terminal that says how far a long run has come. Short runs never show it. */
final class Progress {
    private static final int QUIET_SECONDS = 2;

    private final PrintStream err;
    private final LongFunction<String> text;
    private final long start = System.nanoTime();
    private int shown;
    private boolean closed;

    private Progress(PrintStream err, LongFunction<String> text) {
        this.err = err;
        this.text = text;
    }

    /** Does {@code work}, and shows {@code text} of the seconds gone by, every second, if anybody looks at it. */
    static <T> T during(Streams streams, LongFunction<String> text, Callable<T> work) throws Exception {
        if (!streams.terminal()) {
            return work.call();
        }
        Progress progress = new Progress(streams.err(), text);
        ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(Progress::thread);
        Future<?> ticks = ticker.scheduleAtFixedRate(progress::tick, QUIET_SECONDS, 1, TimeUnit.SECONDS);
        try {
            return work.call();
        } finally {
            ticks.cancel(false);
            ticker.shutdown();
            progress.wipe();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    }

    private synchronized void tick() {
        if (closed) {
            return;
        }
        print(text.apply(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)));
    }

    private void print(String line) {
        err.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
        err.flush();
        shown = line.length();
    }

    private synchronized void wipe() {
        closed = true;
        if (shown > 0) {
            print("");
            err.print("\r");
            err.flush();
        }
    }
}
