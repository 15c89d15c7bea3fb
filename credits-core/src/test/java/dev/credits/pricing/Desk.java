package dev.credits.pricing;

import dev.credits.ledger.Actor;
import dev.credits.ledger.HandSetClock;
import dev.credits.money.Amount;
import dev.credits.money.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A price book in memory with a clock set by hand; one credit is worth 0.01 USD and the margin is 60 % unless a test says otherwise. */
final class Desk {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Actor ADMIN = Actor.of("admin");

    final ListStorage store = new ListStorage();
    private Instant now = START;
    final HandSetClock clock = () -> now;
    final PriceBook book = PriceBook.on(store, clock);

    /** With nothing in it. */
    static Desk empty() {
        return new Desk();
    }

    /** With cards, the usual value and the usual margin. */
    static Desk with(RateCard... cards) {
        Desk desk = new Desk();
        desk.publish(CreditValue.of("0.01", "USD"), MarginRule.of("60"));
        desk.publish(cards);
        return desk;
    }

    void publish(PriceItem... items) {
        List<PriceChange> changes = Stream.of(items).map(PriceChange::set).toList();
        if (!changes.isEmpty()) {
            book.publish(changes, ADMIN, "set up").orElseThrow();
        }
    }

    Desk pass(Duration time) {
        now = now.plus(time);
        return this;
    }

    void setClock(Instant instant) {
        now = instant;
    }

    Quote quote(Ask ask) {
        return book.quote(ask).orElseThrow();
    }

    String credits(Ask ask) {
        return quote(ask).credits().toPlainString();
    }

    String cost(Ask ask) {
        Money cost = quote(ask).cost();
        return cost == null ? "unknown" : cost.amount().toPlainString();
    }

    Pricing.Unpriced refused(Ask ask) {
        return (Pricing.Unpriced) book.quote(ask);
    }

    static RateCard sonnet() {
        return RateCard.usd(
                "anthropic",
                "sonnet",
                Map.of(Dimension.INPUT, Rate.perMillion("3"), Dimension.OUTPUT, Rate.perMillion("15")));
    }

    static RateCard card(Dimension dimension, String rate) {
        return RateCard.usd("acme", "m", Map.of(dimension, Rate.parse(rate)));
    }

    static Amount credits(String decimal) {
        return Amount.of(decimal);
    }

    static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }
}
