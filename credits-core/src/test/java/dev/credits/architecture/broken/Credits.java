package dev.credits.architecture.broken;

import java.time.InstantSource;
import java.util.UUID;

/** The one class that may read the system's clock and roll dice. */
public final class Credits {
    public UUID name() {
        return UUID.randomUUID();
    }

    public InstantSource clock() {
        return InstantSource.system();
    }
}
