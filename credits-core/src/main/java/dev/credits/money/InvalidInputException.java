package dev.credits.money;

import org.jspecify.annotations.Nullable;

/** Input that can never be right, whoever sends it and however often: names the field, what it held, and what would be right. */
public final class InvalidInputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 80;

    private final String field;
    private final String value;
    private final String wanted;

    public InvalidInputException(String field, @Nullable Object value, String wanted) {
        super(field + " is " + quoted(String.valueOf(value)) + "; it must be " + wanted);
        this.field = field;
        this.value = String.valueOf(value);
        this.wanted = wanted;
    }

    /** The field that was wrong, by the name the caller knows it under. */
    public String field() {
        return field;
    }

    /** What the field held. */
    public String value() {
        return value;
    }

    /** What would have been right. */
    public String wanted() {
        return wanted;
    }

    private static String quoted(String text) {
        String shown =
                text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "… (" + text.length() + " characters)";
        StringBuilder safe = new StringBuilder("\"");
        shown.chars().forEach(c -> safe.append(Character.isISOControl(c) ? '?' : (char) c));
        return safe.append('"').toString();
    }
}
