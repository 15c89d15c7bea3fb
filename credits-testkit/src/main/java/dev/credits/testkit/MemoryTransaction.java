package dev.credits.testkit;

import dev.credits.spi.Storage;

/**
 * A host's open transaction on a {@link MemoryStorage}: what is done in it is kept if it is committed before it is closed,
 * and undone otherwise. Belongs to the thread that began it.
 */
public final class MemoryTransaction implements AutoCloseable {
    private final MemoryStorage storage;
    private final MemoryState before;
    private boolean committed;
    private boolean closed;

    MemoryTransaction(MemoryStorage storage) {
        this.storage = storage;
        this.before = storage.copy();
    }

    /** The storage inside this transaction. */
    public Storage storage() {
        return storage;
    }

    /** Keeps what was done in it. */
    public void commit() {
        committed = true;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        storage.end(committed, before);
    }
}
