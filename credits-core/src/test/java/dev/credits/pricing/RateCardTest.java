package dev.credits.pricing;

import static dev.credits.pricing.Dimension.CACHED_READ;
import static dev.credits.pricing.Dimension.INPUT;
import static dev.credits.pricing.Dimension.OUTPUT;
import static dev.credits.pricing.Dimension.REASONING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.money.InvalidInputException;
import dev.credits.pricing.Pricing.Reason;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sparse card: what each dimension costs, what falls back to what, and what has no price. */
@Tag("P2")
class RateCardTest {
    // the cost in USD, worked out by hand: quantity × price / per
    @ParameterizedTest(name = "{1} of {0} at {2} cost {3}")
    @CsvSource({
        "input,                1234567,  3/1M,         3.703701",
        "output,               1000,     15/1M,        0.015",
        "reasoning,            2500,     60/1M,        0.15",
        "cached_read,          200000,   0.3/1M,       0.06",
        "cached_write,         40000,    3.75/1M,      0.15",
        "cached_write_1h,      40000,    6/1M,         0.24",
        "citations,            700,      2/1M,         0.0014",
        "audio_input,          300,      40/1M,        0.012",
        "audio_output,         250,      80/1M,        0.02",
        "audio_cached_read,    100,      2.5/1M,       0.00025",
        "audio_cached_write,   100,      20/1M,        0.002",
        "image_input_tokens,   765,      10/1M,        0.00765",
        "image_output_tokens,  4160,     40/1M,        0.1664",
        "image_cached_read,    1000,     2.5/1M,       0.0025",
        "video_input_tokens,   10000,    1/1M,         0.01",
        "video_output_tokens,  10000,    12/1M,        0.12",
        "image_input,          3,        0.00032875,   0.00098625",
        "image_output,         2,        0.04,         0.08",
        "input_pixels,         65536,    0.24414/1M,   0.01599995904",
        "output_pixels,        1048576,  0.018/1M,     0.018874368",
        "input_seconds,        90,       0.0001,       0.009",
        "output_seconds,       12.5,     0.0001,       0.00125",
        "audio_input_seconds,  90,       0.006/60,     0.009",
        "audio_output_seconds, 30.25,    0.015/60,     0.0075625",
        "video_input_seconds,  8,        0.0005,       0.004",
        "video_output_seconds, 5,        0.35,         1.75",
        "input_characters,     1500,     15/1M,        0.0225",
        "output_characters,    1500,     1.25/1M,      0.001875",
        "pages,                17,       1/1K,         0.017",
        "annotated_pages,      17,       3/1K,         0.051",
        "requests,             4,        0.005,        0.02",
        "queries,              3,        2/1K,         0.006",
        "searches,             5,        10/1K,        0.05",
        "searches_low,         1,        0.025,        0.025",
        "searches_medium,      1,        0.0275,       0.0275",
        "searches_high,        1,        0.03,         0.03",
        "tool_calls,           6,        2.5/1K,       0.015",
        "file_searches,        8,        2.5/1K,       0.02",
        "code_sessions,        1,        0.03,         0.03",
        "computer_input,       1000,     3/1M,         0.003",
        "computer_output,      1000,     12/1M,        0.012",
        "storage_gb_days,      2.5,      0.1,          0.25",
        "acme.gpu_seconds,     7.125,    0.0023,       0.0163875"
    })
    @DisplayName("P2: every dimension is priced by its own rate")
    void everyDimension(String dimension, BigDecimal quantity, String rate, String cost) {
        Desk desk = Desk.with(Desk.card(Dimension.of(dimension), rate));
        Usage usage = Usage.builder().add(Dimension.of(dimension), quantity).build();

        assertThat(desk.cost(Ask.model("m", usage))).isEqualTo(cost);
    }

    @Test
    @DisplayName("P2: the lines of a quote say what each dimension cost, and sum to the cost")
    void lines() {
        RateCard card = RateCard.usd("acme", "m", Map.of(INPUT, Rate.perMillion("3"), OUTPUT, Rate.perMillion("15")));
        Quote quote = Desk.with(card).quote(Ask.model("m", Usage.tokens(2_000, 1_000)));

        assertThat(quote.lines())
                .extracting(line -> line.dimension() + " " + line.quantity() + " " + line.rate() + " " + line.cost())
                .containsExactly("input 2000 3/1M 0.006 USD", "output 1000 15/1M 0.015 USD");
    }

