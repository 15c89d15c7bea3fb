package dev.credits.metering;

import dev.credits.ledger.Hold;
import dev.credits.ledger.Outcome;
import dev.credits.money.Amount;
import dev.credits.pricing.Pricing.Unpriced;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why work was not begun. */
public sealed interface Stop {
    /**
     * It is refused, and nothing has changed.
     *
     * @param code a {@link dev.credits.ledger.DeclineCode}, a {@link dev.credits.pricing.Pricing.Reason}, or
     *     {@code KEY_REUSED}
     * @param needed what was to be set aside, or null if it has no price
     * @param missing how much of that is missing, or null
     * @param until when time alone would let it pass, or null
     */
    record Refused(
            String code,
            String message,
            @Nullable Amount needed,
            @Nullable Amount missing,
            @Nullable Instant until) implements Stop {
        static Refused by(Unpriced none) {
            return new Refused(none.reason().name(), none.subject() + ": " + none.message(), null, null, null);
        }

        static Refused by(Outcome refusal, Amount needed) {
            if (refusal instanceof Outcome.Declined declined) {
                return new Refused(
                        declined.code().name(), declined.message(), needed, declined.shortfall(), declined.until());
            }
            return keyReused(refusal instanceof Outcome.Conflict conflict ? conflict.message() : refusal.toString());
        }

        static Refused keyReused(String message) {
            return new Refused("KEY_REUSED", message, null, null, null);
        }
    }

    /**
     * The hold of an earlier attempt lapsed, and nobody has said what that used: it is at work without a sign of life, or its
     * process died. Until a resolver, or that process, has said so the request can neither be answered nor begun again.
     */
    record Lapsed(Hold hold) implements Stop {}

    /** The request was answered before; this is what it came to. */
    record Earlier(Bill bill) implements Stop {}

    /** An earlier attempt holds credits under this key and has not ended: it is at work, or its process died. */
    record Underway(Hold hold) implements Stop {}
}
