package dev.credits.ledger.internal;

import dev.credits.ledger.ClockException;
import dev.credits.ledger.Entry;
import dev.credits.ledger.LedgerListener;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue of what a listener is to hear, emptied by one thread at a time, so that it is heard in order. A listener may use
 * the ledger: what that brings about is queued behind. Thread-safe.
 */
final class Telling {
    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

    /** How much may wait while a listener takes its time; what comes then is left out, and logged. */
    private static final int MOST_WAITING = 10_000;

    /** How much one caller's thread tells before another thread goes on. */
    private static final int MOST_IN_TURN = 64;

    private final LedgerListener listener;
    private final Executor async;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Told> waiting = new ArrayDeque<>();
    private long left;
    private boolean telling;

    Telling(LedgerListener listener, Executor async) {
        this.listener = listener;
        this.async = async;
    }

    void add(Told told) {
        lock.lock();
        try {
            if (waiting.size() < MOST_WAITING) {
                waiting.add(told);
            } else if (left++ == 0) {
                LOG.warn(
                        "a ledger listener is slow: {} batches wait to be heard, further ones are left out",
                        MOST_WAITING);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Tells what waits, unless another thread is at it, or this one is already. */
    void tell() {
        Told next = next(true);
        for (int told = 1; next != null; told++) {
            tell(next);
            next = told == MOST_IN_TURN && handOn() ? null : next(false);
        }
    }

    /** Has another thread do it. */
    void tellElsewhere() {
        try {
            async.execute(this::tell);
        } catch (Throwable closed) {
            LOG.debug("no other thread tells the listener; the next command's does", closed);
        }
    }

    /** The next to be told; null if there is none, or, at the beginning, if another thread tells. */
    private @Nullable Told next(boolean beginning) {
        lock.lock();
        try {
            if (beginning && telling) {
                return null;
            }
            Told next = waiting.poll();
            telling = next != null;
            left = next == null ? 0 : left;
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Ends this thread's turn, if another one takes over. */
    private boolean handOn() {
        lock.lock();
        try {
            telling = false;
        } finally {
            lock.unlock();
        }
        try {
            async.execute(this::tell);
            return true;
        } catch (Throwable closed) {
            LOG.debug("no other thread tells the listener", closed);
            lock.lock();
            try {
                boolean another = telling;
                telling = true;
                return another;
            } finally {
                lock.unlock();
            }
        }
    }

    private void tell(Told told) {
        try {
            if (told.batch != null) {
                listener.onBatch(told.batch);
            }
        } catch (Throwable broken) {
            LOG.warn("a ledger listener failed; the batch is not affected", broken);
        }
        try {
            if (told.fault != null) {
                listener.onClock(told.fault);
            }
        } catch (Throwable broken) {
            LOG.warn("a ledger listener failed", broken);
        }
        for (Entry entry : told.entries) {
            try {
                listener.onNotice(entry);
            } catch (Throwable broken) {
                LOG.warn("a ledger listener failed; the entry is not affected", broken);
            }
        }
    }

    /** A batch, or null if there was none; entries worth a notice; and why nothing was booked, or null. */
    record Told(
            LedgerListener.@Nullable Batch batch,
            List<Entry> entries,
            @Nullable ClockException fault) {}
}
