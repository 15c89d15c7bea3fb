package dev.credits.pricing;

import dev.credits.pricing.internal.BadInput;

/** Reads a text that may be too long. */
final class Bounded {
    private static final int PIECE = 8_192;

    private Bounded() {}

    static <X extends Exception> String text(TextSource<X> source, int most) throws X {
        StringBuilder text = new StringBuilder();
        char[] piece = new char[PIECE];
        int line = 1;
        for (int length = source.read(piece); length >= 0; length = source.read(piece)) {
            for (int i = 0; i < length; i++) {
                if (text.length() + i >= most) {
                    throw new BadInput(line, "the table is longer than " + most + " characters");
                }
                line += piece[i] == '\n' ? 1 : 0;
            }
            text.append(piece, 0, length);
        }
        return text.length() > 0 && text.charAt(0) == '\uFEFF' ? text.substring(1) : text.toString();
    }
}
