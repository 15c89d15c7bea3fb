package dev.credits.testkit.contract;

import dev.credits.spi.Reader;
import dev.credits.spi.Storage;
import java.util.function.Function;

/** A storage that goes over to another one, which may lack what was written last. */
final class Failover implements Storage {
    private Storage now;
    private boolean twice;

    Failover(Storage first) {
        this.now = first;
    }

    void to(Storage next) {
        now = next;
    }

    /** Runs every unit of work once more, as after a commit of which nothing was heard. */
    Failover runningTwice() {
        twice = true;
        return this;
    }

    @Override
    public void transact(UnitOfWork work) {
        now.transact(work);
        if (twice) {
            now.transact(work);
        }
    }

    @Override
    public <T> T read(Function<Reader, T> question) {
        return now.read(question);
    }
}
