package dev.credits.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.ledger.CreditsException;
import dev.credits.money.InvalidInputException;
import dev.credits.pricing.Pricing.Reason;
import dev.credits.pricing.Publication.Code;
import dev.credits.pricing.Publication.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Versions, dates, who sees what when, and quoting without I/O. */
@Tag("P2")
class PriceBookTest {
    private static final Ask ASK = Ask.model("sonnet", Usage.tokens(2_000, 1_000));
    private static final Duration DAY = Duration.ofDays(1);

    private static RateCard dearer() {
        return RateCard.usd(
                "anthropic",
                "sonnet",
                Map.of(Dimension.INPUT, Rate.perMillion("6"), Dimension.OUTPUT, Rate.perMillion("30")));
    }

    @Test
    @DisplayName("P2: a change takes effect at its instant, not before and not after")
    void effective() {
        Desk desk = Desk.with(Desk.sonnet());
        Instant change = Desk.START.plus(DAY);
        desk.book
                .publish(PriceChange.set(dearer()).from(change), Desk.ADMIN, "announced")
                .orElseThrow();

        desk.setClock(change.minusNanos(1));
        assertThat(desk.credits(ASK)).isEqualTo("3.36");
        desk.setClock(change);
        assertThat(desk.credits(ASK)).isEqualTo("6.72");
    }

    @Test
    @DisplayName("P2: backdated changes are refused, and publish nothing of what comes with them")
    void backdated() {
        Desk desk = Desk.with(Desk.sonnet());
        desk.pass(DAY);
        List<PriceChange> changes = List.of(
                PriceChange.set(MarginRule.of("99")),
                PriceChange.set(dearer()).from(Desk.START.plus(DAY).minusNanos(1_000)));

        Publication refused = desk.book.publish(changes, Desk.ADMIN, "too late");

        assertThat(((Refused) refused).code()).isEqualTo(Code.BACKDATED);
        assertThat(desk.store.size()).isEqualTo(3);
        assertThat(desk.credits(ASK)).isEqualTo("3.36");
        assertThatThrownBy(refused::orElseThrow)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("BACKDATED");
    }

    @Test
    @DisplayName("P2: a clock set back cannot backdate either: no version is dated before the one before it")
    void clockSetBack() {
        Desk desk = Desk.with(Desk.sonnet());
        desk.pass(DAY).publish(MarginRule.of("100"));
        desk.setClock(Desk.START.plusSeconds(60));
        Publication refused = desk.book.publish(
                PriceChange.set(MarginRule.of("70")).from(Desk.START.plusSeconds(90)), Desk.ADMIN, "set back");

        assertThat(((Refused) refused).code()).isEqualTo(Code.BACKDATED);
        PriceVersion next = desk.book
                .publish(PriceChange.set(dearer()), Desk.ADMIN, "now")
                .orElseThrow()
                .get(0);
        assertThat(next.at()).isEqualTo(Desk.START.plus(DAY));
    }

    @Test
    @DisplayName("P2: what was to take effect may be replaced, explicitly and before it does")
    void replacing() {
        Desk desk = Desk.with(Desk.sonnet());
        Instant change = Desk.START.plus(DAY);
        desk.book
                .publish(PriceChange.set(dearer()).from(change), Desk.ADMIN, "a slip")
                .orElseThrow();
        PriceChange right = PriceChange.set(Desk.card(Dimension.INPUT, "1")).from(change);
        PriceChange fix = new PriceChange(PriceKind.CARD, "anthropic/sonnet", Desk.sonnet(), change, false);

        assertThat(((Refused) desk.book.publish(fix, Desk.ADMIN, "mended")).code())
                .isEqualTo(Code.TIE);
        desk.book.publish(List.of(fix.inPlace(), right), Desk.ADMIN, "mended").orElseThrow();

        desk.setClock(change);
        assertThat(desk.credits(ASK)).isEqualTo("3.36");
        assertThat(((Refused) desk.book.publish(fix.inPlace(), Desk.ADMIN, "too late")).code())
                .isEqualTo(Code.TIE);
    }

