package dev.credits.pricing;

import static dev.credits.pricing.Dimension.OUTPUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.money.Amount;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is charged piece by piece comes to what the whole costs. */
@Tag("P1")
@Tag("L14")
class TallyTest {
    @Test
    @DisplayName("L14, class 13: a million tokens taken one by one come to exactly what a million cost at once")
    void aMillionPieces() {
        // one token: 0.07/1M USD / 0.01 × 1.6 = 0.0000112 credits: never a whole millionth; a million: 11.2 credits
        Desk desk = Desk.with(Desk.card(OUTPUT, "0.07/1M"));
        Tally tally = desk.book.tally(Ask.model("m", Usage.none()));
        Usage token = Usage.of(OUTPUT, 1);
        Amount sum = Desk.credits("0");
        for (int i = 0; i < 1_000_000; i++) {
            tally.add(token);
            sum = sum.plus(tally.take());
        }

        assertThat(sum).isEqualTo(Desk.credits("11.2")).isEqualTo(tally.taken());
        assertThat(desk.credits(Ask.model("m", Usage.of(OUTPUT, 1_000_000)))).isEqualTo("11.2");
    }

    @Test
    @DisplayName("L14, class 13: a million charges of 3.36 credits are 3,360,000 credits, to the last unit")
    void aMillionCharges() {
        Desk desk = Desk.with(Desk.sonnet());
        Ask ask = Ask.model("sonnet", Usage.tokens(2_000, 1_000));
        Amount sum = Desk.credits("0");
        for (int i = 0; i < 1_000_000; i++) {
            sum = sum.plus(desk.quote(ask).credits());
        }

        assertThat(sum).isEqualTo(Desk.credits("3360000"));
    }

    @Test
    @DisplayName("P1: apart, each piece is rounded up; by a tally, only the whole is")
    void apart() {
        // 0.0000112 credits, up: 0.000012 each, 0.000036 for three; the three together 0.0000336, up: 0.000034
        Desk desk = Desk.with(Desk.card(OUTPUT, "0.07/1M"));
        Tally tally = desk.book.tally(Ask.model("m", Usage.of(OUTPUT, 1)));

        assertThat(tally.take()).isEqualTo(Desk.credits("0.000012"));
        tally.add(Usage.of(OUTPUT, 1));
        assertThat(tally.take()).isEqualTo(Desk.credits("0.000011"));
        tally.add(Usage.of(OUTPUT, 1));
        assertThat(tally.take()).isEqualTo(Desk.credits("0.000011"));
        assertThat(tally.take()).isEqualTo(Desk.credits("0"));
        assertThat(tally.used()).isEqualTo(Usage.of(OUTPUT, 3));
    }

    @Test
    @DisplayName("P3: a tally keeps the prices it began with")
    void pinned() {
        Desk desk = Desk.with(Desk.sonnet());
        Tally tally = desk.book.tally(Ask.model("sonnet", Usage.tokens(2_000, 0)));
        desk.pass(Duration.ofSeconds(1)).publish(MarginRule.of("900"));
        tally.add(Usage.tokens(0, 1_000));

        assertThat(tally.take()).isEqualTo(Desk.credits("3.36"));
    }

    @Test
    @DisplayName(
            "P2: crossing a tier catches up on what was taken below it; a cheaper whole gives nothing back, and is told")
    void tiers() {
        // above 100 the whole is 2/1M instead of 1/1M: 100 → 0.016 credits; 101 → 0.03232
        RateCard dearer =
                Desk.card(OUTPUT, "1/1M").with(Tiers.whole(List.of(OUTPUT), 100, Map.of(OUTPUT, Rate.perMillion("2"))));
        RateCard cheaper = RateCard.usd("acme", "n", dearer.rates())
                .with(Tiers.whole(List.of(OUTPUT), 100, Map.of(OUTPUT, Rate.parse("0.5/1M"))));
        Desk desk = Desk.with(dearer, cheaper);
        Tally up = desk.book.tally(Ask.model("m", Usage.of(OUTPUT, 100)));
        Tally down = desk.book.tally(Ask.model("n", Usage.of(OUTPUT, 100)));

        assertThat(up.take()).isEqualTo(Desk.credits("0.016"));
        up.add(Usage.of(OUTPUT, 1));
        assertThat(up.take()).isEqualTo(Desk.credits("0.01632"));
        assertThat(down.take()).isEqualTo(Desk.credits("0.016"));
        // 101 × 0.5/1M / 0.01 × 1.6 = 0.00808
        assertThat(down.add(Usage.of(OUTPUT, 1)).orElseThrow().credits()).isEqualTo(Desk.credits("0.00808"));
        assertThat(down.take()).isEqualTo(Desk.credits("0"));
        assertThat(down.taken()).isEqualTo(Desk.credits("0.016"));
    }
}
