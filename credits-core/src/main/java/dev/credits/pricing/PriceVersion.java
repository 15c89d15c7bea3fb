package dev.credits.pricing;

import dev.credits.ledger.Actor;
import dev.credits.ledger.CreditsException;
import dev.credits.pricing.internal.BadInput;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the price book; never changed once it is published.
 *
 * @param number counts the versions of a book from 1 without a gap
 * @param subject what it is about, among its kind
 * @param effective the first instant it is in force; never before {@code at}
 * @param item what holds from then on, or null if nothing does: it is withdrawn
 * @param by who published it
 * @param reason why
 * @param at when it was published
 */
public record PriceVersion(
        long number,
        PriceKind kind,
        String subject,
        Instant effective,
        @Nullable PriceItem item,
        Actor by,
        String reason,
        Instant at) {

    /** A version read back from where it is kept; {@code content} as {@link #content} gave it. */
    public static PriceVersion read(
            long number,
            PriceKind kind,
            String subject,
            Instant effective,
            @Nullable String content,
            Actor by,
            String reason,
            Instant at) {
        try {
            PriceItem item = content == null ? null : ItemJson.read(kind, content);
            return new PriceVersion(number, kind, subject, effective, item, by, reason, at);
        } catch (BadInput unreadable) {
            String what = "price version " + number + " cannot be read: " + unreadable.what();
            throw new CreditsException(what, false, unreadable);
        }
    }

    /** The item as text, for keeping; null for a withdrawal. */
    public @Nullable String content() {
        return item == null ? null : item.toJson();
    }
}
