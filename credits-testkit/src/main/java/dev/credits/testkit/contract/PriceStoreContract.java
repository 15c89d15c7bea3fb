package dev.credits.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Actor;
import dev.credits.money.Amount;
import dev.credits.pricing.Ask;
import dev.credits.pricing.Bundle;
import dev.credits.pricing.CreditValue;
import dev.credits.pricing.DefaultRates;
import dev.credits.pricing.Dimension;
import dev.credits.pricing.FixedPrice;
import dev.credits.pricing.MarginRule;
import dev.credits.pricing.Modifier;
import dev.credits.pricing.PriceBook;
import dev.credits.pricing.PriceChange;
import dev.credits.pricing.PriceItem;
import dev.credits.pricing.PriceKind;
import dev.credits.pricing.PriceStore;
import dev.credits.pricing.PriceVersion;
import dev.credits.pricing.Quote;
import dev.credits.pricing.Rate;
import dev.credits.pricing.RateCard;
import dev.credits.pricing.Receipt;
import dev.credits.pricing.Rounding;
import dev.credits.pricing.Tiers;
import dev.credits.pricing.Usage;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Everything a price store must do. */
public interface PriceStoreContract {
    Instant START = Instant.parse("2026-01-01T00:00:00.123456Z");
    Actor ADMIN = Actor.of("admin");

    /** An empty store. */
    PriceStore priceStore();

    /** Another handle to the data of {@code store}, as another process would have. */
    PriceStore anotherPriceStore(PriceStore store);

    @Test
    @Tag("P2")
    @DisplayName("P2: versions of every kind are read as they were written, by number, by kind and from any number on")
    default void everyKind() {
        PriceStore store = priceStore();
        List<PriceVersion> written = new ArrayList<>();
        for (PriceItem item : items()) {
            written.add(version(written.size() + 1, item.kind(), item.subject(), item));
        }
        written.add(version(written.size() + 1, PriceKind.FIXED, "summary", null));

        assertThat(store.append(written)).isTrue();

        PriceStore other = anotherPriceStore(store);
        assertThat(other.after(0, 100)).isEqualTo(written);
        assertThat(other.after(3, 2)).isEqualTo(written.subList(3, 5));
        assertThat(other.after(written.size(), 10)).isEmpty();
        assertThat(other.numbered(List.of(2L, 5L))).containsExactly(written.get(1), written.get(4));
        assertThat(other.numbered(List.of(1L, 999L))).containsExactly(written.get(0));
        assertThat(other.numbered(List.of())).isEmpty();
        assertThat(other.newest(PriceKind.FIXED, 10))
                .extracting(PriceVersion::number)
                .containsExactly((long) written.size(), (long) written.size() - 2);
        assertThat(other.newest(PriceKind.FIXED, 1)).hasSize(1);
    }

    @Test
    @Tag("P2")
    @DisplayName("P2: what does not follow on the last version is not added, not even in part")
    default void onlyTheNext() {
        PriceStore store = priceStore();
        PriceItem item = new FixedPrice("summary", Amount.of("5"));

        assertThat(store.append(List.of(version(2, PriceKind.FIXED, "summary", item))))
                .isFalse();
        assertThat(store.append(List.of(version(1, PriceKind.FIXED, "summary", item))))
                .isTrue();
        assertThat(store.append(
                        List.of(version(1, PriceKind.FIXED, "again", item), version(2, PriceKind.FIXED, "more", item))))
                .isFalse();
        assertThat(store.after(0, 10)).hasSize(1);
    }

    @Test
    @Tag("P2")
    @DisplayName("P2: of publishers that race from two processes none is lost, and versions count without a gap")
    default void race() throws Exception {
        PriceStore store = priceStore();
        List<PriceBook> books =
                List.of(PriceBook.on(store, () -> START), PriceBook.on(anotherPriceStore(store), () -> START));
        List<Callable<Object>> publishers = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            PriceBook book = books.get(i % 2);
            PriceItem price = new FixedPrice("feature " + i, Amount.of("1"));
            publishers.add(
                    () -> book.publish(PriceChange.set(price), ADMIN, "race").orElseThrow());
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<Object> done : threads.invokeAll(publishers)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }

