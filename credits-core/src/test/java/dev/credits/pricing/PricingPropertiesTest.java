package dev.credits.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import dev.credits.money.InvalidInputException;
import dev.credits.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/** Laws of pricing, over cards, usages, margins and roundings made up at random. */
@Tag("P1")
class PricingPropertiesTest {
    private static final List<Dimension> DIMENSIONS =
            List.of(Dimension.INPUT, Dimension.OUTPUT, Dimension.CACHED_READ, Dimension.REASONING, Dimension.SEARCHES);
    private static final MathContext DIGITS = new MathContext(120, RoundingMode.UNNECESSARY);

    /** Everything a price depends on. */
    record Case(
            Map<Dimension, BigDecimal> rates,
            Map<Dimension, BigDecimal> dearer,
            long bound,
            boolean graded,
            BigDecimal value,
            BigDecimal percent,
            Rounding rounding) {
        Prices prices() {
            return prices(percent);
        }

        Prices prices(BigDecimal margin) {
            Map<Dimension, Rate> base = new TreeMap<>();
            rates.forEach((dimension, rate) -> base.put(dimension, new Rate(rate, 1_000_000)));
            Map<Dimension, Rate> above = new TreeMap<>();
            dearer.forEach((dimension, more) ->
                    above.put(dimension, new Rate(rates.get(dimension).add(more), 1_000_000)));
            RateCard card = RateCard.usd("acme", "m", base)
                    .with(new Tiers(
                            DIMENSIONS,
                            graded ? Tiers.Crossing.ABOVE : Tiers.Crossing.WHOLE,
                            false,
                            List.of(new Tiers.Step(bound, above))));
            return prices(card, margin);
        }

        Prices prices(RateCard card, BigDecimal margin) {
            List<PriceVersion> versions = new ArrayList<>();
            Money worth = new Money(value, Currency.getInstance("USD"));
            for (PriceItem item : List.of(
                    card,
                    new CreditValue("CREDIT", worth),
                    new MarginRule(null, null, null, null, margin, true),
                    rounding)) {
                versions.add(new PriceVersion(
                        versions.size() + 1,
                        item.kind(),
                        item.subject(),
                        Desk.START,
                        item,
                        Desk.ADMIN,
                        "x",
                        Desk.START));
            }
            return Prices.of(versions);
        }
    }

    private static BigDecimal credits(Prices prices, Usage usage) {
        return prices.quote(Ask.model("m", usage), Desk.START)
                .orElseThrow()
                .credits()
                .decimal();
    }

    @Property(tries = 2_000)
    @Label("P1: the credits are the exact quotient, in 120 digits, rounded once")
    void exact(@ForAll("cases") Case each, @ForAll("usages") Usage usage) {
        BigDecimal cost = BigDecimal.ZERO;
        BigDecimal start = BigDecimal.ZERO;
        BigDecimal all = usage.quantities().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal bound = BigDecimal.valueOf(each.bound());
        for (Dimension dimension : DIMENSIONS) {
            BigDecimal quantity = usage.quantity(dimension);
            BigDecimal below = each.graded()
                    ? bound.subtract(start).max(BigDecimal.ZERO).min(quantity)
                    : all.compareTo(bound) > 0 ? BigDecimal.ZERO : quantity;
            BigDecimal more = each.dearer().getOrDefault(dimension, BigDecimal.ZERO);
            cost = cost.add(each.rates().get(dimension).multiply(quantity))
                    .add(more.multiply(quantity.subtract(below)));
            start = start.add(quantity);
        }
        BigDecimal numerator = cost.movePointLeft(6).multiply(each.percent().add(new BigDecimal(100)), DIGITS);
        BigDecimal denominator = each.value()
                .multiply(new BigDecimal(100))
                .multiply(each.rounding().step().decimal(), DIGITS);
        BigDecimal expected = numerator
                .divide(denominator, 0, each.rounding().mode())
                .multiply(each.rounding().step().decimal());

        assertThat(credits(each.prices(), usage)).isEqualByComparingTo(expected);
    }

    @Property(tries = 1_000)
    @Label("P1: more usage never costs less, where longer is not cheaper")
    void monotonicInUsage(@ForAll("cases") Case each, @ForAll("usages") Usage usage, @ForAll("usages") Usage more) {
        Prices prices = each.prices();

        assertThat(credits(prices, usage.plus(more))).isGreaterThanOrEqualTo(credits(prices, usage));
    }

    @Property(tries = 1_000)
    @Label("P3: a higher margin never takes fewer credits")
    void monotonicInMargin(
            @ForAll("cases") Case each, @ForAll("usages") Usage usage, @ForAll("percents") BigDecimal more) {
        BigDecimal higher = each.percent().max(more);
        BigDecimal lower = each.percent().min(more);

        BigDecimal most;
        try {
            most = credits(each.prices(higher), usage);
        } catch (InvalidInputException refused) {
            assertThat(refused).hasMessageContaining("TOO_MANY_CREDITS");
            return;
        }
        assertThat(most).isGreaterThanOrEqualTo(credits(each.prices(lower), usage));
    }

