package dev.credits.architecture.broken.ledger;

import dev.credits.architecture.broken.ledger.internal.Decider;
import dev.credits.architecture.broken.spi.Store;

public final class Handle {
    Decider internal() {
        return new Decider();
    }

    Store spi() {
        return new Store();
    }
}
