package dev.credits.architecture.broken.money;

import dev.credits.architecture.broken.text.Bounds;

public final class Coin {
    Bounds text() {
        return new Bounds();
    }
}
