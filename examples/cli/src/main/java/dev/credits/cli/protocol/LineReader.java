package dev.credits.cli.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads UTF-8 lines of a bounded length; a longer one is skipped, not kept. Blank lines are counted and passed over.
 * Not thread-safe.
 */
final class LineReader {
    /** The longest line that is read. */
    static final int MAX_BYTES = 1 << 20;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int filled;
    private long number;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** The next line that is not blank, or null at the end. */
    @Nullable
    Line next() throws IOException {
        while (position < filled || fill()) {
            Line line = readLine();
            if (line.text() == null || !line.text().isBlank()) {
                return line;
            }
        }
        return null;
    }

    /** True if there is something to read without waiting for it. */
    boolean ready() throws IOException {
        for (int i = position; i < filled; i++) {
            if (buffer[i] == '\n') {
                return true;
            }
        }
        return in.available() > 0;
    }

    private Line readLine() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        boolean tooLong = false;
        boolean ended = false;
        while (!ended && (position < filled || fill())) {
            int start = position;
            while (position < filled && buffer[position] != '\n') {
                position++;
            }
            ended = position < filled;
            tooLong |= bytes.size() + position - start > MAX_BYTES;
            if (!tooLong) {
                bytes.write(buffer, start, position - start);
            }
            position += ended ? 1 : 0;
        }
        number++;
        return tooLong
                ? new Line(number, null, "the line is longer than " + MAX_BYTES + " bytes")
                : decoded(bytes.toByteArray());
    }

    private Line decoded(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean marked = number == 1 && text.startsWith(BYTE_ORDER_MARK);
            return new Line(number, marked ? text.substring(1) : text, null);
        } catch (CharacterCodingException notUtf8) {
            return new Line(number, null, "the line is not well-formed UTF-8");
        }
    }

    private boolean fill() throws IOException {
        position = 0;
        filled = Math.max(0, in.read(buffer));
        return filled > 0;
    }
}
