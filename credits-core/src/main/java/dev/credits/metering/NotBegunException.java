package dev.credits.metering;

import dev.credits.ledger.CreditsException;

/**
 * Work was not begun, because the ledger failed when credits were to be set aside for it; whether they are is not known.
 * Whoever wants to try again begins {@link #call}: it knows its own hold, which to any other call with this request id is
 * that of an attempt under way.
 */
public final class NotBegunException extends CreditsException {
    private static final long serialVersionUID = 1L;

    private final transient Call call;

    NotBegunException(Call call, CreditsException fault) {
        super("request " + call.key() + " was not begun: " + fault.getMessage(), fault.retryable(), fault);
        this.call = call;
    }

    /** The same call as the same attempt. */
    public Call call() {
        return call;
    }
}
