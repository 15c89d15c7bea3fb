package dev.credits.testkit.contract;

import static dev.credits.testkit.contract.Commands.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.credits.ledger.CreditsException;
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
import dev.credits.pricing.PriceTable;
import dev.credits.pricing.PriceVersion;
import dev.credits.pricing.Quote;
import dev.credits.pricing.Rate;
import dev.credits.pricing.RateCard;
import dev.credits.pricing.Receipt;
import dev.credits.pricing.Rounding;
import dev.credits.pricing.Tiers;
import dev.credits.pricing.Usage;
import dev.credits.spi.Storage;
import dev.credits.testkit.MemoryStorage;
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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A price book is a log: what was published is what every process reads, whatever became of the storage in between. */
public interface PriceContract extends StorageUnderTest {
    @Test
    @Tag("P2")
    @DisplayName("P2: what is published of every kind is read by another process as it was written")
    default void everyKindOfPriceIsReadAsItWasPublished(Scenario given) {
        PriceBook here = book(given, given.storage());
        List<PriceChange> changes = new ArrayList<>();
        items(given.now()).forEach(item -> changes.add(PriceChange.set(item)));
        PriceTable.sample().cards().forEach(card -> changes.add(PriceChange.set(card)));
        List<PriceVersion> written =
                here.publish(changes, ADMIN, "because \"so\"\n…").orElseThrow();

        PriceBook there = book(given, given.anotherStorage());
        List<PriceVersion> read = new ArrayList<>();
        for (PriceKind kind : PriceKind.values()) {
            read.addAll(there.newest(kind, 100));
        }
        assertThat(read).containsExactlyInAnyOrderElementsOf(written);
        assertThat(there.newest(PriceKind.CARD, 1)).containsExactly(written.get(written.size() - 1));
        assertThat(there.prices().cards()).containsAll(PriceTable.sample().cards());
    }

    @Test
    @Tag("P2")
    @DisplayName("P2: of publishers that race from two processes none is lost, and versions count without a gap")
    default void publishersOfPricesRace(Scenario given) throws Exception {
        List<PriceBook> books = List.of(book(given, given.storage()), book(given, given.anotherStorage()));
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

        List<PriceVersion> all = books.get(0).newest(PriceKind.FIXED, 100);
        assertThat(all).hasSize(24).extracting(PriceVersion::subject).doesNotHaveDuplicates();
        assertThat(all).extracting(PriceVersion::number).startsWith(24L, 23L).endsWith(2L, 1L);
    }

    @Test
    @Tag("P3")
    @DisplayName(
            "P3: a quote by one process is recomputed by another to the same amount after prices and margins have changed")
    default void aQuoteIsRecomputedByAnotherProcess(Scenario given) {
        PriceBook here = book(given, given.storage());
        items(given.now())
                .forEach(item ->
                        here.publish(PriceChange.set(item), ADMIN, "first").orElseThrow());
        Quote quote =
                here.quote(Ask.model("sonnet", Usage.tokens(2_000, 1_000))).orElseThrow();
        String kept = quote.receipt().toJson();

        given.clock().advance(Duration.ofDays(30));
        PriceBook there = book(given, given.anotherStorage());
        there.publish(PriceChange.set(MarginRule.of("99")), ADMIN, "dearer").orElseThrow();
        there.publish(PriceChange.withdraw(PriceKind.CARD, "anthropic/sonnet"), ADMIN, "gone")
                .orElseThrow();

        assertThat(there.quote(quote.ask()).isPriced()).isTrue();
        Quote again = there.recompute(Receipt.parse(kept)).orElseThrow();
        assertThat(again.credits()).isEqualTo(quote.credits());
        assertThat(again.cost()).isEqualTo(quote.cost());
        assertThat(again.versions()).isEqualTo(quote.versions());
    }

