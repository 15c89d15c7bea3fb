package dev.credits.quota;

import dev.credits.money.InvalidInputException;

/** What an administrator may ask for: neither nothing nor a slip of the keyboard. */
final class Amounts {
    static final long MOST = 1_000_000_000_000L;

    private Amounts() {}

    static long count(String field, long count) {
        if (count < 1 || count > MOST) {
            throw new InvalidInputException(field, count, "a whole number from 1 to " + MOST);
        }
        return count;
    }
}
