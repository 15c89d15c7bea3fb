package dev.credits.testkit.contract;

import dev.credits.spi.ChangeSet;
import dev.credits.spi.Loaded;
import dev.credits.spi.Reader;
import dev.credits.spi.Storage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.function.Function;

/** A storage that notes how much is loaded and written at a time. */
final class Watched implements Storage {
    private final Storage storage;
    private int mostHolds;
    private int mostEntries;

    Watched(Storage storage) {
        this.storage = storage;
    }

    /** The most holds that came from one load or question. */
    int mostHolds() {
        return mostHolds;
    }

    /** The most entries that were written at once. */
    int mostEntries() {
        return mostEntries;
    }

    @Override
    public void transact(UnitOfWork work) {
        storage.transact(loader -> {
            ChangeSet changes = work.run(plan -> seen(loader.load(plan)));
            mostEntries = Math.max(mostEntries, changes.entries().size());
            return changes;
        });
    }

    @Override
    public <T> T read(Function<Reader, T> question) {
        return storage.read(reader -> question.apply((Reader) Proxy.newProxyInstance(
                Watched.class.getClassLoader(), new Class<?>[] {Reader.class}, (proxy, method, arguments) -> {
                    try {
                        return seen(method.invoke(reader, arguments));
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                })));
    }

    private <T> T seen(T answer) {
        if (answer instanceof Loaded loaded) {
            mostHolds = Math.max(mostHolds, loaded.holds().size());
        } else if (answer instanceof Collection<?> rows) {
            mostHolds = Math.max(mostHolds, rows.size());
        }
        return answer;
    }
}
