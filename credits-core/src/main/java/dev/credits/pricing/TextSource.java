package dev.credits.pricing;

/**
 * Where a text comes from, piece by piece: {@code reader::read} of any reader of the host's.
 *
 * @param <X> what reading may throw; {@link RuntimeException} if nothing
 */
@FunctionalInterface
public interface TextSource<X extends Exception> {
    /** Puts the next characters into the buffer, from its beginning; how many, or -1 at the end. */
    int read(char[] buffer) throws X;

    /** A text that is already at hand. */
    static TextSource<RuntimeException> of(String text) {
        int[] at = {0};
        return buffer -> {
            int length = Math.min(buffer.length, text.length() - at[0]);
            if (length == 0) {
                return -1;
            }
            text.getChars(at[0], at[0] + length, buffer, 0);
            at[0] += length;
            return length;
        };
    }
}
