package dev.credits.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.pricing.PriceTable.Format;
import dev.credits.pricing.PriceTable.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables of prices in their forms, and what is said about bad ones. */
@Tag("P2")
class PriceTableTest {
    private static PriceTable read(Format format, String text) {
        return PriceTable.read(format, TextSource.of(text));
    }

    private static RateCard only(PriceTable table) {
        assertThat(table.problems()).isEmpty();
        assertThat(table.cards()).hasSize(1);
        return table.cards().get(0);
    }

    @Test
    @DisplayName("P2: the cards that come with the library are sound, and read back as they are written")
    void sample() {
        PriceTable sample = PriceTable.sample();

        assertThat(sample.isSound()).isTrue();
        assertThat(sample.cards()).hasSizeGreaterThanOrEqualTo(12);
        for (RateCard card : sample.cards()) {
            assertThat(only(read(Format.CARDS, "{\"cards\":[" + card.toJson() + "]}")))
                    .isEqualTo(card);
        }
    }

    @Test
    @DisplayName("P2: figures of the sample, worked out by hand")
    void sampleFigures() {
        Desk desk = Desk.with(PriceTable.sample().cards().toArray(RateCard[]::new));

        // 150,000 + 60,000 cached is above 200,000: 150,000 × 6 + 60,000 × 0.6 + 1,000 × 22.5 = 958,500 millionths; 2
        // searches: 0.02
        Usage usage = Usage.of(Map.of(
                Dimension.INPUT,
                150_000L,
                Dimension.CACHED_READ,
                60_000L,
                Dimension.OUTPUT,
                1_000L,
                Dimension.SEARCHES,
                2L));
        assertThat(desk.cost(Ask.model("claude-sonnet-4", usage))).isEqualTo("0.9785");
        // batch halves tokens, not searches: 0.47925 + 0.02
        assertThat(desk.cost(Ask.model("claude-sonnet-4", usage).with("batch"))).isEqualTo("0.49925");
        // 90 seconds at 0.006 a minute
        assertThat(desk.cost(Ask.model("whisper-1", Usage.of(Dimension.AUDIO_INPUT_SECONDS, 90))))
                .isEqualTo("0.009");
        // at midnight off-peak holds: (10,000 × 0.27 + 1,000 × 1.1) / 1M / 2
        assertThat(desk.cost(Ask.model("deepseek-chat", Usage.tokens(10_000, 1_000))))
                .isEqualTo("0.0019");
        desk.pass(java.time.Duration.ofHours(12));
        assertThat(desk.cost(Ask.model("deepseek-chat", Usage.tokens(10_000, 1_000))))
                .isEqualTo("0.0038");
    }

    @Test
    @DisplayName("P2: LiteLLM: tiers re-price the whole, batch prices become a modifier, reasoning counts as output")
    void liteLlm() {
        RateCard card = only(read(Format.LITELLM, """
                {"sample_spec": {"input_cost_per_token": "a number"},
                 "some-model": {"litellm_provider": "acme", "mode": "chat", "max_tokens": 8192, "supports_vision": true,
                   "input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05,
                   "input_cost_per_token_above_200k_tokens": 6e-06, "output_cost_per_token_above_200k_tokens": 2.25e-05,
                   "cache_creation_input_token_cost_above_1hr": 6e-06,
                   "cache_creation_input_token_cost_above_1hr_above_200k_tokens": 1.2e-05,
                   "input_cost_per_token_batches": 1.5e-06, "output_cost_per_token_priority": 3e-05,
                   "output_cost_per_token_above_200k_tokens_priority": 4.5e-05,
                   "regional_processing_uplift_multiplier_eu": 1.1,
                   "file_search_cost_per_1k_calls": 2.5, "cache_read_input_token_cost": null,
                   "search_context_cost_per_query": {"search_context_size_low": 0.01, "search_context_size_high": 0.03}}}
                """));
        Desk desk = Desk.with(card);

        assertThat(card.rates())
                .containsOnly(
                        Map.entry(Dimension.INPUT, Rate.perMillion("3")),
                        Map.entry(Dimension.OUTPUT, Rate.perMillion("15")),
                        Map.entry(Dimension.CACHED_WRITE_1H, Rate.perMillion("6")),
                        Map.entry(Dimension.FILE_SEARCHES, Rate.parse("2.5/1K")),
                        Map.entry(Dimension.SEARCHES_LOW, Rate.each("0.01")),
                        Map.entry(Dimension.SEARCHES_HIGH, Rate.each("0.03")));
        assertThat(card.modifiers())
                .extracting(Modifier::name)
                .containsExactlyInAnyOrder("batch", "priority", "region:eu");
        assertThat(card.fallbacks()).containsOnly(Map.entry(Dimension.REASONING, Dimension.OUTPUT));
        Ask small = Ask.model("some-model", Usage.tokens(100_000, 1_000));
        Ask large = Ask.model("some-model", Usage.tokens(200_001, 1_000));
        // 0.3 + 0.015; 1.200006 + 0.0225
        assertThat(desk.cost(small)).isEqualTo("0.315");
        assertThat(desk.cost(large)).isEqualTo("1.222506");
        // batch: 0.15 + 0.015; above the bound there is no batch price, so the one above the bound holds
        assertThat(desk.cost(small.with("batch"))).isEqualTo("0.165");
        assertThat(desk.cost(large.with("batch"))).isEqualTo("1.222506");
        // priority: 0.3 + 0.03; 1.200006 + 0.045
        assertThat(desk.cost(small.with("priority"))).isEqualTo("0.33");
        assertThat(desk.cost(large.with("priority"))).isEqualTo("1.245006");
        assertThat(desk.cost(small.with("region:eu"))).isEqualTo("0.3465");
    }

