package dev.credits.text;

import dev.credits.money.InvalidInputException;
import org.jspecify.annotations.Nullable;

/** The bounds every piece of text from outside must keep: a length, no control characters, no broken surrogates. */
public final class Text {
    private Text() {}

    /** The text itself, if it is 1 to {@code max} characters of one line. */
    public static String line(String field, @Nullable String text, int max) {
        String wanted = "1 to " + max + " characters without control characters";
        if (text == null || text.isBlank() || text.length() > max) {
            throw new InvalidInputException(field, text, wanted);
        }
        return checked(field, text, wanted, false);
    }

    /** The text itself, if it is at most {@code max} characters; line breaks and tabs are welcome. */
    public static String prose(String field, String text, int max) {
        String wanted = "at most " + max + " characters without control characters";
        if (text.length() > max) {
            throw new InvalidInputException(field, text, wanted);
        }
        return checked(field, text, wanted, true);
    }

    private static String checked(String field, String text, String wanted, boolean breaks) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean allowedBreak = breaks && (c == '\n' || c == '\t');
            if (Character.isISOControl(c) && !allowedBreak) {
                throw new InvalidInputException(field, text, wanted);
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw new InvalidInputException(field, text, "well-formed Unicode");
                }
                i++;
            }
        }
        return text;
    }
}
