package dev.credits.testkit.fault;

import org.jspecify.annotations.Nullable;

/** A simulated history in which a law was broken, or somebody was told what is not so. Says how to see it again. */
public final class SimulationFailure extends AssertionError {
    private static final long serialVersionUID = 1L;

    SimulationFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
