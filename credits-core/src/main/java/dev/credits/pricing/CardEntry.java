package dev.credits.pricing;

import dev.credits.money.CreditUnit;
import dev.credits.pricing.Pricing.Reason;
import dev.credits.pricing.Pricing.Unpriced;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A card in force, with the tariffs and terms made from it so far. Thread-safe, without locks where it has been before. */
final class CardEntry {
    private static final int MOST_TERMS = 1_000;

    final RateCard card;

    private final PriceVersion version;
    private final @Nullable PriceVersion defaults;
    private final boolean hasHours;
    private final Map<Integer, Object> costings = new ConcurrentHashMap<>();
    private final Map<TermsKey, Object> terms = new ConcurrentHashMap<>();

    CardEntry(PriceVersion version, RateCard card, @Nullable PriceVersion defaults) {
        this.version = version;
        this.card = card;
        this.defaults = defaults;
        this.hasHours = card.modifiers().stream().anyMatch(modifier -> modifier.hours() != null);
    }

    /** The modifiers that apply, as bits; or an {@link Unpriced}, for one the card does not have. */
    Object applying(Ask ask, Instant at) {
        if (!hasHours && ask.modifiers().isEmpty()) {
            return 0;
        }
        int bits = 0;
        Set<String> unknown = new HashSet<>(ask.modifiers());
        for (int i = 0; i < card.modifiers().size(); i++) {
            Modifier modifier = card.modifiers().get(i);
            Modifier.Hours hours = modifier.hours();
            boolean applies = hours == null ? unknown.remove(modifier.name()) : hours.contain(at);
            bits |= applies ? 1 << i : 0;
        }
        if (!unknown.isEmpty()) {
            String name = new TreeSet<>(unknown).first();
            return new Unpriced(
                    Reason.UNKNOWN_MODIFIER,
                    name,
                    "the card of " + card.subject() + " has no such modifier to ask for");
        }
        return bits;
    }

    /** A {@link Costing}, or an {@link Unpriced}. */
    Object costing(int modifiers) {
        Object known = costings.get(modifiers);
        return known != null ? known : costings.computeIfAbsent(modifiers, this::newCosting);
    }

    /** {@link Terms}, or an {@link Unpriced}. */
    Object terms(Policies policies, Ask ask, int modifiers) {
        TermsKey key = new TermsKey(ask.onlyFeature(), ask.customerTier(), ask.unit(), modifiers);
        Object known = terms.get(key);
        if (known != null) {
            return known;
        }
        Object made = costing(modifiers);
        if (made instanceof Costing costing) {
            made = policies.terms(costing, card.provider(), card.model(), ask);
        }
        if (terms.size() >= MOST_TERMS) {
            terms.clear();
        }
        terms.put(key, made);
        return made;
    }

    private Object newCosting(int bits) {
        List<Modifier> applying = new ArrayList<>();
        Set<Dimension> replaced = new HashSet<>();
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < card.modifiers().size(); i++) {
            if ((bits >>> i & 1) != 0) {
                Modifier modifier = card.modifiers().get(i);
                applying.add(modifier);
                names.add(modifier.name());
                for (Dimension dimension : modifier.rates().keySet()) {
                    if (!replaced.add(dimension)) {
                        String what = "more than one of " + names + " replaces the rate of " + dimension;
                        return new Unpriced(Reason.CONFLICTING_MODIFIERS, modifier.name(), what);
                    }
                }
            }
        }
        RateCard others = defaults != null && defaults.item() instanceof DefaultRates rates ? rates.card() : null;
        List<PriceVersion> versions = defaults == null ? List.of(version) : List.of(version, defaults);
        return new Costing(Tariffs.of(card, applying, others), card.currency(), Ordered.set(names), versions);
    }

    private record TermsKey(
            @Nullable String feature, @Nullable String customerTier, CreditUnit unit, int modifiers) {}
}
