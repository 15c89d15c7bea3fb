package dev.credits.ledger;

/** A refusal, for callers that asked for it as an exception; {@link #outcome()} says why. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;

    RefusedException(Outcome outcome) {
        super(describe(outcome));
        this.outcome = outcome;
    }

    /** The decline or conflict. */
    public Outcome outcome() {
        return outcome;
    }

    private static String describe(Outcome outcome) {
        if (outcome instanceof Outcome.Declined declined) {
            return declined.code() + ": " + declined.message();
        }
        return outcome instanceof Outcome.Conflict conflict ? "KEY_REUSED: " + conflict.message() : outcome.toString();
    }
}
