package dev.credits.pricing;

import dev.credits.money.Amount;
import dev.credits.money.InvalidInputException;
import dev.credits.money.Money;
import dev.credits.pricing.internal.BadInput;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a quote: what was asked, when, by which versions of the price book, and what it came to.
 * {@link PriceBook#recompute} comes to the same again.
 */
public record Receipt(
        Ask ask,
        Instant at,
        List<Long> versions,
        Amount credits,
        @Nullable Money cost) {
    public Receipt {
        versions = List.copyOf(versions);
    }

    /** A receipt as {@link #toJson} wrote it. */
    public static Receipt parse(String json) {
        try {
            return AskJson.receipt(json);
        } catch (BadInput wrong) {
            throw new InvalidInputException("receipt", json, "one written by this library: " + wrong.what());
        }
    }

    /** It as one line of JSON. */
    public String toJson() {
        return AskJson.write(this);
    }
}
