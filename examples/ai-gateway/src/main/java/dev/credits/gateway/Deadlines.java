package dev.credits.gateway;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends reading from and writing to a client that is too slow. The JDK's server reads and writes on interruptible channels: an
 * interrupt closes the connection, and the thread that waits for it goes on with an exception. Nothing but reading and
 * writing may be done within a deadline, because an interrupt does harm elsewhere. Thread-safe.
 */
final class Deadlines implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);

    Deadlines() {
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Reading or writing. */
    @FunctionalInterface
    interface Transfer<T> {
        T run() throws IOException;
    }

    /** Runs a transfer; if it takes longer than {@code time}, its connection is closed, and it throws. */
    <T> T within(Duration time, Transfer<T> transfer) throws IOException {
        Cut cut = new Cut(Thread.currentThread());
        Future<?> due = timer.schedule(cut, time.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return transfer.run();
        } finally {
            due.cancel(false);
            cut.over();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** Interrupts a thread while its transfer lasts, and not a moment longer. */
    private static final class Cut implements Runnable {
        private final Thread thread;
        private boolean over;
        private boolean made;

        Cut(Thread thread) {
            this.thread = thread;
        }

        @Override
        public synchronized void run() {
            if (!over) {
                made = true;
                thread.interrupt();
            }
        }

        synchronized void over() {
            over = true;
            if (made) {
                Thread.interrupted();
            }
        }
    }
}
