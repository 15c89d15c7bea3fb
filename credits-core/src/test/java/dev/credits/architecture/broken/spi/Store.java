package dev.credits.architecture.broken.spi;

import dev.credits.architecture.broken.ledger.internal.Decider;

public final class Store {
    Decider internal() {
        return new Decider();
    }
}
