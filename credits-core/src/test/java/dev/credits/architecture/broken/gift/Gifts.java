package dev.credits.architecture.broken.gift;

import dev.credits.architecture.broken.Credits;
import dev.credits.architecture.broken.ledger.internal.Decider;
import dev.credits.architecture.broken.quota.Quotas;
import dev.credits.architecture.broken.quota.internal.Counter;

public final class Gifts {
    Counter internalOfAnother() {
        return new Counter();
    }

    Decider internalOfTheKernel() {
        return new Decider();
    }

    Credits frontDoor() {
        return new Credits();
    }

    Quotas halfOfACycle() {
        return new Quotas();
    }
}
