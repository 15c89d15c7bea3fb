package dev.credits.ledger;

/**
 * The fault of a command that was not taken up in time: its lane's queue was full, or its deadline passed. If
 * {@link #isDefinite()}, it has had no effect; otherwise it may have, and sending it again tells.
 */
public final class BusyException extends CreditsException {
    private static final long serialVersionUID = 1L;

    private final boolean definite;

    public BusyException(String message, boolean definite) {
        super(message, true, null);
        this.definite = definite;
    }

    /** True if the command certainly had no effect. */
    public boolean isDefinite() {
        return definite;
    }
}
