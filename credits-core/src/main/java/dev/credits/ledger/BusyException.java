package dev.credits.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The fault of a command that was not taken up in time: its lane's queue was full, its deadline passed, or somebody else
 * has kept its account locked for too long. If
 * {@link #isDefinite()}, it has had no effect; otherwise it may have, and sending it again tells.
 */
public class BusyException extends CreditsException {
    private static final long serialVersionUID = 1L;

    private final boolean definite;

    public BusyException(String message, boolean definite) {
        this(message, definite, null);
    }

    public BusyException(String message, boolean definite, @Nullable Throwable cause) {
        super(message, true, cause);
        this.definite = definite;
    }

    /** True if the command certainly had no effect. */
    public boolean isDefinite() {
        return definite;
    }
}
