package dev.credits.pricing;

import dev.credits.money.Amount;
import dev.credits.money.InvalidInputException;
import dev.credits.money.Money;
import dev.credits.pricing.internal.BadInput;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final String NAME = "receipt";
    /** The longest value of a pair of metadata. */
    private static final int PIECE = 500;

    private static final int MOST_PIECES = 12;

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

    /** The receipt that was kept as {@link #toMetadata} wrote it, or empty if none was. */
    public static Optional<Receipt> ofMetadata(Map<String, String> metadata) {
        String first = metadata.get(NAME);
        if (first == null) {
            return Optional.empty();
        }
        StringBuilder json = new StringBuilder(first);
        for (int i = 2; metadata.containsKey(NAME + "." + i); i++) {
            json.append(metadata.get(NAME + "." + i));
        }
        return Optional.of(parse(json.toString()));
    }

    /** It as one line of JSON. */
    public String toJson() {
        return AskJson.write(this);
    }

    /** It as metadata of the entry it is for, in as many pairs as it needs: one, unless much was asked. */
    public Map<String, String> toMetadata() {
        String json = toJson();
        if (json.length() > MOST_PIECES * (PIECE - 1)) {
            throw new InvalidInputException(
                    "ask", json.length() + " characters", "of fewer or shorter names: at most 6000 characters in all");
        }
        Map<String, String> pieces = new LinkedHashMap<>();
        for (int from = 0; from < json.length(); ) {
            int to = Math.min(json.length(), from + PIECE);
            to -= to < json.length() && Character.isLowSurrogate(json.charAt(to)) ? 1 : 0;
            pieces.put(pieces.isEmpty() ? NAME : NAME + "." + (pieces.size() + 1), json.substring(from, to));
            from = to;
        }
        return pieces;
    }
}