        List<PriceVersion> all = store.after(0, 100);
        assertThat(all).hasSize(24).extracting(PriceVersion::subject).doesNotHaveDuplicates();
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).number()).isEqualTo(i + 1);
        }
    }

    @Test
    @Tag("P3")
    @DisplayName(
            "P3: a quote by one process is recomputed by another to the same amount after prices and margins have changed")
    default void recomputed() {
        PriceStore store = priceStore();
        PriceBook here = PriceBook.on(store, () -> START);
        items().forEach(item ->
                here.publish(PriceChange.set(item), ADMIN, "first").orElseThrow());
        Quote quote =
                here.quote(Ask.model("sonnet", Usage.tokens(2_000, 1_000))).orElseThrow();
        String kept = quote.receipt().toJson();

        Instant later = START.plus(Duration.ofDays(30));
        PriceBook there = PriceBook.on(anotherPriceStore(store), () -> later);
        there.publish(PriceChange.set(MarginRule.of("99")), ADMIN, "dearer").orElseThrow();
        there.publish(PriceChange.withdraw(PriceKind.CARD, "anthropic/sonnet"), ADMIN, "gone")
                .orElseThrow();

        assertThat(there.quote(quote.ask()).isPriced()).isTrue();
        Quote again = there.recompute(Receipt.parse(kept)).orElseThrow();
        assertThat(again.credits()).isEqualTo(quote.credits());
        assertThat(again.cost()).isEqualTo(quote.cost());
        assertThat(again.versions()).isEqualTo(quote.versions());
    }

    private static PriceVersion version(long number, PriceKind kind, String subject, @Nullable PriceItem item) {
        return new PriceVersion(
                number, kind, subject, START.plusSeconds(number), item, ADMIN, "because \"so\"\n…", START);
    }

    private static List<PriceItem> items() {
        Map<Dimension, Rate> rates = Map.of(
                Dimension.INPUT,
                Rate.perMillion("3"),
                Dimension.OUTPUT,
                Rate.perMillion("15"),
                Dimension.AUDIO_INPUT_SECONDS,
                Rate.parse("0.0077/60"),
                Dimension.of("acme.gpu_seconds"),
                Rate.parse("0.000000000000001"));
        Tiers tiers = Tiers.whole(List.of(Dimension.INPUT), 200_000, Map.of(Dimension.INPUT, Rate.perMillion("6")));
        Modifier.Hours night = new Modifier.Hours(LocalTime.of(16, 30), LocalTime.of(0, 30), ZoneId.of("UTC"));
        RateCard card = RateCard.usd("anthropic", "sonnet", rates)
                .with(tiers)
                .with(Modifier.times("batch", "0.5"))
                .with(Modifier.times("night", "0.75", Set.of(Dimension.INPUT)).during(night))
                .with(Modifier.replacing("priority", Map.of(Dimension.INPUT, Rate.perMillion("4"))))
                .counting(Dimension.REASONING, Dimension.OUTPUT);
        return List.of(
                card,
                new DefaultRates(RateCard.usd(
                        "any",
                        "model",
                        Map.of(Dimension.INPUT, Rate.perMillion("50"), Dimension.OUTPUT, Rate.perMillion("90")))),
                MarginRule.of("60"),
                MarginRule.belowCost("-12.5").customerTier("a=b,\"c\"").model("sonnet"),
                CreditValue.of("0.01", "USD"),
                new Rounding(RoundingMode.HALF_EVEN, Amount.of("0.01")),
                new FixedPrice("summary", Amount.of("5")),
                new Bundle("launch", Set.of("summary", "titles"), Amount.of("6.5"), START.plusSeconds(3_600)));
    }
}
