package dev.credits.architecture.broken.ledger.internal;

import dev.credits.architecture.broken.gift.Gifts;

public final class Decider {
    Gifts capability() {
        return new Gifts();
    }
}