    @Test
    @DisplayName(
            "P2: LiteLLM: fields that look like prices and are not used are told by name; models without any price too")
    void unmapped() {
        PriceTable table = read(Format.LITELLM, """
                {"one": {"litellm_provider": "acme", "input_cost_per_token": 1e-06,
                         "input_dbu_cost_per_token": 7e-05,
                         "search_context_cost_per_query": {"search_context_size_huge": 1}},
                 "two": {"litellm_provider": "acme", "input_cost_per_token": 1e-06, "input_dbu_cost_per_token": 7e-05},
                 "free": {"litellm_provider": "acme", "max_tokens": 5}}
                """);

        assertThat(table.problems()).isEmpty();
        assertThat(table.unmapped())
                .containsExactly(
                        new PriceTable.Unmapped("input_dbu_cost_per_token", 2, 2, "one"),
                        new PriceTable.Unmapped("search_context_cost_per_query.search_context_size_huge", 1, 3, "one"));
        assertThat(table.unpriced()).containsExactly("free");
        assertThat(table.cards()).hasSize(2);
    }

    @Test
    @DisplayName("P2: models.dev: providers with models, prices for a million; its tiers go before context_over_200k")
    void modelsDev() {
        PriceTable table = read(Format.MODELS_DEV, """
                {"acme": {"id": "acme", "name": "Acme", "env": ["KEY"], "models": {
                  "large": {"id": "large", "limit": {"context": 1000000}, "cost": {"input": 5, "output": 30, "cache_read": 0.5,
                     "tiers": [{"input": 10, "output": 45, "cache_read": 1, "tier": {"type": "context", "size": 272000}}],
                     "context_over_200k": {"input": 10, "output": 45}}},
                  "small": {"id": "small", "cost": {"input": 0.25, "output": 1.5, "reasoning": 2, "input_audio": 0.5,
                     "context_over_200k": {"input": 0.5}, "per_image": 0.1}},
                  "open": {"id": "open"}}}}
                """);

        assertThat(table.problems()).isEmpty();
        assertThat(table.unmapped()).extracting(PriceTable.Unmapped::field).containsExactly("cost.per_image");
        assertThat(table.unpriced()).containsExactly("acme/open");
        Desk desk = Desk.with(table.cards().toArray(RateCard[]::new));
        // 250,000 × 5; 300,000 × 10 + 1,000 × 45; 200,001 × 0.5
        assertThat(desk.cost(Ask.model("large", Usage.tokens(250_000, 0)))).isEqualTo("1.25");
        assertThat(desk.cost(Ask.model("large", Usage.tokens(300_000, 1_000)))).isEqualTo("3.045");
        assertThat(desk.cost(Ask.model("small", Usage.tokens(200_001, 0)))).isEqualTo("0.1000005");
        assertThat(desk.cost(Ask.model("small", Usage.of(Dimension.REASONING, 1_000))))
                .isEqualTo("0.002");
    }

