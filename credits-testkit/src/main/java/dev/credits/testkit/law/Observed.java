package dev.credits.testkit.law;

import dev.credits.ledger.Entry;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.Loaded;
import dev.credits.spi.Reader;
import dev.credits.spi.Storage;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/** A storage, telling what each unit of work has committed, and when one has its rows. */
public final class Observed implements Storage {
    private final Storage storage;
    private final Runnable locked;
    private final Consumer<List<Entry>> committed;

    public Observed(Storage storage, Runnable locked, Consumer<List<Entry>> committed) {
        this.storage = storage;
        this.locked = locked;
        this.committed = committed;
    }

    @Override
    public void transact(UnitOfWork work) {
        AtomicReference<ChangeSet> last = new AtomicReference<>(ChangeSet.NOTHING);
        storage.transact(loader -> {
            ChangeSet changes = work.run(plan -> {
                Loaded loaded = loader.load(plan);
                locked.run();
                return loaded;
            });
            last.set(changes);
            return changes;
        });
        ChangeSet changes = last.get();
        if (changes != null && !changes.entries().isEmpty()) {
            committed.accept(changes.entries());
        }
    }

    @Override
    public <T> T read(Function<Reader, T> question) {
        return storage.read(question);
    }
}
