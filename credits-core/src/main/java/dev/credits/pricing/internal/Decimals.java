package dev.credits.pricing.internal;

import dev.credits.money.InvalidInputException;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Decimals from outside, before anything is worked out with them: a few characters such as {@code 1e1000000000} are a number
 * that takes gigabytes to write out.
 */
public final class Decimals {
    private static final int MOST_DIGITS = 200;
    private static final Pattern PLAIN = Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)");

    private Decimals() {}

    /** The number itself, if it has few digits before and after its point. */
    public static BigDecimal bounded(String field, BigDecimal number) {
        if (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS) {
            throw new InvalidInputException(field, number.toString(), "a number of at most " + MOST_DIGITS + " digits");
        }
        return number;
    }

    /** The number a text is, without an exponent. */
    public static BigDecimal parsed(String field, String text) {
        if (text.length() > MOST_DIGITS || !PLAIN.matcher(text).matches()) {
            throw new InvalidInputException(field, text, "a decimal number such as 12.5");
        }
        return new BigDecimal(text);
    }
}
