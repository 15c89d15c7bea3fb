package dev.credits.ledger.internal;

import dev.credits.spi.ChangeSet;
import dev.credits.spi.Loader;
import dev.credits.spi.Storage.UnitOfWork;

/** A unit of work that others wait behind, if it {@code yields}. */
record Yielding(boolean yields, UnitOfWork work) implements UnitOfWork {
    static UnitOfWork of(boolean yields, UnitOfWork work) {
        return new Yielding(yields, work);
    }

    @Override
    public ChangeSet run(Loader loader) {
        return work.run(loader);
    }
}