    @Test
    @Tag("P2")
    @DisplayName("P2: a publisher whose commit went unheard finds what it published, and publishes it once")
    default void aPublicationThatIsRunAgainIsKeptOnce(Scenario given) {
        PriceBook book = book(given, new Failover(given.storage()).runningTwice());
        List<PriceChange> changes = List.of(fixed("x", "5"), fixed("y", "6"));

        assertThat(book.publish(changes, ADMIN, "twice").orElseThrow()).hasSize(2);

        assertThat(book(given, given.storage()).newest(PriceKind.FIXED, 10)).hasSize(2);
    }

    @Test
    @Tag("P2")
    @Tag("L8")
    @DisplayName(
            "P2, L8: a process that remembers versions which a failover has lost forgets them, and quotes as all others")
    default void versionsThatAFailoverHasLostAreForgotten(Scenario given) {
        MemoryStorage primary = new MemoryStorage();
        for (Storage both : List.of(primary, given.storage())) {
            book(given, both).publish(fixed("x", "100"), ADMIN, "replicated").orElseThrow();
        }
        given.clock().advance(Duration.ofSeconds(1));
        book(given, primary).publish(fixed("x", "160"), ADMIN, "not replicated").orElseThrow();
        Failover storage = new Failover(primary);
        PriceBook here = book(given, storage);
        assertThat(credits(here)).isEqualTo("160");

        storage.to(given.storage());
        here.refresh();
        assertThat(credits(here)).isEqualTo("100");

        book(given, given.anotherStorage())
                .publish(fixed("x", "1440"), ADMIN, "by another")
                .orElseThrow();
        here.refresh();
        assertThat(credits(here)).isEqualTo("1440");
    }

    @Test
    @Tag("P2")
    @Tag("L8")
    @DisplayName(
            "P2, L8: what is published after a failover follows on what the storage has, not on what was remembered")
    default void aPublisherThatRemembersLostVersionsLooksAgain(Scenario given) {
        MemoryStorage primary = new MemoryStorage();
        book(given, primary).publish(fixed("x", "160"), ADMIN, "lost").orElseThrow();
        book(given, given.storage()).publish(fixed("x", "1440"), ADMIN, "kept").orElseThrow();
        Failover storage = new Failover(primary);
        PriceBook here = book(given, storage);
        assertThat(credits(here)).isEqualTo("160");

        storage.to(given.storage());
        PriceVersion next =
                here.publish(fixed("y", "1"), ADMIN, "afterwards").orElseThrow().get(0);

        assertThat(next.number()).isEqualTo(2);
        assertThat(credits(here)).isEqualTo("1440");
        assertThat(credits(book(given, given.anotherStorage()))).isEqualTo("1440");
    }

    @Test
    @Tag("P2")
    @Tag("L8")
    @DisplayName("P2, L8: a price that somebody has changed in the storage prices nothing, and the fault names it")
    default void aPriceThatWasChangedPricesNothing(Scenario given) {
        PriceBook honest = book(given, given.storage());
        honest.publish(fixed("x", "160"), ADMIN, "first").orElseThrow();
        Receipt receipt = honest.quote(asked()).orElseThrow().receipt();
        Tampering changed = Tampering.with(given.storage()).lines(Alterations.content(1, "\"160\"", "\"1\""));

        assertThatExceptionOfType(CreditsException.class)
                .isThrownBy(() -> book(given, changed).quote(asked()))
                .withMessageContaining("line 1 of log prices (FIXED x) is not what was published");
        assertThatExceptionOfType(CreditsException.class)
                .isThrownBy(() -> book(given, changed).recompute(receipt))
                .withMessageContaining("line 1 of log prices");
    }

    private static PriceBook book(Scenario given, Storage storage) {
        return PriceBook.on(storage, given.clock());
    }

    private static PriceChange fixed(String feature, String credits) {
        return PriceChange.set(new FixedPrice(feature, Amount.of(credits)));
    }

    private static Ask asked() {
        return Ask.model("m", Usage.tokens(1, 1)).feature("x");
    }

    private static String credits(PriceBook book) {
        return book.quote(asked()).orElseThrow().credits().toPlainString();
    }

    private static List<PriceItem> items(Instant now) {
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
                new Bundle("launch", Set.of("summary", "titles"), Amount.of("6.5"), now.plusSeconds(3_600)));
    }
}
