package dev.credits.jdbc.metering;

import dev.credits.ledger.CreditsException;
import dev.credits.spi.Reader;
import dev.credits.spi.Storage;
import java.util.function.Function;

/** A storage that can be told to go away for a while, or to lose its answers. Not thread-safe. */
final class Weather implements Storage {
    private final Storage storage;
    private long units = Long.MAX_VALUE;
    private int lost;

    Weather(Storage storage) {
        this.storage = storage;
    }

    /** After so many more units of work it is away, until it is fine again. */
    void awayAfter(int more) {
        units = more;
    }

    /** The next so many units of work are committed, and nobody is told. */
    void losesAnswers(int count) {
        lost = count;
    }

    void fine() {
        units = Long.MAX_VALUE;
        lost = 0;
    }

    @Override
    public void transact(UnitOfWork work) {
        if (units-- <= 0) {
            throw gone();
        }
        storage.transact(work);
        if (lost > 0) {
            lost--;
            throw gone();
        }
    }

    @Override
    public <T> T read(Function<Reader, T> question) {
        if (units <= 0) {
            throw gone();
        }
        return storage.read(question);
    }

    private static CreditsException gone() {
        return new CreditsException("the connection is gone", true, null);
    }
}
