package dev.credits.cli.protocol;

/**
 * Text as it may reach a terminal. Whatever is not text but an order to it (escapes, other control characters, marks that
 * turn the direction of writing or cannot be seen, line ends) is spelled out as JSON would. JSON stays the same JSON.
 */
public final class Printable {
    private Printable() {}

    /** The text, in one line. */
    public static String of(String text) {
        return spelled(text, false);
    }

    /** The text, whose line ends are meant. */
    public static String lines(String text) {
        return spelled(text, true);
    }

    private static String spelled(String text, boolean lines) {
        if (text.codePoints().noneMatch(c -> isOrder(c, lines))) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (!isOrder(c, lines)) {
                safe.appendCodePoint(c);
            } else if (c == '\n' || c == '\t') {
                safe.append(c == '\n' ? "\\n" : "\\t");
            } else {
                for (char unit : Character.toChars(c)) {
                    safe.append(String.format("\\u%04x", (int) unit));
                }
            }
        });
        return safe.toString();
    }

    private static boolean isOrder(int c, boolean lines) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> !(lines && c == '\n');
            case Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
