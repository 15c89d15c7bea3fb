package dev.credits.pricing;

import dev.credits.money.InvalidInputException;
import dev.credits.text.Text;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a provider asks for a model: a rate for each dimension it prices, and how they change. Immutable; a dimension it
 * does not name has no price, not a price of zero.
 *
 * @param rates the rates below every tier, without modifiers
 * @param tiers each dimension priced by at most one of them
 * @param modifiers each name once
 * @param fallbacks dimensions that count as another one, which has a rate: reasoning as output
 */
public record RateCard(
        String provider,
        String model,
        Currency currency,
        Map<Dimension, Rate> rates,
        List<Tiers> tiers,
        List<Modifier> modifiers,
        Map<Dimension, Dimension> fallbacks)
        implements PriceItem {
    private static final int MAX_PROVIDER = 60;
    private static final int MAX_MODEL = 200;
    private static final int MAX_RATES = 64;
    private static final int MAX_TIERS = 16;
    private static final int MAX_MODIFIERS = 16;

    public RateCard {
        Text.line("provider", provider, MAX_PROVIDER);
        Text.line("model", model, MAX_MODEL);
        if (provider.indexOf('/') >= 0) {
            throw new InvalidInputException("provider", provider, "a name without a slash");
        }
        rates = Ordered.map(rates);
        tiers = List.copyOf(tiers);
        modifiers = List.copyOf(modifiers);
        fallbacks = Ordered.map(fallbacks);
        bound("rates", rates.size(), 1, MAX_RATES);
        bound("tiers", tiers.size(), 0, MAX_TIERS);
        bound("modifiers", modifiers.size(), 0, MAX_MODIFIERS);
        bound("fallbacks", fallbacks.size(), 0, MAX_RATES);
        checkTiers(tiers, rates.keySet());
        checkModifiers(modifiers);
        checkFallbacks(fallbacks, rates.keySet());
    }

    /** A card with rates alone, in US dollars. */
    public static RateCard usd(String provider, String model, Map<Dimension, Rate> rates) {
        return new RateCard(provider, model, Currency.getInstance("USD"), rates, List.of(), List.of(), Map.of());
    }

    public RateCard with(Tiers more) {
        return new RateCard(provider, model, currency, rates, plus(tiers, more), modifiers, fallbacks);
    }

    public RateCard with(Modifier more) {
        return new RateCard(provider, model, currency, rates, tiers, plus(modifiers, more), fallbacks);
    }

    /** The same, where {@code dimension} counts as {@code as}. */
    public RateCard counting(Dimension dimension, Dimension as) {
        Map<Dimension, Dimension> more = new LinkedHashMap<>(fallbacks);
        more.put(dimension, as);
        return new RateCard(provider, model, currency, rates, tiers, modifiers, more);
    }

    /** {@code provider/model}. */
    @Override
    public String subject() {
        return provider + "/" + model;
    }

    @Override
    public PriceKind kind() {
        return PriceKind.CARD;
    }

    private static void checkTiers(List<Tiers> tiers, Set<Dimension> rated) {
        Set<Dimension> taken = new HashSet<>();
        for (Tiers each : tiers) {
            for (Dimension priced : Ordered.set(each.priced())) {
                if (!rated.contains(priced)) {
                    throw new InvalidInputException(
                            "tier rate of " + priced, "no rate below it", "of a dimension with a rate");
                }
                if (!taken.add(priced)) {
                    throw new InvalidInputException(
                            "tier rate of " + priced, "in two tiers", "in one: tiers must not overlap");
                }
            }
        }
    }

    private static void checkModifiers(List<Modifier> modifiers) {
        Set<String> names = new HashSet<>();
        for (Modifier each : modifiers) {
            if (!names.add(each.name())) {
                throw new InvalidInputException("modifier", each.name(), "given once");
            }
            checkTiers(each.tiers(), each.rates().keySet());
        }
    }

    private static void checkFallbacks(Map<Dimension, Dimension> fallbacks, Set<Dimension> rated) {
        fallbacks.forEach((dimension, as) -> {
            if (rated.contains(dimension)) {
                throw new InvalidInputException("fallback of " + dimension, as, "left out: it has a rate of its own");
            }
            if (!rated.contains(as)) {
                throw new InvalidInputException("fallback of " + dimension, as, "a dimension with a rate of its own");
            }
        });
    }

    private static void bound(String field, int size, int least, int most) {
        if (size < least || size > most) {
            throw new InvalidInputException(field, size, "from " + least + " to " + most);
        }
    }

    private static <T> List<T> plus(List<T> list, T more) {
        List<T> longer = new java.util.ArrayList<>(list);
        longer.add(more);
        return longer;
    }
}
