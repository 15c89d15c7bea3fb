package dev.credits.pricing;

import static dev.credits.pricing.Dimension.CACHED_READ;
import static dev.credits.pricing.Dimension.INPUT;
import static dev.credits.pricing.Dimension.INPUT_CHARACTERS;
import static dev.credits.pricing.Dimension.OUTPUT;
import static dev.credits.pricing.Dimension.REASONING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.pricing.Tiers.Crossing;
import dev.credits.pricing.Tiers.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Context tiers: what is measured, what crossing re-prices, and on which side the bound lies. */
@Tag("P2")
class TiersTest {
    private static final List<Dimension> PROMPT = List.of(INPUT, CACHED_READ);

    /** 3/1M in, 0.3/1M cached, 15/1M out; above 200,000 of prompt 6/1M, 0.6/1M and 22.5/1M. */
    private static RateCard longContext(boolean boundIsAbove) {
        Map<Dimension, Rate> base =
                Map.of(INPUT, Rate.perMillion("3"), CACHED_READ, Rate.perMillion("0.3"), OUTPUT, Rate.perMillion("15"));
        Map<Dimension, Rate> above = Map.of(
                INPUT, Rate.perMillion("6"), CACHED_READ, Rate.perMillion("0.6"), OUTPUT, Rate.perMillion("22.5"));
        return RateCard.usd("acme", "m", base)
                .with(new Tiers(PROMPT, Crossing.WHOLE, boundIsAbove, List.of(new Step(200_000, above))));
    }

    // the whole request is re-priced, the answer included:
    // 150,000 + 50,000 cached: 0.45 + 0.015 + 0.015 = 0.48; one token more: 0.900006 + 0.03 + 0.0225 = 0.952506
    @ParameterizedTest(name = "bound above: {0}; {1} input, {2} cached cost {3}")
    @CsvSource({
        "false, 150000, 50000, 0.48",
        "false, 150001, 50000, 0.952506",
        "true,  149999, 50000, 0.479997",
        "true,  150000, 50000, 0.9525",
        "false, 0,      0,     0.015"
    })
    @DisplayName("P2: crossing re-prices the whole request, measured by all of the prompt, the bound as declared")
    void whole(boolean boundIsAbove, long input, long cached, String cost) {
        Usage usage = Usage.of(Map.of(INPUT, input, CACHED_READ, cached, OUTPUT, 1_000L));

        assertThat(Desk.with(longContext(boundIsAbove)).cost(Ask.model("m", usage)))
                .isEqualTo(cost);
    }

    /** 10/1M characters, above 1,000 of them 8/1M, above 5,000 6/1M. */
    private static RateCard graded(boolean boundIsAbove) {
        return Desk.card(INPUT_CHARACTERS, "10/1M")
                .with(new Tiers(
                        List.of(INPUT_CHARACTERS),
                        Crossing.ABOVE,
                        boundIsAbove,
                        List.of(
                                new Step(1_000, Map.of(INPUT_CHARACTERS, Rate.perMillion("8"))),
                                new Step(5_000, Map.of(INPUT_CHARACTERS, Rate.perMillion("6"))))));
    }

    // 6,000: 1,000 × 10 + 4,000 × 8 + 1,000 × 6 = 48,000 millionths; with the bound above: 999 × 10 + 4,000 × 8 + 1,001
    // × 6 = 47,996
    @ParameterizedTest(name = "bound above: {0}; {1} characters cost {2}")
    @CsvSource({
        "false, 1000, 0.01",
        "false, 1001, 0.010008",
        "false, 5000, 0.042",
        "false, 6000, 0.048",
        "true,  999,  0.00999",
        "true,  1000, 0.009998",
        "true,  6000, 0.047996"
    })
    @DisplayName("P2: where only what is above is re-priced, every piece has the rate of its place")
    void above(boolean boundIsAbove, long characters, String cost) {
        Usage usage = Usage.of(INPUT_CHARACTERS, characters);

        assertThat(Desk.with(graded(boundIsAbove)).cost(Ask.model("m", usage))).isEqualTo(cost);
    }

    @ParameterizedTest(name = "{0} characters cost {1}")
    @CsvSource({
        "999.5,     0.009995",
        "999.999999, 0.00999999999",
        "1000,      0.009998",
        "1000.5,    0.010002",
        "4999.5,    0.041994",
        "5000,      0.041996"
    })
    @DisplayName("P2: a bound that counts as above is reached by a whole piece, not by a part of the one before it")
    void aboveInParts(String characters, String cost) {
        Usage usage = Usage.builder()
                .add(INPUT_CHARACTERS, new java.math.BigDecimal(characters))
                .build();

        assertThat(Desk.with(graded(true)).cost(Ask.model("m", usage))).isEqualTo(cost);
    }

