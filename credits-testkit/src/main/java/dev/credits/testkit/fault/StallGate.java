package dev.credits.testkit.fault;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Where stalled threads stand until they are let go, or have stood long enough. */
final class StallGate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Duration bound = Duration.ofSeconds(10);
    private long openings;
    private int standing;

    void bound(Duration longest) {
        lock.lock();
        try {
            bound = longest;
        } finally {
            lock.unlock();
        }
    }

    /** Stands until released, for at most the bound; an interrupt is kept for later. */
    void stall() {
        boolean interrupted = false;
        lock.lock();
        try {
            long now = openings;
            long left = bound.toNanos();
            standing++;
            changed.signalAll();
            while (openings == now && left > 0) {
                try {
                    left = changed.awaitNanos(left);
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
            standing--;
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    boolean awaitStall(Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long left = longest.toNanos();
            while (standing == 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
            return standing > 0;
        } finally {
            lock.unlock();
        }
    }

    void release() {
        lock.lock();
        try {
            openings++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
