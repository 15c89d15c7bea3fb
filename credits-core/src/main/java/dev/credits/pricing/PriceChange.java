package dev.credits.pricing;

import dev.credits.money.InvalidInputException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Something to publish in the price book.
 *
 * @param item what holds from then on, or null to withdraw what held
 * @param effective from when, or null for the moment of publishing
 * @param replacing whether it may stand in the place of a version that was to take effect at the same instant, and has not
 *     yet
 */
public record PriceChange(
        PriceKind kind,
        String subject,
        @Nullable PriceItem item,
        @Nullable Instant effective,
        boolean replacing) {
    public PriceChange {
        if (item != null && (item.kind() != kind || !item.subject().equals(subject))) {
            throw new InvalidInputException(
                    "change", kind + " of " + subject, "of what it sets: " + item.kind() + " of " + item.subject());
        }
        effective = effective == null ? null : effective.truncatedTo(ChronoUnit.MICROS);
    }

    /** Sets this, at once. */
    public static PriceChange set(PriceItem item) {
        return new PriceChange(item.kind(), item.subject(), item, null, false);
    }

    /** Withdraws what holds for this subject, at once. */
    public static PriceChange withdraw(PriceKind kind, String subject) {
        return new PriceChange(kind, subject, null, null, false);
    }

    /** The same from this instant on. */
    public PriceChange from(Instant instant) {
        return new PriceChange(kind, subject, item, instant, replacing);
    }

    /** The same in place of what was to take effect at that instant. */
    public PriceChange inPlace() {
        return new PriceChange(kind, subject, item, effective, true);
    }
}