    @Test
    @DisplayName("P2: CSV: a row for each model, a column for each dimension, tier and modifier")
    void csv() {
        PriceTable table = read(
                Format.CSV,
                "\uFEFFprovider,model,currency,input,output,input>200K,input@batch,audio_input_seconds,counting\r\n"
                        + "acme,large,USD,3/1M,15/1M,6/1M,1.5/1M,,reasoning=output\r\n"
                        + "\r\n"
                        + "acme, \"odd, \"\"name\"\"\" ,EUR,1/1M,,,,0.006/60,\r\n");

        assertThat(table.problems()).isEmpty();
        Desk desk = Desk.with(table.cards().toArray(RateCard[]::new));
        assertThat(desk.cost(Ask.model("large", Usage.tokens(200_001, 1_000)))).isEqualTo("1.215006");
        assertThat(desk.cost(Ask.model("large", Usage.tokens(1_000, 1_000)).with("batch")))
                .isEqualTo("0.0165");
        assertThat(table.cards().get(1).model()).isEqualTo("odd, \"name\"");
        assertThat(table.cards().get(1).currency().getCurrencyCode()).isEqualTo("EUR");
    }

    static List<Arguments> badCards() {
        String good = "\"provider\":\"acme\",\"model\":\"m\",\"currency\":\"USD\",\"rates\":{\"input\":\"1/1M\"}";
        String tiers =
                ",\n\"tiers\":[{\"measured\":[\"input\"],\"crossing\":\"whole\",\"boundIsAbove\":true,\n\"steps\":[";
        String step = "{\"above\":10,\"rates\":{\"input\":\"2/1M\"}}";
        return List.of(
                bad("a negative rate", "{\"cards\":[{" + good.replace("\"1/1M\"", "\n\"-1/1M\"") + "}]}", 2, "-1"),
                bad(
                        "a missing currency",
                        "{\"cards\":[\n{" + good.replace("\"currency\":\"USD\",", "") + "}]}",
                        2,
                        "currency is missing"),
                bad("an unknown currency", "{\"cards\":[{" + good.replace("\"USD\"", "\n\n\"XQX\"") + "}]}", 3, "XQX"),
                bad("overlapping tiers", "{\"cards\":[{" + good + tiers + step + "," + step + "]}]}]}", 2, "overlap"),
                bad("an unknown field", "{\"cards\":[{" + good + ",\n\n\"colour\":\"red\"}]}", 3, "colour"),
                bad(
                        "an unknown dimension",
                        "{\"cards\":[{" + good.replace("\"input\"", "\n\"inptu\"") + "}]}",
                        2,
                        "inptu"),
                bad(
                        "an unknown field of a step",
                        "{\"cards\":[{" + good + tiers + step.replace("}}", "},\n\"x\":1}") + "]}]}]}",
                        4,
                        "x is not"),
                bad(
                        "a rate that is a number",
                        "{\"cards\":[{" + good.replace("\"1/1M\"", "1") + "}]}",
                        1,
                        "input is 1"),
                bad(
                        "no rates at all",
                        "{\"cards\":[\n\n{" + good.replace("\"input\":\"1/1M\"", "") + "}]}",
                        3,
                        "rates"),
                bad("the same card twice", "{\"cards\":[{" + good + "},\n{" + good + "}]}", 2, "twice"),
                bad(
                        "the same field twice",
                        "{\"cards\":[{" + good + ",\n\"model\":\"n\"}]}",
                        2,
                        "model is given twice"),
                bad("no table at all", "[1]", 1, "an object"),
                bad("a cut-off file", "{\"cards\":[{" + good + "\n", 2, "ends too soon"),
                bad("something after the end", "{\"cards\":[]}\n}", 2, "after the end"),
                bad("no cards", "{}", 1, "cards is missing"));
    }

