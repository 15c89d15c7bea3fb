package dev.credits.ledger;

import org.jspecify.annotations.Nullable;

/** A fault: the storage or the machine failed, not the rules. Says whether the same command can be sent again. */
public class CreditsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    public CreditsException(String message, boolean retryable, @Nullable Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    /** True if sending the same command again may succeed; its key makes that safe even if this one took effect. */
    public boolean retryable() {
        return retryable;
    }
}
