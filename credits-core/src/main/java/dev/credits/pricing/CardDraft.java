package dev.credits.pricing;

import dev.credits.pricing.internal.BadInput;
import dev.credits.pricing.internal.Fields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A card in the making from a foreign table: rates, rates above a bound of the prompt's length, and the same under a
 * modifier. Where a table has no price for a modifier above a bound, the one above the bound without it holds. Not
 * thread-safe.
 */
final class CardDraft {
    /** What foreign tables mean by the length of a prompt. */
    static final List<Dimension> PROMPT = List.of(
            Dimension.INPUT,
            Dimension.CACHED_READ,
            Dimension.CACHED_WRITE,
            Dimension.CACHED_WRITE_1H,
            Dimension.AUDIO_INPUT,
            Dimension.AUDIO_CACHED_READ,
            Dimension.AUDIO_CACHED_WRITE,
            Dimension.IMAGE_INPUT_TOKENS,
            Dimension.IMAGE_CACHED_READ,
            Dimension.VIDEO_INPUT_TOKENS);

    private static final String PLAIN = "";

    /** By modifier, then bound (0 for none), then dimension. */
    private final Map<String, NavigableMap<Long, Map<Dimension, Rate>>> rates = new TreeMap<>();

    private final Map<String, BigDecimal> factors = new TreeMap<>();
    private final Map<Dimension, Dimension> fallbacks = new TreeMap<>();

    /** Sets a rate; a second one for the same must be the same. */
    void rate(int at, @Nullable String modifier, long above, Dimension dimension, BigDecimal price, long per) {
        Rate rate = Fields.at(at, () -> new Rate(price, per));
        Rate known = of(modifier == null ? PLAIN : modifier)
                .computeIfAbsent(above, bound -> new TreeMap<>())
                .putIfAbsent(dimension, rate);
        if (known != null && !known.isSameAs(rate)) {
            throw new BadInput(at, dimension + " has two prices, " + known + " and " + rate);
        }
    }

    void factor(String modifier, BigDecimal factor) {
        factors.put(modifier, factor);
    }

    void counting(Dimension dimension, Dimension as) {
        fallbacks.put(dimension, as);
    }

    /** Has {@code dimension} count as {@code as} if that has a price and it has none. */
    void countingUnlessPriced(Dimension dimension, Dimension as) {
        Set<Dimension> priced = plain(0).keySet();
        if (priced.contains(as) && !priced.contains(dimension)) {
            fallbacks.put(dimension, as);
        }
    }

    boolean isEmpty() {
        return rates.values().stream().allMatch(Map::isEmpty);
    }

    RateCard card(String provider, String model, Currency currency) {
        List<Modifier> modifiers = new ArrayList<>();
        rates.keySet().stream().filter(name -> !name.equals(PLAIN)).forEach(name -> modifiers.add(modifier(name)));
        factors.forEach(
                (name, factor) -> modifiers.add(new Modifier(name, factor, Set.of(), Map.of(), List.of(), null)));
        return new RateCard(provider, model, currency, plain(0), tiers(of(PLAIN)), modifiers, fallbacks);
    }

    private Modifier modifier(String name) {
        NavigableMap<Long, Map<Dimension, Rate>> own = of(name);
        Map<Dimension, Rate> base = new TreeMap<>(own.getOrDefault(0L, Map.of()));
        Set<Dimension> replaced = new HashSet<>();
        own.values().forEach(step -> replaced.addAll(step.keySet()));
        NavigableMap<Long, Map<Dimension, Rate>> all = new TreeMap<>();
        of(PLAIN)
                .forEach((bound, step) -> step.forEach((dimension, rate) -> {
                    if (replaced.contains(dimension)) {
                        all.computeIfAbsent(bound, each -> new TreeMap<>()).put(dimension, rate);
                    }
                }));
        own.forEach((bound, step) ->
                all.computeIfAbsent(bound, each -> new TreeMap<>()).putAll(step));
        base.putAll(all.getOrDefault(0L, Map.of()));
        return new Modifier(name, null, Set.of(), base, tiers(all), null);
    }

    private static List<Tiers> tiers(NavigableMap<Long, Map<Dimension, Rate>> byBound) {
        List<Tiers.Step> steps = new ArrayList<>();
        byBound.tailMap(1L).forEach((bound, step) -> steps.add(new Tiers.Step(bound, step)));
        return steps.isEmpty() ? List.of() : List.of(new Tiers(PROMPT, Tiers.Crossing.WHOLE, false, steps));
    }

    private Map<Dimension, Rate> plain(long above) {
        return of(PLAIN).getOrDefault(above, Map.of());
    }

    private NavigableMap<Long, Map<Dimension, Rate>> of(String modifier) {
        return rates.computeIfAbsent(modifier, name -> new TreeMap<>());
    }
}
