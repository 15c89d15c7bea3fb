package dev.credits.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.credits.money.InvalidInputException;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a prompt is read from. */
@Tag("P4")
class PromptTest {
    @ParameterizedTest
    @DisplayName("P4: max_tokens 4294967301 became 5, \"12abc\" and null 1000, and 2.9 became 2")
    @ValueSource(
            strings = {
                "4294967301",
                "18446744073709551621",
                "1e400",
                "-4294967291",
                "0",
                "-1",
                "100001",
                "2.9",
                "5.0",
                "5e0",
                "\"5\"",
                "\"12abc\"",
                "\"\"",
                "null",
                "true",
                "[5]",
                "{\"a\":5}"
            })
    void numbers(String number) {
        refused("max_tokens", "{\"model\":\"m\",\"prompt\":\"p\",\"max_tokens\":" + number + "}");
        if (!number.equals("0")) {
            refused("cached", "{\"model\":\"m\",\"prompt\":\"p\",\"cached\":" + number + "}");
        }
    }

    @ParameterizedTest
    @DisplayName("P4: a model, a prompt or a behaviour that is no text was taken for one")
    @ValueSource(strings = {"7", "null", "true", "[\"x\"]", "{}", "\"\"", "\" \\n\""})
    void texts(String value) {
        refused("model", "{\"prompt\":\"p\",\"model\":" + value + "}");
        refused("prompt", "{\"model\":\"m\",\"prompt\":" + value + "}");
        refused("behaviour", "{\"model\":\"m\",\"prompt\":\"p\",\"behaviour\":" + value + "}");
    }

    @ParameterizedTest
    @DisplayName("P4: \"stream\":\"yes\" was no stream and 1 was one")
    @ValueSource(strings = {"\"yes\"", "\"true\"", "1", "0", "null", "[]"})
    void flags(String value) {
        refused("stream", "{\"model\":\"m\",\"prompt\":\"p\",\"stream\":" + value + "}");
    }

    @Test
    @DisplayName("P4: a name that is misspelt was passed over, and the call was made with 1,000 tokens instead")
    void misspelt() {
        refused("max_token", "{\"model\":\"m\",\"prompt\":\"p\",\"max_token\":5}");
    }

    @Test
    @DisplayName("P4: what is left out has a value that is documented; the bounds themselves are allowed")
    void absent() throws IOException {
        Prompt plain = read("{\"model\":\"m\",\"prompt\":\"p q\"}");
        assertThat(plain.maxTokens()).isEqualTo(1_000);
        assertThat(plain.cached()).isZero();
        assertThat(plain.stream()).isFalse();
        assertThat(plain.tokens()).isEqualTo(2);
        assertThat(read("{\"model\":\"m\",\"prompt\":\"p\",\"max_tokens\":1}").maxTokens())
                .isEqualTo(1);
        assertThat(read("{\"model\":\"m\",\"prompt\":\"p\",\"max_tokens\":100000}")
                        .maxTokens())
                .isEqualTo(100_000);
    }

    private static void refused(String field, String body) {
        assertThatThrownBy(() -> read(body))
                .as(body)
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        wrong -> assertThat(wrong.field()).isEqualTo(field));
    }

    private static Prompt read(String body) throws IOException {
        return Prompt.read(new ObjectMapper().readTree(body));
    }
}
