package dev.credits.pricing;

import dev.credits.money.CreditUnit;
import dev.credits.pricing.Pricing.Reason;
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
    private static final Found<Integer> NO_MODIFIERS = Found.of(0);

    final RateCard card;

    private final PriceVersion version;
    private final @Nullable PriceVersion defaults;
    private final boolean hasHours;
    private final Map<Integer, Found<Costing>> costings = new ConcurrentHashMap<>();
    private final Map<TermsKey, Found<Terms>> terms = new ConcurrentHashMap<>();

    CardEntry(PriceVersion version, RateCard card, @Nullable PriceVersion defaults) {
        this.version = version;
        this.card = card;
        this.defaults = defaults;
        this.hasHours = card.modifiers().stream().anyMatch(modifier -> modifier.hours() != null);
    }

    /** The modifiers that apply, as bits; none if the card lacks one that was asked for. */
    Found<Integer> applying(Ask ask, Instant at) {
        if (!hasHours && ask.modifiers().isEmpty()) {
            return NO_MODIFIERS;
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
            return Found.none(
                    Reason.UNKNOWN_MODIFIER,
                    name,
                    "the card of " + card.subject() + " has no such modifier to ask for");
        }
        return Found.of(bits);
    }

    /** How a call under these modifiers is costed. */
    Found<Costing> costing(int modifiers) {
        Found<Costing> known = costings.get(modifiers);
        return known != null ? known : costings.computeIfAbsent(modifiers, this::newCosting);
    }

    /** How such a call is priced. */
    Found<Terms> terms(Policies policies, Ask ask, int modifiers) {
        TermsKey key = new TermsKey(ask.onlyFeature(), ask.customerTier(), ask.unit(), modifiers);
        Found<Terms> known = terms.get(key);
        if (known != null) {
            return known;
        }
        Found<Costing> costing = costing(modifiers);
        Found<Terms> made = costing.none() == null
                ? policies.terms(costing.get(), card.provider(), card.model(), ask)
                : Found.none(costing.none());
        if (terms.size() >= MOST_TERMS) {
            terms.clear();
        }
        terms.put(key, made);
        return made;
    }

    private Found<Costing> newCosting(int bits) {
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
                        return Found.none(Reason.CONFLICTING_MODIFIERS, modifier.name(), what);
                    }
                }
            }
        }
        RateCard others = defaults != null && defaults.item() instanceof DefaultRates rates ? rates.card() : null;
        List<PriceVersion> versions = defaults == null ? List.of(version) : List.of(version, defaults);
        return Found.of(new Costing(Tariffs.of(card, applying, others), card.currency(), Ordered.set(names), versions));
    }

    private record TermsKey(
            @Nullable String feature, @Nullable String customerTier, CreditUnit unit, int modifiers) {}
}