    @Property(tries = 1_000)
    @Label(
            "P1, class 13: without tiers, a usage in two parts costs no less, and no more than a step a part more, if rounded up")
    void splitting(@ForAll("cases") Case each, @ForAll("usages") Usage usage, @ForAll("usages") Usage rest) {
        Case up = new Case(
                each.rates(),
                each.dearer(),
                each.bound(),
                false,
                each.value(),
                each.percent(),
                new Rounding(RoundingMode.UP, each.rounding().step()));
        Map<Dimension, Rate> rates = new TreeMap<>();
        each.rates().forEach((dimension, rate) -> rates.put(dimension, new Rate(rate, 1_000_000)));
        Prices prices = up.prices(RateCard.usd("acme", "m", rates), up.percent());
        BigDecimal whole = credits(prices, usage.plus(rest));
        BigDecimal apart = credits(prices, usage).add(credits(prices, rest));

        assertThat(apart).isGreaterThanOrEqualTo(whole);
        assertThat(apart.subtract(whole))
                .isLessThanOrEqualTo(up.rounding().step().decimal());
    }

    @Property(tries = 1_000)
    @Label("P1, class 13: with any rounding, splitting is cheaper by less than a step a part")
    void splittingAnyRounding(@ForAll("cases") Case each, @ForAll("usages") Usage usage, @ForAll("usages") Usage rest) {
        Map<Dimension, Rate> rates = new TreeMap<>();
        each.rates().forEach((dimension, rate) -> rates.put(dimension, new Rate(rate, 1_000_000)));
        Prices prices = each.prices(RateCard.usd("acme", "m", rates), each.percent());
        BigDecimal whole = credits(prices, usage.plus(rest));
        BigDecimal apart = credits(prices, usage).add(credits(prices, rest));

        assertThat(whole.subtract(apart))
                .isLessThan(each.rounding().step().decimal().multiply(new BigDecimal(2)));
    }

    @Property(tries = 500)
    @Label("L14: pieces taken by a tally sum to what the whole costs, however it is cut")
    void tally(
            @ForAll("cases") Case each,
            @ForAll("usages") Usage usage,
            @ForAll @IntRange(min = 1, max = 20) int pieces) {
        Prices prices = each.prices();
        Usage all = Usage.none();
        for (int i = 0; i < pieces; i++) {
            all = all.plus(usage);
        }
        Assume.that(prices.quote(Ask.model("m", all), Desk.START).isPriced()); // no more than an amount can hold
        Tally tally = new Tally(prices, Ask.model("m", Usage.none()), Desk.START);
        Amount sum = Amount.zero(CreditUnit.CREDIT);
        for (int i = 0; i < pieces; i++) {
            tally.add(usage);
            sum = sum.plus(tally.take());
        }

        assertThat(sum.decimal()).isEqualByComparingTo(credits(prices, all));
    }

    @Property(tries = 500)
    @Label("P3: a receipt reads back as it was written")
    void receipts(@ForAll("cases") Case each, @ForAll("usages") Usage usage) {
        Ask ask = Ask.model("m", usage).feature("f").customerTier("t");
        Receipt receipt = each.prices().quote(ask, Desk.START).orElseThrow().receipt();

        assertThat(Receipt.parse(receipt.toJson())).isEqualTo(receipt);
    }

    @Property(tries = 500)
    @Label("P2: a card reads back as it was written")
    void cards(@ForAll("cases") Case each) {
        RateCard card = each.prices()
                .cards()
                .get(0)
                .with(Modifier.times("batch", "0.5"))
                .with(Modifier.replacing("fast", Collections.singletonMap(Dimension.INPUT, Rate.perMillion("9"))));

        assertThat(ItemJson.read(PriceKind.CARD, card.toJson())).isEqualTo(card);
    }

    @Provide
    Arbitrary<Case> cases() {
        Arbitrary<BigDecimal> rate = Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal(1_000))
                .ofScale(12);
        Arbitrary<Map<Dimension, BigDecimal>> rates =
                rate.list().ofSize(DIMENSIONS.size()).map(PricingPropertiesTest::byDimension);
        Arbitrary<BigDecimal> value = Arbitraries.bigDecimals()
                .between(new BigDecimal("0.00001"), BigDecimal.TEN)
                .ofScale(7);
        Arbitrary<Rounding> rounding = Combinators.combine(
                        Arbitraries.of(RoundingMode.class).filter(mode -> mode != RoundingMode.UNNECESSARY),
                        Arbitraries.of("0.000001", "0.01", "0.25", "1", "0.000007"))
                .as((mode, step) -> new Rounding(mode, Amount.of(step)));
        return Combinators.combine(
                        rates,
                        rates,
                        Arbitraries.longs().between(1, 400_000),
                        Arbitraries.of(true, false),
                        value,
                        percents(),
                        rounding)
                .as(Case::new);
    }

    @Provide
    Arbitrary<BigDecimal> percents() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("-99.9999"), new BigDecimal(10_000))
                .ofScale(4);
    }

    @Provide
    Arbitrary<Usage> usages() {
        Arbitrary<BigDecimal> whole = Arbitraries.longs().between(0, 1_000_000).map(BigDecimal::valueOf);
        Arbitrary<BigDecimal> fine = Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal(1_000_000))
                .ofScale(6);
        Arbitrary<BigDecimal> vast =
                Arbitraries.longs().between(0, Usage.MOST / 100).map(BigDecimal::valueOf);
        return Arbitraries.oneOf(whole, whole, fine, vast)
                .list()
                .ofSize(DIMENSIONS.size())
                .map(quantities -> {
                    Usage.Builder usage = Usage.builder();
                    byDimension(quantities).forEach(usage::add);
                    return usage.build();
                });
    }

    private static Map<Dimension, BigDecimal> byDimension(List<BigDecimal> figures) {
        Map<Dimension, BigDecimal> all = new TreeMap<>();
        for (int i = 0; i < DIMENSIONS.size(); i++) {
            all.put(DIMENSIONS.get(i), figures.get(i));
        }
        return all;
    }
}
