package dev.credits.architecture.broken;

import java.time.InstantSource;

/** The one class that may read the system's clock. */
public final class Credits {
    public InstantSource clock() {
        return InstantSource.system();
    }
}
