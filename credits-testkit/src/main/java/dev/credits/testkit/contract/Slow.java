package dev.credits.testkit.contract;

import dev.credits.spi.Loaded;
import dev.credits.spi.Reader;
import dev.credits.spi.Storage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** A storage whose locks are waited for: time passes between what a unit of work asks for and its answer. */
final class Slow implements Storage {
    private final Storage storage;
    private final Runnable wait;

    private Slow(Storage storage, Runnable wait) {
        this.storage = storage;
        this.wait = wait;
    }

    /** The first load of all takes as long as {@code wait} does. */
    static Storage once(Storage storage, Runnable wait) {
        AtomicBoolean waited = new AtomicBoolean();
        return new Slow(storage, () -> {
            if (!waited.getAndSet(true)) {
                wait.run();
            }
        });
    }

    @Override
    public void transact(UnitOfWork work) {
        storage.transact(loader -> work.run(plan -> {
            Loaded loaded = loader.load(plan);
            wait.run();
            return loaded;
        }));
    }

    @Override
    public <T> T read(Function<Reader, T> question) {
        return storage.read(question);
    }
}
