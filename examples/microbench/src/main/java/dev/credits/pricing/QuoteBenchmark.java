package dev.credits.pricing;

import dev.credits.ledger.Actor;
import dev.credits.testkit.MemoryStorage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Quotes a second on one thread, for a card of six dimensions with a tier; {@code -prof gc} tells what each allocates. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the setup
public class QuoteBenchmark {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private PriceBook book;
    private Prices prices;
    private Ask below;
    private Ask above;
    private Ask graded;
    private Ask batch;
    private long tokens;

    @Setup
    public void setUp() {
        Map<Dimension, Rate> rates = Map.of(
                Dimension.INPUT, Rate.perMillion("3"),
                Dimension.CACHED_READ, Rate.perMillion("0.3"),
                Dimension.CACHED_WRITE, Rate.perMillion("3.75"),
                Dimension.OUTPUT, Rate.perMillion("15"),
                Dimension.REASONING, Rate.perMillion("15"),
                Dimension.SEARCHES, Rate.parse("10/1K"));
        List<Dimension> prompt = List.of(Dimension.INPUT, Dimension.CACHED_READ, Dimension.CACHED_WRITE);
        Map<Dimension, Rate> dearer = Map.of(
                Dimension.INPUT, Rate.perMillion("6"),
                Dimension.CACHED_READ, Rate.perMillion("0.6"),
                Dimension.CACHED_WRITE, Rate.perMillion("7.5"),
                Dimension.OUTPUT, Rate.perMillion("22.5"));
        Map<Dimension, Rate> cheaper = Map.of(Dimension.INPUT, Rate.perMillion("2"));
        RateCard card = RateCard.usd("acme", "large", rates)
                .with(Tiers.whole(prompt, 200_000, dearer))
                .with(Modifier.times("batch", "0.5"));
        RateCard graded = RateCard.usd("acme", "graded", rates).with(Tiers.above(prompt, 100_000, cheaper));
        List<PriceItem> items = List.of(
                card,
                graded,
                CreditValue.of("0.01", "USD"),
                MarginRule.of("60"),
                MarginRule.of("40").feature("chat"));
        book = PriceBook.on(new MemoryStorage(), () -> NOW);
        book.publish(items.stream().map(PriceChange::set).toList(), Actor.of("benchmark"), "benchmark")
                .orElseThrow();
        prices = book.prices();
        below = ask("large", 12_345);
        above = ask("large", 212_345);
        batch = below.with("batch");
        this.graded = ask("graded", 212_345);
    }

    /** From the prices in force, below the tier's bound. */
    @Benchmark
    public Pricing below() {
        return prices.quote(below, NOW);
    }

    /** Above it: the whole request is re-priced. */
    @Benchmark
    public Pricing above() {
        return prices.quote(above, NOW);
    }

    /** Only what is above the bound has another rate. */
    @Benchmark
    public Pricing onlyAbove() {
        return prices.quote(graded, NOW);
    }

    /** Under a modifier. */
    @Benchmark
    public Pricing batch() {
        return prices.quote(batch, NOW);
    }

    /** Through the book, as a host asks. */
    @Benchmark
    public Pricing book() {
        return book.quote(below);
    }

    /** The same with the usage and the question made anew each time. */
    @Benchmark
    public Pricing whole() {
        return book.quote(ask("large", tokens++ & 0xFFFFF));
    }

    private static Ask ask(String model, long input) {
        Usage usage = Usage.builder()
                .add(Dimension.INPUT, input)
                .add(Dimension.CACHED_READ, 50_000)
                .add(Dimension.CACHED_WRITE, 2_000)
                .add(Dimension.OUTPUT, 1_234)
                .add(Dimension.REASONING, 5_678)
                .add(Dimension.SEARCHES, 2)
                .build();
        return Ask.model(model, usage).feature("chat").customerTier("gold");
    }
}
