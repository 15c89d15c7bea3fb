package dev.credits.pricing;

import static dev.credits.pricing.Dimension.AUDIO_INPUT;
import static dev.credits.pricing.Dimension.CACHED_READ;
import static dev.credits.pricing.Dimension.CACHED_WRITE;
import static dev.credits.pricing.Dimension.CACHED_WRITE_1H;
import static dev.credits.pricing.Dimension.INPUT;
import static dev.credits.pricing.Dimension.OUTPUT;
import static dev.credits.pricing.Dimension.REASONING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.money.InvalidInputException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every token is counted once, however the provider reports it. */
@Tag("P2")
class UsageTest {
    @Test
    @DisplayName("P2, class 6: cached tokens reported within the input are not counted twice")
    void inclusive() {
        // 10,000 input of which 7,000 cached and 500 audio; 2,000 output of which 1,500 reasoning
        Usage usage = Usage.inclusive(
                Map.of(INPUT, 10_000L, CACHED_READ, 7_000L, AUDIO_INPUT, 500L, OUTPUT, 2_000L, REASONING, 1_500L));

        assertThat(usage)
                .isEqualTo(Usage.of(Map.of(
                        INPUT, 2_500L, CACHED_READ, 7_000L, AUDIO_INPUT, 500L, OUTPUT, 500L, REASONING, 1_500L)));
        assertThat(usage.overlaps()).isEmpty();
    }

    @Test
    @DisplayName("P2, class 6: cached tokens reported beside the input are left beside it")
    void exclusive() {
        Map<Dimension, Long> reported = Map.of(INPUT, 10_000L, CACHED_READ, 7_000L, OUTPUT, 2_000L);

        assertThat(Usage.exclusive(reported)).isEqualTo(Usage.of(reported));
    }

    @Test
    @DisplayName("P2, class 6: both ways of reporting one call cost the same")
    void sameCost() {
        RateCard card = RateCard.usd(
                "acme",
                "m",
                Map.of(
                        INPUT,
                        Rate.perMillion("3"),
                        CACHED_READ,
                        Rate.perMillion("0.3"),
                        OUTPUT,
                        Rate.perMillion("15")));
        Desk desk = Desk.with(card);

        // 3,000 × 3 + 7,000 × 0.3 + 1,000 × 15 = 9,000 + 2,100 + 15,000 millionths
        Usage within = Usage.inclusive(Map.of(INPUT, 10_000L, CACHED_READ, 7_000L, OUTPUT, 1_000L));
        Usage beside = Usage.exclusive(Map.of(INPUT, 3_000L, CACHED_READ, 7_000L, OUTPUT, 1_000L));
        assertThat(desk.cost(Ask.model("m", within))).isEqualTo("0.0261");
        assertThat(desk.cost(Ask.model("m", beside))).isEqualTo("0.0261");
    }

    @Test
    @DisplayName("P2, class 6: parts of more than their whole leave zero of it, and are told")
    void overlap() {
        Usage usage = Usage.inclusive(Map.of(INPUT, 1_000L, CACHED_READ, 900L, CACHED_WRITE, 300L));

        assertThat(usage.quantity(INPUT)).isEqualTo(BigDecimal.ZERO);
        assertThat(usage.quantity(CACHED_READ)).isEqualByComparingTo("900");
        assertThat(usage.quantity(CACHED_WRITE)).isEqualByComparingTo("300");
        assertThat(usage.overlaps()).containsExactly(new Usage.Overlap(INPUT, 1_000, 1_200));
        assertThat(usage.plus(Usage.tokens(1, 1)).overlaps()).hasSize(1);
    }

    @Test
    @DisplayName(
            "P2, class 6: a part of a part is taken out of its own whole only; of the next one if that is not reported")
    void nested() {
        // 1,000 in, of which 400 written to the cache, of those 100 for an hour
        assertThat(Usage.inclusive(Map.of(INPUT, 1_000L, CACHED_WRITE, 400L, CACHED_WRITE_1H, 100L)))
                .isEqualTo(Usage.of(Map.of(INPUT, 600L, CACHED_WRITE, 300L, CACHED_WRITE_1H, 100L)));
        assertThat(Usage.inclusive(Map.of(INPUT, 1_000L, CACHED_WRITE_1H, 100L)))
                .isEqualTo(Usage.of(Map.of(INPUT, 900L, CACHED_WRITE_1H, 100L)));
        assertThat(Usage.inclusive(Map.of(CACHED_WRITE_1H, 100L))).isEqualTo(Usage.of(CACHED_WRITE_1H, 100));
    }

    @Test
    @DisplayName("P2: a provider's own habits say what is part of what")
    void ownHabits() {
        // cached within the input, but reasoning beside the output
        Map<Dimension, Dimension> habits = new HashMap<>(Usage.PARTS);
        habits.remove(REASONING);

        assertThat(Usage.reported(Map.of(INPUT, 100L, CACHED_READ, 40L, OUTPUT, 10L, REASONING, 30L), habits))
                .isEqualTo(Usage.of(Map.of(INPUT, 60L, CACHED_READ, 40L, OUTPUT, 10L, REASONING, 30L)));
        assertThatThrownBy(() -> Usage.reported(
                        Map.of(INPUT, 1L), Map.of(INPUT, OUTPUT, OUTPUT, CACHED_READ, CACHED_READ, INPUT)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("part of itself");
    }

    @Test
    @DisplayName("P2: the same dimension adds up; whole numbers and fractions go together")
    void addsUp() {
        Usage usage = Usage.builder()
                .add(INPUT, 5)
                .add(Dimension.AUDIO_INPUT_SECONDS, new BigDecimal("12.345678"))
                .add(INPUT, 7)
                .add(Dimension.AUDIO_INPUT_SECONDS, new BigDecimal("0.654322"))
                .build();

        assertThat(usage.quantities())
                .containsExactly(
                        Map.entry(Dimension.AUDIO_INPUT_SECONDS, new BigDecimal("13")),
                        Map.entry(INPUT, new BigDecimal("12")));
        assertThat(usage).isEqualTo(Usage.of(Map.of(INPUT, 12L, Dimension.AUDIO_INPUT_SECONDS, 13L)));
        assertThat(usage.plus(Usage.tokens(1, 2)).quantity(OUTPUT)).isEqualByComparingTo("2");
        assertThat(Usage.none().plus(usage)).isEqualTo(usage).hasSameHashCodeAs(usage);
    }

    @Test
    @DisplayName("P2: quantities that cannot be are refused")
    void bounds() {
        List<Runnable> wrong = List.of(
                () -> Usage.of(INPUT, -1),
                () -> Usage.of(INPUT, Usage.MOST + 1),
                () -> Usage.builder().add(INPUT, Usage.MOST).add(INPUT, 1),
                () -> Usage.builder().add(INPUT, new BigDecimal("0.0000001")),
                () -> Usage.builder().add(INPUT, new BigDecimal("100000000000.5")),
                () -> Usage.builder().add(INPUT, new BigDecimal("1e400")),
                () -> Usage.inclusive(Map.of(INPUT, 5L, CACHED_READ, -1L)),
                () -> Usage.inclusive(Map.of(INPUT, Long.MAX_VALUE, CACHED_READ, Long.MAX_VALUE)));

        assertThat(wrong)
                .allSatisfy(each -> assertThatThrownBy(each::run)
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageContaining("usage of"));
    }
}
