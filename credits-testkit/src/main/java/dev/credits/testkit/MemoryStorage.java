package dev.credits.testkit;

import dev.credits.spi.ChangeSet;
import dev.credits.spi.Reader;
import dev.credits.spi.Storage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A storage that forgets when the process ends: one lock, a few maps, and the constraints a database would hold. It is
 * what hosts' unit tests run on, and the model other storages are compared with. Thread-safe.
 *
 * <p>One unit of work runs at a time. What it returns is checked whole before anything of it is kept, so that a unit that
 * throws or breaks a constraint leaves nothing behind. A read sees one state and keeps writers waiting.
 */
public final class MemoryStorage implements Storage {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final @Nullable InstantSource clock;
    private MemoryState state = new MemoryState();
    private boolean working;
    private volatile boolean hosted;

    /** Without a clock of its own: it takes whatever time it is given. */
    public MemoryStorage() {
        this.clock = null;
    }

    /** With a clock of its own, as a database has one. */
    public MemoryStorage(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void transact(UnitOfWork work) {
        if (lock.getReadHoldCount() > 0) {
            throw new IllegalStateException("a question cannot write");
        }
        lock.writeLock().lock();
        try {
            runAlone(work);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** This storage itself, if the calling thread has begun a transaction on it. */
    @Override
    public @Nullable Storage joined() {
        return hosted && lock.isWriteLockedByCurrentThread() ? this : null;
    }

    @Override
    public void afterCommit(Runnable action) {
        if (joined() == null) {
            action.run();
        } else {
            afterCommit.add(action);
        }
    }

    @Override
    public <T> T read(Function<Reader, T> question) {
        lock.readLock().lock();
        try {
            return question.apply(new MemoryReader(state));
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Begins a transaction as a host would on its database. Until it is closed, only the thread that began it gets any
     * further; what was not committed by then is undone.
     */
    public MemoryTransaction begin() {
        lock.writeLock().lock();
        hosted = true;
        return new MemoryTransaction(this);
    }

    MemoryState copy() {
        return state.copy();
    }

    /** Ends a transaction of this thread; without a commit the state becomes {@code before}. */
    void end(boolean committed, MemoryState before) {
        List<Runnable> actions = committed ? List.copyOf(afterCommit) : List.of();
        afterCommit.clear();
        state = committed ? state : before;
        hosted = false;
        lock.writeLock().unlock();
        actions.forEach(Runnable::run);
    }

    private void runAlone(UnitOfWork work) {
        if (working) {
            throw new IllegalStateException("a unit of work cannot run inside another");
        }
        working = true;
        try {
            MemoryReader reader = new MemoryReader(state);
            ChangeSet changes = work.run(plan -> {
                if (plan.clock() != null && clock != null) {
                    plan.clock().requireNear(clock.instant());
                }
                return reader.load(plan);
            });
            MemoryConstraints.check(state, changes);
            state.apply(changes);
        } finally {
            working = false;
        }
    }
}