    @Test
    @DisplayName("P2: the lines of a graded price tell the stretches and the bounds they lie above")
    void stretches() {
        Quote quote = Desk.with(graded(false)).quote(Ask.model("m", Usage.of(INPUT_CHARACTERS, 6_000)));

        assertThat(quote.lines())
                .extracting(
                        line -> line.quantity() + " above " + line.above() + " at " + line.rate() + ": " + line.cost())
                .containsExactly(
                        "1000 above 0 at 10/1M: 0.01 USD",
                        "4000 above 1000 at 8/1M: 0.032 USD",
                        "1000 above 5000 at 6/1M: 0.006 USD");
    }

    @Test
    @DisplayName("P2: several dimensions fill the bound in the order the card measures them")
    void filledInOrder() {
        // 100 of room: 80 cached first, then 20 of the 50 input; the other 30 input are above
        // 80 × 1 + 20 × 10 + 30 × 20 = 880 millionths
        RateCard card = RateCard.usd(
                        "acme", "m", Map.of(INPUT, Rate.perMillion("10"), CACHED_READ, Rate.perMillion("1")))
                .with(Tiers.above(List.of(CACHED_READ, INPUT), 100, Map.of(INPUT, Rate.perMillion("20"))));
        // with the input first: 50 × 10 + 50 × 1 + 30 × 1 (no other rate above) = 580 millionths
        RateCard other = RateCard.usd("acme", "n", card.rates())
                .with(Tiers.above(List.of(INPUT, CACHED_READ), 100, Map.of(INPUT, Rate.perMillion("20"))));
        Desk desk = Desk.with(card, other);
        Usage usage = Usage.of(Map.of(INPUT, 50L, CACHED_READ, 80L));

        assertThat(desk.cost(Ask.model("m", usage))).isEqualTo("0.00088");
        assertThat(desk.cost(Ask.model("n", usage))).isEqualTo("0.00058");
    }

    @Test
    @DisplayName("P2: what counts as another dimension is measured with it")
    void fallbackIsMeasured() {
        // reasoning counts as output; output above 1,000 costs 20/1M instead of 10/1M
        // 800 output + 400 reasoning: 800 × 10 + 200 × 10 + 200 × 20 = 14,000 millionths
        RateCard card = Desk.card(OUTPUT, "10/1M")
                .with(Tiers.above(List.of(OUTPUT), 1_000, Map.of(OUTPUT, Rate.perMillion("20"))))
                .counting(REASONING, OUTPUT);

        assertThat(Desk.with(card).cost(Ask.model("m", Usage.of(Map.of(OUTPUT, 800L, REASONING, 400L)))))
                .isEqualTo("0.014");
        // the whole re-priced: 1,200 > 1,000, so 1,200 × 20 = 24,000 millionths
        RateCard whole = Desk.card(OUTPUT, "10/1M")
                .with(Tiers.whole(List.of(OUTPUT), 1_000, Map.of(OUTPUT, Rate.perMillion("20"))))
                .counting(REASONING, OUTPUT);
        assertThat(Desk.with(whole).cost(Ask.model("m", Usage.of(Map.of(OUTPUT, 800L, REASONING, 400L)))))
                .isEqualTo("0.024");
    }

    @Test
    @DisplayName("P2: fractions of a piece find their tier too")
    void fractions() {
        // 8.5 seconds: 8 × 0.5 + 0.5 × 1 = 4.5
        RateCard card = Desk.card(Dimension.VIDEO_INPUT_SECONDS, "0.5")
                .with(Tiers.above(
                        List.of(Dimension.VIDEO_INPUT_SECONDS),
                        8,
                        Map.of(Dimension.VIDEO_INPUT_SECONDS, Rate.each("1"))));
        Usage usage = Usage.builder()
                .add(Dimension.VIDEO_INPUT_SECONDS, Desk.decimal("8.5"))
                .build();

        assertThat(Desk.with(card).cost(Ask.model("m", usage))).isEqualTo("4.5");
    }

    @Test
    @DisplayName("P2: tiers that overlap, or price what they do not measure, are refused")
    void badTiers() {
        Map<Dimension, Rate> rate = Map.of(INPUT, Rate.perMillion("1"));
        Step low = new Step(10, rate);

        assertThatThrownBy(() -> new Tiers(PROMPT, Crossing.WHOLE, false, List.of(low, low)))
                .hasMessageContaining("overlap");
        assertThatThrownBy(() -> new Tiers(PROMPT, Crossing.WHOLE, false, List.of(new Step(20, rate), low)))
                .hasMessageContaining("overlap");
        assertThatThrownBy(() -> Tiers.above(List.of(OUTPUT), 10, rate)).hasMessageContaining("measured");
        assertThatThrownBy(() -> Desk.card(OUTPUT, "1").with(Tiers.whole(PROMPT, 10, rate)))
                .hasMessageContaining("input");
        assertThatThrownBy(() -> Desk.card(INPUT, "1")
                        .with(Tiers.whole(PROMPT, 10, rate))
                        .with(Tiers.whole(PROMPT, 20, rate)))
                .hasMessageContaining("overlap");
        assertThatThrownBy(() -> new Step(0, rate)).hasMessageContaining("above");
    }
}
