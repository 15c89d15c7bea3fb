package dev.credits.pricing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON as its standard has it, and nothing else. */
@Tag("P2")
class JsonReaderTest {
    @Test
    @DisplayName("numbers are kept exactly as written; values know their line")
    void values() {
        JsonValue value = JsonReader.read("{\"a\": 2.50e-06,\n \"b\": [true, null, -0.0],\n\n \"c\": {}}");

        JsonValue.Obj object = (JsonValue.Obj) value;
        assertThat(object.members().keySet()).containsExactly("a", "b", "c");
        assertThat(object.members().get("a")).isEqualTo(new JsonValue.Num(1, new BigDecimal("2.50e-06")));
        assertThat(object.members().get("b"))
                .isEqualTo(new JsonValue.Arr(
                        2,
                        List.of(
                                new JsonValue.Bool(2, true),
                                new JsonValue.Null(2),
                                new JsonValue.Num(2, new BigDecimal("-0.0")))));
        assertThat(object.members().get("c").line()).isEqualTo(4);
    }

    @Test
    @DisplayName("texts keep every character, escaped or not")
    void texts() {
        String text = "\"\\/\b\f\n\r\tä€😀";
        String written = new JsonWriter().open().text("t", text).close().toString();

        assertThat(JsonReader.read(written))
                .isEqualTo(new JsonValue.Obj(1, java.util.Map.of("t", new JsonValue.Str(1, text))));
        assertThat(JsonReader.read("\"\\u20AC\\ud83d\\ude00\\/\"")).isEqualTo(new JsonValue.Str(1, "€😀/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "nul",
                "tru",
                "NaN",
                "Infinity",
                "01",
                "1.",
                ".5",
                "+1",
                "-",
                "1e",
                "1e5000",
                "0x10",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12G4\"",
                "\"a",
                "\"a\nb\"",
                "[1]]",
                "{\"a\":1,\"a\":2}",
                "/* */1",
                "1 // x"
            })
    @DisplayName("whatever else is refused, with its line")
    void refused(String text) {
        assertThatThrownBy(() -> JsonReader.read("\n" + text))
                .isInstanceOfSatisfying(
                        BadInput.class, bad -> assertThat(bad.line()).isGreaterThanOrEqualTo(2));
    }
}
