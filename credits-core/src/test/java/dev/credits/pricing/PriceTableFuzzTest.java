package dev.credits.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.credits.pricing.PriceTable.Format;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tables of prices that are broken, by seed, and such as are made to take memory or time. More of it:
 * {@code -Dcredits.inputs=1000}, another beginning: {@code -Dcredits.seed=7}.
 */
@Tag("P2")
class PriceTableFuzzTest {
    private static final int TABLES = 100 * Integer.getInteger("credits.inputs", 15);
    private static final int MILLION = 1_000_000;
    private static final int MOST_TOLD = 2_000_000;

    private static final Map<Format, String> SOUND = new EnumMap<>(Map.of(
            Format.LITELLM, """
            {"sample_spec": {"input_cost_per_token": 0},
             "gpt-x": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 2.5e-06,
               "output_cost_per_token": 1e-05, "cache_read_input_token_cost": 1.25e-06, "input_cost_per_token_batches": 1.25e-06,
               "input_cost_per_token_above_200k_tokens": 5e-06, "search_context_cost_per_query":
                 {"search_context_size_low": 0.03, "search_context_size_high": 0.05}, "supports_vision": true},
             "free": {"litellm_provider": "x", "max_tokens": 4096}}""",
            Format.MODELS_DEV, """
            {"openai": {"id": "openai", "name": "OpenAI", "models": {"gpt-x": {"id": "gpt-x", "cost":
               {"input": 2.5, "output": 10, "cache_read": 1.25, "context_over_200k": {"input": 5, "output": 20}}},
               "tiered": {"cost": {"input": 1, "output": 2, "tiers": [{"tier": {"type": "context", "size": 32000}, "input": 2}]}},
               "free": {"id": "free"}}}}""",
            Format.CSV, """
            provider,model,currency,input,output,input>200K,input@batch,counting
            openai,gpt-x,USD,2.5/1M,10/1M,5/1M,1.25/1M,reasoning=output
            "a, b",m,EUR,0.006/60,,,,""",
            Format.CARDS, """
            {"note": "n", "cards": [{"provider": "openai", "model": "gpt-x", "currency": "USD",
               "rates": {"input": "2.5/1M", "output": "10/1M"}, "fallbacks": {"reasoning": "output"}}]}"""));

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u0000",
            "\\ud800",
            "\n",
            "\r",
            "\0",
            "\uD800",
            "\uFEFF",
            "null",
            "true",
            "-",
            "1e999999999",
            "1e-999999999",
            "0.1",
            "9".repeat(500),
            "NaN",
            "Infinity",
            "[".repeat(3_000),
            "{\"a\":".repeat(3_000),
            "\"input_cost_per_token\":",
            "x".repeat(5_000),
            "/",
            "1M",
            ">",
            "@",
            "'");

    private final Random random = new Random(Long.getLong("credits.seed", 1));

    @ParameterizedTest
    @EnumSource
    @DisplayName("bad input: a broken table of prices has problems that are told; nothing is thrown, and nothing hangs")
    void broken(Format format) {
        String sound = SOUND.get(format);
        assertThat(read(format, sound).problems()).isEmpty();
        assertThat(read(format, sound).cards()).isNotEmpty();
        long cards = 0;
        long problems = 0;
        for (int i = 0; i < TABLES; i++) {
            String text = sound;
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                text = changed(text);
            }
            PriceTable table = read(format, text);
            cards += table.cards().size();
            problems += table.problems().size();
        }
        assertThat(cards).isPositive();
        assertThat(problems).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "bad input: a table of 20 MB, or nested a million deep, or of a million entries, is read or refused in bounded memory")
    void enormous(Format format) {
        List<IntFunction<String>> made = List.of(
                i -> "[",
                i -> "{\"a\":",
                i -> "\"",
                i -> "a,",
                i -> "a\n",
                i -> "input,",
                i -> (i == 0 ? "{" : ",") + "\"m" + i + "\":{\"litellm_provider\":\"x\"}",
                i -> (i == 0 ? "{" : ",") + "\"m" + i + "\":{\"models\":{\"a\":{}}}",
                i -> (i == 0 ? "{\"x\":{\"models\":{" : ",") + "\"m" + i + "\":{}",
                i -> (i == 0 ? "{\"cards\":[" : ",") + "{\"model\":" + i + "}",
                i -> (i == 0 ? "{\"m\":{" : ",") + "\"input_cost_per_" + i + "\":1",
                i -> (i == 0 ? "{\"m\":{\"input_cost_per_token\":" : "") + "1",
                i -> i == 0 ? "provider,model,currency\n" : "p,m" + i + ",USD\n",
                i -> i == 0 ? "provider,model,currency,input\n\"" : "x");
        for (int kind = 0; kind < made.size(); kind++) {
            IntFunction<String> pieces = made.get(kind);
            for (int count : new int[] {MILLION, 20 * MILLION}) {
                PriceTable table = assertTimeoutPreemptively(
                        Duration.ofSeconds(30), () -> PriceTable.read(format, endless(pieces, count)), "kind " + kind);
                assertThat(table.problems()).as("kind %s", kind).isNotEmpty();
                assertThat(table.cards().size() + table.unpriced().size()).isLessThanOrEqualTo(PriceTable.MOST_ENTRIES);
                assertThat(table.problems().toString().length())
                        .as("kind %s", kind)
                        .isLessThan(MOST_TOLD);
            }
        }
    }

    @Test
    @DisplayName("bad input: a source that never ends is left alone after 16 million characters")
    void endlessSource() {
        long[] given = {0};
        PriceTable table = PriceTable.read(Format.CSV, buffer -> {
            given[0] += buffer.length;
            return buffer.length;
        });
        assertThat(table.problems()).hasSize(1);
        assertThat(given[0]).isLessThan(PriceTable.MOST_CHARACTERS + 10_000);
    }

    private static PriceTable read(Format format, String text) {
        PriceTable table = assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> PriceTable.read(format, TextSource.of(text)), () -> shown(text));
        assertThat(table.toString().length()).isLessThan(MOST_TOLD);
        return table;
    }

    private static String shown(String text) {
        return text.substring(0, Math.min(500, text.length()));
    }

    private String changed(String text) {
        if (text.isEmpty()) {
            return any(PIECES);
        }
        int at = random.nextInt(text.length());
        int to = Math.min(text.length(), at + random.nextInt(12));
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(0, at) + text.substring(to);
            case 2 -> text.substring(0, to) + text.substring(at);
            case 3 -> text.substring(0, at) + (char) random.nextInt(0x10000) + text.substring(at + 1);
            default -> text.substring(0, at) + any(PIECES) + text.substring(to);
        };
    }

    private String any(List<String> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** So many pieces, one after the other, that are never in memory all at once. */
    private static TextSource<RuntimeException> endless(IntFunction<String> pieces, int count) {
        int[] next = {0};
        StringBuilder left = new StringBuilder();
        return buffer -> {
            while (left.length() < buffer.length && next[0] < count) {
                left.append(pieces.apply(next[0]++));
            }
            int length = Math.min(buffer.length, left.length());
            left.getChars(0, length, buffer, 0);
            left.delete(0, length);
            return length == 0 ? -1 : length;
        };
    }
}
