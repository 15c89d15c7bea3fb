package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.AccountStatus;
import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Limit;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Leaves a rule in the middle with its refusal; never seen outside this package, and carries no stack. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Outcome.Declined declined;

    private Refusal(Outcome.Declined declined) {
        super(declined.message(), null, false, false);
        this.declined = declined;
    }

    static Refusal of(DeclineCode code, String message) {
        return new Refusal(new Outcome.Declined(code, message, null, null, null, null, null));
    }

    static Refusal by(DeclineCode code, String message, Object blockedBy) {
        return new Refusal(new Outcome.Declined(code, message, null, blockedBy.toString(), null, null, null));
    }

    /** For an account that may not spend as it stands. */
    static Refusal standing(DeclineCode code, String message, AccountId account, AccountStatus status) {
        return new Refusal(new Outcome.Declined(code, message, null, account.value(), null, null, status));
    }

    static Refusal insufficient(String message, Amount shortfall, Object blockedBy, @Nullable Instant until) {
        return new Refusal(new Outcome.Declined(
                DeclineCode.INSUFFICIENT_CREDITS, message, shortfall, blockedBy.toString(), until, null, null));
    }

    static Refusal limited(Limit limit, long excess, @Nullable Instant until) {
        Amount over = Amount.ofMinor(excess, limit.unit());
        String span = limit.window() == Window.CALL ? "a call" : limit.window().rolls() ? "this window" : "all";
        String message = "the " + limit.window() + " limit of " + limit.account() + " allows "
                + Amount.ofMinor(limit.allowed(), limit.unit()).toPlainString() + " in " + span + ", of which "
                + Amount.ofMinor(limit.used(), limit.unit()).toPlainString() + " is used; " + over.toPlainString()
                + " too much is asked";
        return new Refusal(
                new Outcome.Declined(DeclineCode.LIMIT_EXCEEDED, message, over, limit.label(), until, null, null));
    }

    static Refusal exceeds(DeclineCode code, String message, Amount shortfall) {
        return new Refusal(new Outcome.Declined(code, message, shortfall, null, null, null, null));
    }

    static Refusal ended(Hold hold) {
        String how = hold.state().name().toLowerCase(java.util.Locale.ROOT);
        String message = hold.state() == Hold.State.LAPSED
                ? "hold " + hold.key() + " has lapsed"
                : "hold " + hold.key() + " was " + how + " by " + hold.endedBy();
        return new Refusal(new Outcome.Declined(DeclineCode.HOLD_ENDED, message, null, null, null, hold.state(), null));
    }

    Outcome.Declined declined() {
        return declined;
    }
}
