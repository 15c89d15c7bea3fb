package dev.credits;

import dev.credits.ledger.Ledger;
import dev.credits.ledger.internal.Kernel;
import dev.credits.spi.Storage;
import java.time.InstantSource;

/**
 * The front door: one object a host keeps for its life, which hands out the services. Thread-safe.
 */
public final class Credits {
    private final Storage storage;
    private final InstantSource clock;
    private final Ledger ledger;

    private Credits(Storage storage, InstantSource clock) {
        this.storage = storage;
        this.clock = clock;
        this.ledger = new Kernel(storage, clock);
    }

    /** Credits kept in this storage, by the system's clock. */
    public static Credits on(Storage storage) {
        return new Credits(storage, InstantSource.system());
    }

    /** The same by another clock. */
    public Credits withClock(InstantSource other) {
        return new Credits(storage, other);
    }

    /** The same in another storage: one that joins a transaction the host has open, for as long as that is. */
    public Credits joining(Storage joined) {
        return new Credits(joined, clock);
    }

    /** The kernel: accounts, lots, holds and the ledger. */
    public Ledger ledger() {
        return ledger;
    }
}
