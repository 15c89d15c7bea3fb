package dev.credits.ledger;

import dev.credits.money.Amount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a command. Refusals are values; {@link #orElseThrow()} is for those who prefer exceptions.
 *
 * <pre>{@code
 * Outcome outcome = ledger.execute(new Charge(user, Amount.of("1"), Memo.key("image-5")));
 * if (outcome instanceof Outcome.Declined declined) {
 *     return declined.shortfall() + " missing";
 * }
 * return outcome.orElseThrow().available() + " left";
 * }</pre>
 */
public sealed interface Outcome {
    /** The booking, or a {@link RefusedException} if there is none. */
    default Booking orElseThrow() {
        if (this instanceof Applied applied) {
            return applied.booking();
        }
        if (this instanceof Replayed replayed) {
            return replayed.booking();
        }
        throw new RefusedException(this);
    }

    /** True if the command's effect is in the ledger, by this call or an earlier one. */
    default boolean isBooked() {
        return this instanceof Applied || this instanceof Replayed;
    }

    /** Done now. */
    record Applied(Booking booking) implements Outcome {}

    /** Done earlier by the same key and content; this is what it came to then. */
    record Replayed(Booking booking) implements Outcome {}

    /**
     * Refused by the rules; nothing was changed and the key is free.
     *
     * @param shortfall by how much it failed, or null
     * @param blockedBy the account or limit that stood in the way, or null
     * @param until when time alone would let it pass, or null if time alone would not
     * @param ending how the hold ended that it was about, or null
     * @param status how the account stands that may not spend: frozen by somebody, paused at zero, or closed; or null
     */
    record Declined(
            DeclineCode code,
            String message,
            @Nullable Amount shortfall,
            @Nullable String blockedBy,
            @Nullable Instant until,
            Hold.@Nullable State ending,
            @Nullable AccountStatus status)
            implements Outcome {}

    /** Its key was used for something else; nothing was changed. */
    record Conflict(String field, String message) implements Outcome {}
}
