package dev.credits.gateway;

import dev.credits.ledger.IdempotencyKey;
import dev.credits.money.InvalidInputException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code Idempotency-Key}: a string in quotes, as the standard has it ({@code "a \"b\""}), or the same bare. Both name the same
 * request. A key the library refuses is refused here, by the name of the header.
 */
final class RequestKey {
    static final String HEADER = "Idempotency-Key";
    private static final String WANTED = "1 to 200 printable ASCII characters, bare or in one pair of quotes";

    private RequestKey() {}

    /** The key, or null if there is no such header. */
    static @Nullable String read(@Nullable List<String> values) {
        if (values == null || values.isEmpty()) {
            return null;
        }
        String value = values.get(0).strip();
        if (values.size() > 1) {
            throw new InvalidInputException(HEADER, values, "given once");
        }
        if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new InvalidInputException(HEADER, value, WANTED);
        }
        String key = value.indexOf('"') < 0 ? value : unquoted(value);
        try {
            return IdempotencyKey.of(key).value();
        } catch (InvalidInputException unfit) {
            throw new InvalidInputException(HEADER, value, unfit.wanted());
        }
    }

    private static String unquoted(String value) {
        if (!value.matches("\"([^\"\\\\]|\\\\[\"\\\\])*\"")) {
            throw new InvalidInputException(HEADER, value, WANTED);
        }
        return value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1");
    }
}
