package dev.credits.testkit.history;

import dev.credits.spi.Storage;
import dev.credits.testkit.MemoryStorage;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A storage that histories are run on.
 *
 * @param name what reports call it
 * @param empty makes an empty storage for each run; one that is {@link AutoCloseable} is closed after it
 * @param another another handle to the data of a storage, as another process would have
 * @param batch how many commands may share a commit
 */
public record Subject(String name, Supplier<? extends Storage> empty, UnaryOperator<Storage> another, int batch) {
    public Subject {
        if (batch < 1) {
            throw new IllegalArgumentException("batch is " + batch + "; it must be 1 or more");
        }
    }

    /** A storage to which commands are given one by one; all processes share it. */
    public static Subject of(String name, Supplier<? extends Storage> empty) {
        return new Subject(name, empty, storage -> storage, 1);
    }

    /** The storage in memory: the model that others are compared with. */
    public static Subject memory() {
        return of("memory", MemoryStorage::new);
    }

    /** The same with up to so many commands in one commit; outcomes must be the same as one by one. */
    public Subject inBatchesOf(int commands) {
        return new Subject(name + " in batches of " + commands, empty, another, commands);
    }

    /** The same where each process has a handle of its own to the data. */
    public Subject withHandles(UnaryOperator<Storage> handle) {
        return new Subject(name, empty, handle, batch);
    }
}
