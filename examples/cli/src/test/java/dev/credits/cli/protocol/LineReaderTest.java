package dev.credits.cli.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    @Test
    @DisplayName("every line is counted, blank ones are passed over, the last needs no line break")
    void counts() throws IOException {
        assertThat(read("one\n\n  \r\ntwo\r\nthree"))
                .containsExactly(new Line(1, "one", null), new Line(4, "two\r", null), new Line(5, "three", null));
    }

    @Test
    @DisplayName("a byte order mark before the first line is not part of it")
    void byteOrderMark() throws IOException {
        assertThat(read("\uFEFF{}\n\uFEFF{}\n"))
                .containsExactly(new Line(1, "{}", null), new Line(2, "\uFEFF{}", null));
    }

    @Test
    @DisplayName("bytes that are not UTF-8 are told of, not replaced")
    void notUtf8() throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream(new byte[] {'a', (byte) 0xC3, '\n', 'b', '\n'}));
        assertThat(reader.next()).isEqualTo(new Line(1, null, "the line is not well-formed UTF-8"));
        assertThat(reader.next()).isEqualTo(new Line(2, "b", null));
        assertThat(reader.next()).isNull();
    }

    @Test
    @DisplayName("a line of the largest length is read, a longer one is skipped without being kept")
    void longest() throws IOException {
        String longest = "x".repeat(LineReader.MAX_BYTES);
        List<Line> lines = read(longest + "\n" + longest + "x\nnext\n");
        assertThat(lines.get(0).text()).hasSize(LineReader.MAX_BYTES);
        assertThat(lines.get(1).text()).isNull();
        assertThat(lines.get(1).trouble()).contains("1048576");
        assertThat(lines.get(2)).isEqualTo(new Line(3, "next", null));
    }

    @Test
    @DisplayName("a line of any length is read in bounded memory")
    void endless() throws IOException {
        InputStream gigabyte = new InputStream() {
            private long left = 1L << 30;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                int count = (int) Math.min(length, left);
                left -= count;
                return count == 0 ? -1 : count;
            }
        };
        LineReader reader = new LineReader(
                new SequenceInputStream(gigabyte, new ByteArrayInputStream("\nnext".getBytes(StandardCharsets.UTF_8))));
        assertThat(reader.next()).extracting(Line::text).isNull();
        assertThat(reader.next()).isEqualTo(new Line(2, "next", null));
    }

    @Test
    @DisplayName("it says whether another line is there without waiting for it")
    void ready() throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream("one\ntwo\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(reader.ready()).isTrue();
        reader.next();
        assertThat(reader.ready()).isTrue();
        reader.next();
        assertThat(reader.ready()).isFalse();
    }

    private static List<Line> read(String text) throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        List<Line> lines = new ArrayList<>();
        for (Line line = reader.next(); line != null; line = reader.next()) {
            lines.add(line);
        }
        return lines;
    }
}
