package dev.credits.architecture.broken.quota;

import dev.credits.architecture.broken.gift.Gifts;

public final class Quotas {
    Gifts otherHalf() {
        return new Gifts();
    }
}
