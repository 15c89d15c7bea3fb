package dev.credits.ledger;

import dev.credits.money.InvalidInputException;
import dev.credits.text.Text;

/**
 * The host's name for one intended effect on one account: a retry carries the same key and has no second effect.
 * Keys beginning with {@code @} are the library's own, for what it books by itself.
 */
public record IdempotencyKey(String value) {
    private static final int MAX = 200;
    private static final int MAX_OWN = 260;

    public IdempotencyKey {
        Text.line("key", value, value != null && value.startsWith("@") ? MAX_OWN : MAX);
    }

    /** A host's key. */
    public static IdempotencyKey of(String value) {
        IdempotencyKey key = new IdempotencyKey(value);
        if (key.isOwn()) {
            throw new InvalidInputException("key", value, "a key that does not begin with @");
        }
        return key;
    }

    /** True for keys the library gave to what it booked by itself. */
    public boolean isOwn() {
        return value.charAt(0) == '@';
    }

    @Override
    public String toString() {
        return value;
    }
}
