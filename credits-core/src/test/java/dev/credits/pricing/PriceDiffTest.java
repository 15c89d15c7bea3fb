package dev.credits.pricing;

import static dev.credits.pricing.Dimension.CACHED_READ;
import static dev.credits.pricing.Dimension.INPUT;
import static dev.credits.pricing.Dimension.OUTPUT;
import static dev.credits.pricing.Dimension.REASONING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.money.InvalidInputException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a table would change, before it is published. */
@Tag("P2")
class PriceDiffTest {
    private static String told(PriceDiff.Change change) {
        String percent = change.percent() == null ? "" : " " + (change.exact() ? "" : "~") + change.percent() + " %";
        return change.what() + ": " + change.from() + " > " + change.to() + percent;
    }

    @Test
    @DisplayName("P2: new, changed and gone, by how much, and what says the same")
    void all() {
        RateCard before = RateCard.usd(
                "acme",
                "m",
                Map.of(
                        INPUT,
                        Rate.perMillion("3"),
                        OUTPUT,
                        Rate.perMillion("15"),
                        CACHED_READ,
                        Rate.perMillion("0.3")));
        RateCard after = RateCard.usd(
                "acme",
                "m",
                Map.of(INPUT, Rate.perMillion("3.6"), OUTPUT, Rate.perMillion("5"), REASONING, Rate.perMillion("9")));
        RateCard same = RateCard.usd("acme", "same", Map.of(INPUT, Rate.perMillion("3")));
        RateCard written = RateCard.usd("acme", "same", Map.of(INPUT, Rate.each("0.000003")));
        RateCard fresh = Desk.sonnet();
        RateCard old = RateCard.usd("acme", "old", Map.of(INPUT, Rate.perMillion("1")));

        PriceDiff diff = PriceDiff.between(List.of(before, same, old), List.of(after, written, fresh));

        assertThat(diff.added()).containsExactly(fresh);
        assertThat(diff.gone()).containsExactly(old);
        assertThat(diff.same()).isEqualTo(1);
        assertThat(diff.changed()).hasSize(1);
        // 3.6 / 3 = 1.2; 5 / 15 = 1/3, so -66.666… %
        assertThat(diff.changed().get(0).changes())
                .extracting(PriceDiffTest::told)
                .containsExactly(
                        "cached_read: 0.3/1M > null",
                        "input: 3/1M > 3.6/1M 20 %",
                        "output: 15/1M > 5/1M ~-66.666667 %",
                        "reasoning: null > 9/1M");
    }

    @Test
    @DisplayName("P2: tiers, modifiers, hours, fallbacks and the currency are compared too")
    void everything() {
        Modifier.Hours night = new Modifier.Hours(LocalTime.of(22, 0), LocalTime.of(6, 0), ZoneId.of("UTC"));
        RateCard plain = Desk.sonnet();
        RateCard rich = plain.with(Tiers.whole(List.of(INPUT), 1_000, Map.of(INPUT, Rate.perMillion("6"))))
                .with(Modifier.times("batch", "0.50"))
                .with(Modifier.times("night", "0.9").during(night))
                .with(Modifier.replacing("fast", Map.of(INPUT, Rate.perMillion("9"))))
                .counting(REASONING, OUTPUT);
        RateCard richer = plain.with(Tiers.above(List.of(INPUT), 1_000, Map.of(INPUT, Rate.perMillion("7.5"))))
                .with(Modifier.times("batch", "0.5"))
                .with(Modifier.times("night", "0.9"))
                .with(Modifier.replacing("fast", Map.of(INPUT, Rate.perMillion("0"))))
                .counting(REASONING, OUTPUT);

        assertThat(PriceDiff.between(List.of(plain), List.of(rich))
                        .changed()
                        .get(0)
                        .changes())
                .extracting(PriceDiffTest::told)
                .containsExactly(
                        "factor with batch: null > × 0.5",
                        "factor with night: null > × 0.9",
                        "fallback of reasoning: null > as output",
                        "hours with night: null > 22:00 to 06:00 UTC",
                        "input above 1000: null > 6/1M",
                        "input with fast: null > 9/1M",
                        "tiers of input: null > whole, by [input]");
        assertThat(PriceDiff.between(List.of(rich), List.of(richer))
                        .changed()
                        .get(0)
                        .changes())
                .extracting(PriceDiffTest::told)
                .containsExactly(
                        "hours with night: 22:00 to 06:00 UTC > null",
                        "input above 1000: 6/1M > 7.5/1M 25 %",
                        "input with fast: 9/1M > 0/1M -100 %",
                        "tiers of input: whole, by [input] > above, by [input]");
        assertThat(PriceDiff.between(List.of(richer), List.of(rich))
                        .changed()
                        .get(0)
                        .changes())
                .extracting(PriceDiffTest::told)
                .contains("input with fast: 0/1M > 9/1M");
    }

    @Test
    @DisplayName(
            "P2: publishing a diff makes the cards in force those of the table; what is gone only if that is meant")
    void publish() {
        RateCard old = RateCard.usd("acme", "old", Map.of(INPUT, Rate.perMillion("1")));
        Desk desk = Desk.with(old, Desk.card(INPUT, "2/1M"));
        List<RateCard> table = List.of(Desk.card(INPUT, "3/1M"), Desk.sonnet());
        desk.pass(java.time.Duration.ofSeconds(1));

        PriceDiff first = PriceDiff.between(desk.book.prices().cards(), table);
        desk.book.publish(first.changes(), Desk.ADMIN, "import").orElseThrow();
        assertThat(desk.book.prices().cards()).extracting(RateCard::model).containsExactly("m", "old", "sonnet");

        PriceDiff second = PriceDiff.between(desk.book.prices().cards(), table);
        assertThat(second.added()).isEmpty();
        assertThat(second.changed()).isEmpty();
        assertThat(second.same()).isEqualTo(2);
        assertThat(second.changes()).isEmpty();
        assertThat(second.inForce()).isEqualTo(3);
        assertThatThrownBy(() -> second.withdrawals(33))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("1 of 3 cards");
        desk.book.publish(second.withdrawals(34), Desk.ADMIN, "import").orElseThrow();
        assertThat(desk.book.prices().cards()).containsExactlyInAnyOrderElementsOf(table);
    }

    @Test
    @DisplayName("P2: nothing is withdrawn for a table that was not read to its end, or of which an entry is wrong")
    void unsound() {
        List<RateCard> inForce = List.of(Desk.sonnet(), Desk.card(INPUT, "1"));
        String sonnet = "{\"cards\": [" + Desk.sonnet().toJson();

        for (String text : List.of(sonnet, sonnet + ",", sonnet + ", {}]}", sonnet + "]} more")) {
            PriceTable table = PriceTable.read(PriceTable.Format.CARDS, TextSource.of(text));
            assertThat(table.cards()).containsExactly(Desk.sonnet());
            PriceDiff diff = PriceDiff.between(inForce, table);
            assertThatThrownBy(() -> diff.withdrawals(100))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("read to its end without a fault");
        }
    }
}