    @Test
    @DisplayName("P2: a dimension without a rate is refused by name; it never costs nothing")
    void unknownDimension() {
        Desk desk = Desk.with(Desk.sonnet());

        Pricing.Unpriced refused = desk.refused(Ask.model("sonnet", Usage.of(Map.of(INPUT, 10L, REASONING, 5L))));

        assertThat(refused.reason()).isEqualTo(Reason.UNKNOWN_DIMENSION);
        assertThat(refused.subject()).isEqualTo("reasoning");
        assertThatThrownBy(() -> desk.quote(Ask.model("sonnet", Usage.of(REASONING, 5))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("reasoning");
        // none of it was used, so none of it needs a price
        assertThat(desk.credits(Ask.model("sonnet", Usage.of(Map.of(INPUT, 0L, REASONING, 0L)))))
                .isEqualTo("0");
    }

    @Test
    @DisplayName("P2: a model without a card is refused; two providers of one model must be told apart")
    void unknownModel() {
        RateCard here = Desk.card(INPUT, "1/1M");
        RateCard there = RateCard.usd("other", "m", Map.of(INPUT, Rate.perMillion("2")));
        Desk desk = Desk.with(here, there);
        Ask million = Ask.model("m", Usage.of(INPUT, 1_000_000));

        assertThat(desk.refused(Ask.model("n", Usage.tokens(1, 1))).reason()).isEqualTo(Reason.UNKNOWN_MODEL);
        assertThat(desk.refused(million.provider("nobody")).reason()).isEqualTo(Reason.UNKNOWN_MODEL);
        assertThat(desk.refused(million).reason()).isEqualTo(Reason.AMBIGUOUS_MODEL);
        assertThat(desk.cost(million.provider("acme"))).isEqualTo("1");
        assertThat(desk.cost(million.provider("other"))).isEqualTo("2");
    }

    @Test
    @DisplayName("P2: reasoning counts as output only where the card says so")
    void declaredFallback() {
        // 1,000 output and 500 reasoning, both at 15/1M: 0.015 + 0.0075 = 0.0225
        Desk desk = Desk.with(Desk.sonnet().counting(REASONING, OUTPUT));
        Quote quote = desk.quote(Ask.model("sonnet", Usage.of(Map.of(OUTPUT, 1_000L, REASONING, 500L))));

        assertThat(quote.cost()).isEqualTo(dev.credits.money.Money.of("0.0225", "USD"));
        assertThat(quote.lines()).extracting(Quote.Line::dimension).containsExactlyInAnyOrder(OUTPUT, REASONING);
        assertThatThrownBy(() -> Desk.sonnet().counting(INPUT, OUTPUT)).hasMessageContaining("fallback of input");
        assertThatThrownBy(() -> Desk.sonnet().counting(REASONING, CACHED_READ))
                .hasMessageContaining("fallback of reasoning");
    }

    @Test
    @DisplayName("P2: where a request has a price, an ask is one request unless its usage says otherwise")
    void requests() {
        Desk desk = Desk.with(
                RateCard.usd("acme", "m", Map.of(INPUT, Rate.perMillion("1"), Dimension.REQUESTS, Rate.each("0.005"))));

        // 1,000 × 1/1M + 1 × 0.005
        assertThat(desk.cost(Ask.model("m", Usage.of(INPUT, 1_000)))).isEqualTo("0.006");
        assertThat(desk.cost(Ask.model("m", Usage.of(Map.of(INPUT, 1_000L, Dimension.REQUESTS, 3L)))))
                .isEqualTo("0.016");
        assertThat(desk.cost(Ask.model("m", Usage.of(Map.of(INPUT, 1_000L, Dimension.REQUESTS, 0L)))))
                .isEqualTo("0.001");
    }

    @Test
    @DisplayName("P2: a policy may name default rates, and then the quote says which lines they priced")
    void defaultRates() {
        Desk desk = Desk.with(Desk.sonnet());
        desk.publish(new DefaultRates(
                RateCard.usd("any", "any", Map.of(INPUT, Rate.perMillion("50"), REASONING, Rate.perMillion("100")))));

        // the card's own 3/1M for input, the default's 100/1M for reasoning: 0.003 + 0.1
        Quote known = desk.quote(Ask.model("sonnet", Usage.of(Map.of(INPUT, 1_000L, REASONING, 1_000L))));
        assertThat(known.cost()).isEqualTo(dev.credits.money.Money.of("0.103", "USD"));
        assertThat(known.lines())
                .extracting(line -> line.dimension() + " " + line.defaulted())
                .containsExactlyInAnyOrder("input false", "reasoning true");
        // no card at all: 1,000 × 50/1M = 0.05 USD; / 0.01 × 1.6 = 8
        assertThat(desk.credits(Ask.model("unheard-of", Usage.of(INPUT, 1_000))))
                .isEqualTo("8");
        assertThat(desk.refused(Ask.model("unheard-of", Usage.of(OUTPUT, 1))).reason())
                .isEqualTo(Reason.UNKNOWN_DIMENSION);
    }

    @Test
    @DisplayName("P2: dimensions are open: a host's own have a dot, so that a typing error is not taken for one")
    void openDimensions() {
        assertThat(Dimension.of("acme.gpu_seconds").name()).isEqualTo("acme.gpu_seconds");
        assertThatThrownBy(() -> Dimension.of("inptu"))
                .hasMessageContaining("inptu")
                .hasMessageContaining("dot");
        assertThatThrownBy(() -> Dimension.of("Acme.X")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Dimension.of("")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Dimension.of("a." + "x".repeat(60))).isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest
    @CsvSource({"3/1M,3/1M", "3.00/1000000,3/1M", "0.5/2K,0.5/2K", "0.006/60,0.006/60", "0.04,0.04", "0,0", "0/1M,0/1M"
    })
    @DisplayName("P2: a rate is written as a price and a quantity")
    void rates(String text, String written) {
        assertThat(Rate.parse(text)).hasToString(written);
        assertThat(Rate.parse(written)).isEqualTo(Rate.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "-3/1M",
        "3/0",
        "3/",
        "/1M",
        "''",
        "3/1G",
        "1e3",
        "3/1000000000000M",
        "1000000000000",
        "0.1234567890123456789012345"
    })
    @DisplayName("P2: what is no price is refused")
    void badRates(String text) {
        assertThatThrownBy(() -> Rate.parse(text)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    @DisplayName("P2: rates are compared by what they come to")
    void sameRates() {
        assertThat(Rate.perMillion("3").isSameAs(Rate.each("0.000003"))).isTrue();
        assertThat(Rate.perThousand("3").isSameAs(Rate.perMillion("3"))).isFalse();
    }
}