    @Test
    @DisplayName("P2: a withdrawn card prices nothing; there is nothing to withdraw twice")
    void withdrawn() {
        Desk desk = Desk.with(Desk.sonnet());
        desk.pass(DAY);
        PriceChange withdrawal = PriceChange.withdraw(PriceKind.CARD, "anthropic/sonnet");
        desk.book.publish(withdrawal, Desk.ADMIN, "discontinued").orElseThrow();

        assertThat(desk.refused(ASK).reason()).isEqualTo(Reason.UNKNOWN_MODEL);
        desk.pass(DAY);
        assertThat(((Refused) desk.book.publish(withdrawal, Desk.ADMIN, "again")).code())
                .isEqualTo(Code.NOT_FOUND);
    }

    @Test
    @DisplayName("P2: every change says why, and a table of changes is published whole or not at all")
    void reasons() {
        Desk desk = Desk.with(Desk.sonnet());

        assertThatThrownBy(() -> desk.book.publish(PriceChange.set(dearer()), Desk.ADMIN, " "))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("reason");
        assertThatThrownBy(() -> desk.book.publish(List.of(), Desk.ADMIN, "nothing"))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    @DisplayName("P2: quoting asks the store nothing, a hundred thousand times over and across a change of prices")
    void noIo() {
        Desk desk = Desk.with(Desk.sonnet());
        desk.book
                .publish(PriceChange.set(dearer()).from(Desk.START.plusSeconds(5)), Desk.ADMIN, "soon")
                .orElseThrow();
        int before = desk.store.reads();
        for (int i = 0; i < 100_000; i++) {
            desk.setClock(Desk.START.plusNanos(i * 100_000L));
            assertThat(desk.book.quote(ASK).isPriced()).isTrue();
        }

        assertThat(desk.credits(ASK)).isEqualTo("6.72");
        assertThat(desk.store.reads()).isEqualTo(before);
    }

    @Test
    @DisplayName("P2: what another process publishes is seen within the staleness that is stated")
    void staleness() {
        Desk desk = Desk.with(Desk.sonnet());
        PriceBook other = PriceBook.on(desk.store, desk.clock).withStaleness(Duration.ofSeconds(30));
        assertThat(other.quote(ASK).orElseThrow().credits().toPlainString()).isEqualTo("3.36");
        desk.pass(Duration.ofSeconds(1)).publish(dearer());

        desk.setClock(Desk.START.plusSeconds(30));
        assertThat(other.quote(ASK).orElseThrow().credits().toPlainString()).isEqualTo("3.36");
        desk.setClock(Desk.START.plusSeconds(30).plusNanos(1_000));
        assertThat(other.quote(ASK).orElseThrow().credits().toPlainString()).isEqualTo("6.72");
        assertThat(other.staleness()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    @DisplayName("P2: with threads to do so, the news is read from half of the staleness on, while quotes go on")
    void readAhead() {
        Desk desk = Desk.with(Desk.sonnet());
        Deque<Runnable> work = new ArrayDeque<>();
        PriceBook other = PriceBook.on(desk.store, desk.clock).withExecutor(work::add);
        other.quote(ASK);
        desk.pass(Duration.ofSeconds(5)).publish(dearer());
        other.quote(ASK);
        assertThat(work).isEmpty();

        desk.pass(Duration.ofNanos(1_000));
        assertThat(other.quote(ASK).orElseThrow().credits().toPlainString()).isEqualTo("3.36");
        other.quote(ASK);
        assertThat(work).hasSize(1);
        work.remove().run();
        assertThat(other.quote(ASK).orElseThrow().credits().toPlainString()).isEqualTo("6.72");
        assertThat(work).isEmpty();
    }

    @Test
    @DisplayName("P2: a store that fails is asked again before quotes are older than the staleness, and then they fail")
    void failingStore() {
        Desk desk = Desk.with(Desk.sonnet());
        PriceBook other = PriceBook.on(desk.store, desk.clock).withExecutor(Runnable::run);
        other.quote(ASK);
        desk.store.down(true);

        desk.pass(Duration.ofSeconds(9));
        assertThat(other.quote(ASK).isPriced()).isTrue();
        desk.pass(Duration.ofSeconds(2));
        assertThatThrownBy(() -> other.quote(ASK)).isInstanceOf(CreditsException.class);
        desk.store.down(false);
        assertThat(other.quote(ASK).isPriced()).isTrue();
    }

    @Test
    @Tag("P3")
    @DisplayName("P3: a quote is recomputed from its receipt to the same, after every price it used has changed")
    void recompute() {
        Desk desk = Desk.with(Desk.sonnet().with(Modifier.times("batch", "0.5")));
        desk.publish(new Rounding(java.math.RoundingMode.UP, Desk.credits("0.1")));
        Quote quote = desk.quote(ASK.with("batch").feature("chat").customerTier("gold"));
        String kept = quote.receipt().toJson();
        assertThat(quote.credits()).isEqualTo(Desk.credits("1.7"));
        desk.pass(DAY)
                .publish(
                        dearer(),
                        MarginRule.of("200").customerTier("gold"),
                        CreditValue.of("0.5", "USD"),
                        new Rounding(java.math.RoundingMode.DOWN, Desk.credits("1")),
                        new FixedPrice("chat", Desk.credits("99")));

        assertThat(desk.credits(ASK.feature("chat"))).isEqualTo("99");
        Quote again = desk.book.recompute(Receipt.parse(kept)).orElseThrow();
        assertThat(again.credits()).isEqualTo(quote.credits());
        assertThat(again.cost()).isEqualTo(quote.cost());
        assertThat(again.receipt()).isEqualTo(quote.receipt());
        assertThat(kept).hasSizeLessThan(500);
        assertThatThrownBy(() -> Receipt.parse("{\"model\":\"x\"}")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Receipt.parse(kept.replace("\"tier\"", "\"teir\"")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("teir");
    }

    @Test
    @DisplayName("P2: prices are known as they were on any day")
    void asOf() {
        Desk desk = Desk.with(Desk.sonnet());
        desk.pass(DAY).publish(dearer());
        desk.pass(DAY).publish(MarginRule.of("100"));

        List<String> days = new ArrayList<>();
        for (int day = 0; day < 3; day++) {
            Instant at = Desk.START.plus(DAY.multipliedBy(day));
            days.add(desk.book
                    .pricesAt(at)
                    .quote(ASK, at)
                    .orElseThrow()
                    .credits()
                    .toPlainString());
        }
        assertThat(days).containsExactly("3.36", "6.72", "8.4");
        Instant before = Desk.START.minusSeconds(1);
        assertThat(desk.book.pricesAt(before).quote(ASK, before).isPriced()).isFalse();
    }

    @Test
    @DisplayName("P2: a book with a missing version is a fault, not a wrong price")
    void gap() {
        Desk desk = Desk.with(Desk.sonnet());
        desk.store.lose(2);

        assertThatThrownBy(() -> PriceBook.on(desk.store, desk.clock).quote(ASK))
                .isInstanceOf(CreditsException.class)
                .hasMessageContaining("line 2 of log prices is missing");
    }

    @Test
    @DisplayName("P2: the staleness has bounds")
    void bounds() {
        PriceBook book = Desk.empty().book;

        assertThatThrownBy(() -> book.withStaleness(Duration.ZERO)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> book.withStaleness(Duration.ofDays(2))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> book.newest(PriceKind.CARD, 0)).isInstanceOf(InvalidInputException.class);
    }
}
