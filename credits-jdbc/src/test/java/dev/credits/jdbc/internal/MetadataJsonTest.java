package dev.credits.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("L8: metadata comes back exactly, whatever is in it")
@Tag("L8")
class MetadataJsonTest {
    @Test
    void isJsonThatDatabasesRead() {
        Map<String, String> pairs = new TreeMap<>(Map.of("a", "say \"hi\" \\o/", "b", "line\nbreak\ttab", "c", ""));
        assertThat(MetadataJson.write(pairs))
                .isEqualTo("{\"a\":\"say \\\"hi\\\" \\\\o/\",\"b\":\"line\\u000abreak\\u0009tab\",\"c\":\"\"}");
        assertThat(MetadataJson.read(MetadataJson.write(pairs))).isEqualTo(pairs);
    }

    @Test
    void nothingIsNull() {
        assertThat(MetadataJson.write(Map.of())).isNull();
        assertThat(MetadataJson.read(null)).isEmpty();
        assertThat(MetadataJson.read("{}")).isEmpty();
    }

    @Test
    void anyText() {
        Random random = new Random(7);
        String letters = "\"\\/{}[]:,\n\t abcü€𝄞%_'\u0000\u001f\u2028";
        int[] points = letters.codePoints().toArray();
        for (int round = 0; round < 2_000; round++) {
            Map<String, String> pairs = new TreeMap<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                pairs.put(any(points, random), any(points, random));
            }
            assertThat(MetadataJson.read(MetadataJson.write(pairs))).isEqualTo(pairs);
        }
    }

    @Test
    void readsWhatOthersWrite() {
        assertThat(MetadataJson.read(" { \"a\" : \"\\u00e9\\/\\b\\f\\n\\r\\t\" , \"b\":\"c\" } "))
                .isEqualTo(Map.of("a", "é/\b\f\n\r\t", "b", "c"));
    }

    @Test
    void whatIsNotAFlatObjectOfStringsIsRefused() {
        for (String json : List.of(
                "",
                "[]",
                "{",
                "{\"a\"}",
                "{\"a\":1}",
                "{\"a\":\"b\"",
                "{\"a\":\"b\",}",
                "{\"a\":\"b\"}x",
                "{\"a\":\"b\",\"a\":\"c\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"" + "b".repeat(200_000) + "\"}")) {
            assertThatThrownBy(() -> MetadataJson.read(json)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static String any(int[] points, Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }
}
