package dev.credits.pricing;

import static dev.credits.pricing.Dimension.INPUT;
import static dev.credits.pricing.Dimension.OUTPUT;
import static dev.credits.pricing.Dimension.SEARCHES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.money.InvalidInputException;
import dev.credits.pricing.Pricing.Reason;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batch, priority, region and time of day. */
@Tag("P2")
class ModifierTest {
    // 2,000 in and 1,000 out at 3/1M and 15/1M: 0.006 + 0.015 = 0.021
    private static final Ask ASK = Ask.model("sonnet", Usage.tokens(2_000, 1_000));

    @Test
    @DisplayName("P2: a factor multiplies every rate, or those it names; factors multiply each other")
    void factors() {
        Desk desk = Desk.with(Desk.sonnet()
                .with(Modifier.times("batch", "0.5"))
                .with(Modifier.times("region:eu", "1.1"))
                .with(Modifier.times("quiet", "0.2", Set.of(OUTPUT))));

        assertThat(desk.cost(ASK)).isEqualTo("0.021");
        assertThat(desk.cost(ASK.with("batch"))).isEqualTo("0.0105");
        assertThat(desk.cost(ASK.with("region:eu"))).isEqualTo("0.0231");
        assertThat(desk.cost(ASK.with("region:eu").with("batch"))).isEqualTo("0.01155");
        // 0.006 + 0.015 × 0.2 = 0.009
        assertThat(desk.cost(ASK.with("quiet"))).isEqualTo("0.009");
        assertThat(desk.quote(ASK.with("batch")).modifiers()).containsExactly("batch");
    }

    @Test
    @DisplayName("P2: rates are replaced before they are multiplied, whatever the order on the card")
    void replacing() {
        Desk desk = Desk.with(Desk.sonnet()
                .with(Modifier.times("batch", "0.5"))
                .with(Modifier.replacing(
                        "priority", Map.of(INPUT, Rate.perMillion("5"), SEARCHES, Rate.each("0.01")))));

        // 2,000 × 5/1M + 0.015 = 0.025
        assertThat(desk.cost(ASK.with("priority"))).isEqualTo("0.025");
        assertThat(desk.cost(ASK.with("priority").with("batch"))).isEqualTo("0.0125");
        // priced only under the modifier
        Ask search = ASK.usage(Usage.of(SEARCHES, 3));
        assertThat(desk.cost(search.with("priority"))).isEqualTo("0.03");
        assertThat(desk.refused(search).reason()).isEqualTo(Reason.UNKNOWN_DIMENSION);
    }

    @Test
    @DisplayName("P2: a replaced rate has the tiers of its modifier, or none; a factor keeps the card's")
    void tiers() {
        Tiers card = Tiers.whole(List.of(INPUT), 1_000, Map.of(INPUT, Rate.perMillion("6")));
        Tiers own = Tiers.whole(List.of(INPUT), 1_000, Map.of(INPUT, Rate.perMillion("9")));
        Map<Dimension, Rate> replaced = Map.of(INPUT, Rate.perMillion("5"));
        Desk desk = Desk.with(Desk.sonnet()
                .with(card)
                .with(Modifier.times("batch", "0.5"))
                .with(Modifier.replacing("flat", replaced))
                .with(new Modifier("priority", null, Set.of(), replaced, List.of(own), null)));
        Ask input = ASK.usage(Usage.of(INPUT, 2_000));

        assertThat(desk.cost(input)).isEqualTo("0.012");
        assertThat(desk.cost(input.with("batch"))).isEqualTo("0.006");
        assertThat(desk.cost(input.with("flat"))).isEqualTo("0.01");
        assertThat(desk.cost(input.with("priority"))).isEqualTo("0.018");
    }

    @Test
    @DisplayName("P2: a modifier the card does not have, and two that replace one rate, are refused")
    void refused() {
        Map<Dimension, Rate> rates = Map.of(INPUT, Rate.perMillion("5"));
        Desk desk = Desk.with(
                Desk.sonnet().with(Modifier.replacing("fast", rates)).with(Modifier.replacing("slow", rates)));

        Pricing.Unpriced unknown = desk.refused(ASK.with("batch"));
        assertThat(unknown.reason()).isEqualTo(Reason.UNKNOWN_MODIFIER);
        assertThat(unknown.subject()).isEqualTo("batch");
        assertThat(desk.refused(ASK.with("fast").with("slow")).reason()).isEqualTo(Reason.CONFLICTING_MODIFIERS);
        assertThat(desk.cost(ASK.with("fast"))).isEqualTo("0.025");
    }

    // off-peak from 16:30 to 00:30 UTC: half of 0.021
    @ParameterizedTest(name = "at {0}: {1}")
    @CsvSource({
        "2026-03-01T16:29:59.999999Z, 0.021",
        "2026-03-01T16:30:00Z,        0.0105",
        "2026-03-02T00:29:59.999999Z, 0.0105",
        "2026-03-02T00:30:00Z,        0.021",
        "2026-03-02T12:00:00Z,        0.021"
    })
    @DisplayName("P2: a time of day applies of itself, from its first moment to the one before its end, past midnight")
    void hours(Instant at, String cost) {
        Modifier offPeak = Modifier.times("off-peak", "0.5")
                .during(new Modifier.Hours(LocalTime.of(16, 30), LocalTime.of(0, 30), ZoneId.of("UTC")));
        Desk desk = Desk.with(Desk.sonnet().with(offPeak));
        desk.setClock(at);

        assertThat(desk.cost(ASK)).isEqualTo(cost);
        // nobody gets it by asking
        assertThat(desk.refused(ASK.with("off-peak")).reason()).isEqualTo(Reason.UNKNOWN_MODIFIER);
    }

    @Test
    @DisplayName("P2: hours are those of their zone, summer time included")
    void zone() {
        Modifier.Hours morning =
                new Modifier.Hours(LocalTime.of(8, 0), LocalTime.of(12, 0), ZoneId.of("Europe/Berlin"));

        assertThat(morning.contain(Instant.parse("2026-01-15T07:00:00Z"))).isTrue();
        assertThat(morning.contain(Instant.parse("2026-01-15T06:59:59Z"))).isFalse();
        assertThat(morning.contain(Instant.parse("2026-07-15T06:00:00Z"))).isTrue();
        assertThat(morning.contain(Instant.parse("2026-07-15T10:00:00Z"))).isFalse();
    }

    @Test
    @DisplayName("P2: a modifier either multiplies or replaces, by something above zero")
    void badModifiers() {
        assertThatThrownBy(() -> Modifier.times("free", "0")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Modifier.times("paid", "-1")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Modifier.replacing("nothing", Map.of())).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new Modifier(
                        "both", Desk.decimal("2"), Set.of(), Map.of(INPUT, Rate.each("1")), List.of(), null))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Desk.sonnet().with(Modifier.times("x", "2")).with(Modifier.times("x", "3")))
                .hasMessageContaining("once");
        assertThatThrownBy(() -> new Modifier.Hours(LocalTime.NOON, LocalTime.NOON, ZoneId.of("UTC")))
                .isInstanceOf(InvalidInputException.class);
    }
}