    private static Arguments bad(String what, String text, int line, String said) {
        return Arguments.of(what, text, line, said);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badCards")
    @DisplayName("P2: a bad card gets an answer that names the line")
    void badCard(String what, String text, int line, String said) {
        PriceTable table = read(Format.CARDS, text);

        assertThat(table.isSound()).isFalse();
        Problem problem = table.problems().get(0);
        assertThat(problem.line()).isEqualTo(line);
        assertThat(problem.message()).contains(said);
        assertThat(problem)
                .hasToString("line " + line + (problem.subject().isEmpty() ? "" : ", m") + ": " + problem.message());
    }

    @Test
    @DisplayName("P2: the bad cards of a table are left out, each with its line; the sound ones are read")
    void badAmongGood() {
        PriceTable litellm = read(Format.LITELLM, """
                {"good": {"litellm_provider": "acme", "input_cost_per_token": 1e-06},
                 "negative": {"litellm_provider": "acme",
                   "input_cost_per_token": -1e-06},
                 "homeless": {"input_cost_per_token": 1e-06},
                 "tier only": {"litellm_provider": "acme", "input_cost_per_token_above_200k_tokens": 1e-06},
                 "two prices": {"litellm_provider": "acme", "cache_read_input_token_cost": 1e-06,
                   "input_cost_per_token_cache_hit": 2e-06},
                 "words": {"litellm_provider": "acme", "input_cost_per_token": "cheap"},
                 "fine": {"litellm_provider": "acme", "input_cost_per_token": 1e-06}}
                """);
        assertThat(litellm.cards()).extracting(RateCard::model).containsExactly("good", "fine");
        assertThat(litellm.problems())
                .extracting(Problem::line, Problem::subject)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(3, "negative"),
                        org.assertj.core.groups.Tuple.tuple(4, "homeless"),
                        org.assertj.core.groups.Tuple.tuple(5, "tier only"),
                        org.assertj.core.groups.Tuple.tuple(7, "two prices"),
                        org.assertj.core.groups.Tuple.tuple(8, "words"));

        PriceTable csv = read(
                Format.CSV,
                "provider,model,currency,input\nacme,a,USD,1/1M\nacme,b,USD,-1/1M\nacme,c,,1/1M\nacme,d,USD\n\nacme,e,USD,\"1/1M\n\"");
        assertThat(csv.cards()).extracting(RateCard::model).containsExactly("a");
        assertThat(csv.problems()).extracting(Problem::line).containsExactly(3, 4, 5, 7);
        assertThat(read(Format.CSV, "provider,model,currency,inptu\n")
                        .problems()
                        .get(0)
                        .message())
                .contains("inptu");
        assertThat(read(Format.CSV, "provider,model,input\n").problems().get(0).message())
                .contains("currency is missing");
        assertThat(read(Format.CSV, "").problems().get(0).message()).contains("header");
        assertThat(read(Format.CSV, "provider,model,currency,\"input\n")
                        .problems()
                        .get(0)
                        .message())
                .contains("quoted");
    }

    @Test
    @DisplayName(
            "P2: a table of 20 MB is refused by the line where it is too long, whatever is in it, without taking it all in")
    void twentyMegabytes() {
        long[] read = {0};
        TextSource<RuntimeException> endless = buffer -> {
            java.util.Arrays.fill(buffer, ' ');
            buffer[0] = '\n';
            read[0] += buffer.length;
            return read[0] > 20_000_000 ? -1 : buffer.length;
        };

        PriceTable table = PriceTable.read(Format.CARDS, endless);

        assertThat(table.problems()).hasSize(1);
        assertThat(table.problems().get(0).line()).isEqualTo(PriceTable.MOST_CHARACTERS / 8_192 + 1);
        assertThat(table.problems().get(0).message()).contains("longer than");
        assertThat(read[0]).isLessThan(PriceTable.MOST_CHARACTERS + 10_000);
    }

    @Test
    @DisplayName("P2: tables built to exhaust memory or the stack are refused by line")
    void hostile() {
        assertThat(read(Format.CARDS, "{\"cards\":" + "[".repeat(100_000))
                        .problems()
                        .get(0)
                        .message())
                .contains("nested");
        assertThat(read(Format.CARDS, "{\"cards\":[[" + "1,".repeat(100_000) + "1]]}")
                        .problems()
                        .get(0)
                        .message())
                .contains("10000 values");
        assertThat(read(Format.CARDS, "{\"note\":\"" + "x".repeat(100_000) + "\"}")
                        .problems()
                        .get(0)
                        .message())
                .contains("20000 characters");
        assertThat(read(Format.LITELLM, "{\"a\":{\"litellm_provider\":\"x\",\"input_cost_per_token\":1e999}}")
                        .problems()
                        .get(0)
                        .message())
                .contains("too many digits");
        assertThat(read(Format.LITELLM, "{\"a\":{\"litellm_provider\":\"x\",\"input_cost_per_token\":1e-99999}}")
                        .problems()
                        .get(0)
                        .message())
                .contains("not a number");
        StringBuilder many = new StringBuilder("{");
        for (int i = 0; i < 20_001; i++) {
            many.append(i == 0 ? "" : ",\n").append("\"m").append(i).append("\":{\"input_cost_per_token\":1}");
        }
        PriceTable table = read(Format.LITELLM, many.append('}').toString());
        assertThat(table.problems()).hasSizeLessThan(1_100);
        assertThat(table.problems().get(table.problems().size() - 1).message()).contains("more");
    }

    @Test
    @DisplayName("P2: any reader of the host's will do, and what it throws comes through")
    void readers() throws IOException {
        StringReader reader = new StringReader("{\"cards\":[" + Desk.sonnet().toJson() + "]}");
        assertThat(PriceTable.read(Format.CARDS, reader::read).cards()).containsExactly(Desk.sonnet());

        assertThatThrownBy(() -> PriceTable.read(Format.CARDS, buffer -> {
                    throw new IOException("unplugged");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("unplugged");
    }
}
