package dev.credits.testkit;

import dev.credits.spi.ChangeSet;
import dev.credits.spi.Reader;
import dev.credits.spi.Storage;
import java.util.List;
import java.util.function.Function;

/** A storage that loses the changes to lots: what a test on it does breaks a law. */
final class BrokenStorage implements Storage, AutoCloseable {
    static int closed;

    private final MemoryStorage memory = new MemoryStorage();

    @Override
    public void transact(UnitOfWork work) {
        memory.transact(loader -> {
            ChangeSet all = work.run(loader);
            return new ChangeSet(
                    all.opened(),
                    all.accounts(),
                    all.newLots(),
                    List.of(),
                    all.newHolds(),
                    all.holds(),
                    all.entries(),
                    all.newReversals(),
                    all.reversals(),
                    all.newLimits(),
                    all.limits(),
                    all.usage(),
                    all.lines());
        });
    }

    @Override
    public <T> T read(Function<Reader, T> question) {
        return memory.read(question);
    }

    @Override
    public void close() {
        closed++;
    }
}
