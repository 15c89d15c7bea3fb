package dev.credits.pricing;

import dev.credits.money.Amount;
import dev.credits.pricing.Pricing.Priced;
import dev.credits.pricing.Pricing.Reason;
import dev.credits.pricing.Pricing.Unpriced;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The prices in force at one time: answers what something costs, in memory and without locks. Immutable, thread-safe. */
public final class Prices {
    private final List<PriceVersion> versions;
    private final Map<String, List<CardEntry>> cards = new HashMap<>();
    private final Map<String, PriceVersion> fixed = new HashMap<>();
    private final Map<String, PriceVersion> bundles = new HashMap<>();
    private final Map<Set<String>, PriceVersion> bundlesByFeatures = new HashMap<>();
    private final Policies policies = new Policies();
    private final @Nullable PriceVersion defaults;
    private final @Nullable Costing defaultCosting;

    private Prices(Collection<PriceVersion> inForce) {
        this.versions = inForce.stream()
                .sorted(Comparator.comparing(PriceVersion::kind).thenComparing(PriceVersion::subject))
                .toList();
        this.defaults = versions.stream()
                .filter(version -> version.kind() == PriceKind.DEFAULTS)
                .findFirst()
                .orElse(null);
        this.defaultCosting = defaults != null && defaults.item() instanceof DefaultRates rates
                ? new Costing(Tariffs.ofDefaults(rates.card()), rates.card().currency(), Set.of(), List.of(defaults))
                : null;
        versions.forEach(this::add);
    }

    /** The prices these versions make, at most one of a kind and subject, whenever they take effect. */
    public static Prices of(Collection<PriceVersion> inForce) {
        return new Prices(inForce);
    }

    /** What this costs. The time decides which of a card's hours apply, and is kept in the quote. */
    public Pricing quote(Ask ask, Instant at) {
        String model = ask.model();
        if (model == null) {
            return ask.bundle() == null ? features(ask, at) : bundle(ask, ask.bundle(), bundles.get(ask.bundle()), at);
        }
        String feature = ask.onlyFeature();
        if (feature != null && fixed.containsKey(feature)) {
            return features(ask, at);
        }
        Found<CardEntry> card = card(model, ask.provider());
        if (card.none() != null) {
            return defaultCosting != null && card.none().reason() == Reason.UNKNOWN_MODEL
                    ? answer(policies.terms(defaultCosting, ask.provider(), model, ask), ask, at)
                    : card.none();
        }
        Found<Integer> modifiers = card.get().applying(ask, at);
        return modifiers.none() == null
                ? answer(card.get().terms(policies, ask, modifiers.get()), ask, at)
                : modifiers.none();
    }

    /** Everything in force, by kind and subject. */
    public List<PriceVersion> versions() {
        return versions;
    }

    /** Everything in force of a kind, by subject. */
    public List<PriceVersion> versions(PriceKind kind) {
        return versions.stream().filter(version -> version.kind() == kind).toList();
    }

    /** The cards in force. */
    public List<RateCard> cards() {
        return versions(PriceKind.CARD).stream()
                .map(version -> (RateCard) version.item())
                .toList();
    }

    private static Pricing answer(Found<Terms> terms, Ask ask, Instant at) {
        return terms.none() == null ? terms.get().quote(ask, at) : terms.none();
    }

    private Found<CardEntry> card(String model, @Nullable String provider) {
        List<CardEntry> offers = cards.getOrDefault(model, List.of());
        if (provider == null && offers.size() == 1) {
            return Found.of(offers.get(0));
        }
        for (CardEntry offer : offers) {
            if (offer.card.provider().equals(provider)) {
                return Found.of(offer);
            }
        }
        if (provider == null && offers.size() > 1) {
            Set<String> providers = new TreeSet<>();
            offers.forEach(offer -> providers.add(offer.card.provider()));
            return Found.none(Reason.AMBIGUOUS_MODEL, model, "offered by " + providers + "; name the provider");
        }
        String of = provider == null ? "" : " of " + provider;
        return Found.none(Reason.UNKNOWN_MODEL, model, "no card" + of + " is in force for it");
    }

    private Pricing features(Ask ask, Instant at) {
        PriceVersion together = bundlesByFeatures.get(ask.features());
        if (together != null
                && together.item() instanceof Bundle offer
                && !offer.isOver(at)
                && isIn(ask, offer.credits())) {
            return bundle(ask, offer.name(), together, at);
        }
        List<PriceVersion> used = new ArrayList<>();
        Amount sum = Amount.zero(ask.unit());
        for (String feature : ask.features()) {
            PriceVersion version = fixed.get(feature);
            if (version == null || !(version.item() instanceof FixedPrice price) || !isIn(ask, price.credits())) {
                return new Unpriced(
                        Reason.UNKNOWN_FEATURE, feature, "no fixed price in " + ask.unit() + " is in force for it");
            }
            if (price.credits().minor() > Long.MAX_VALUE - sum.minor()) {
                return new Unpriced(
                        Reason.TOO_MANY_CREDITS, feature, "together they come to more than an amount can hold");
            }
            used.add(version);
            sum = sum.plus(price.credits());
        }
        return fixedQuote(ask, at, sum, Quote.Basis.FIXED, used);
    }

    private Pricing bundle(Ask ask, String name, @Nullable PriceVersion version, Instant at) {
        if (version == null
                || !(version.item() instanceof Bundle offer)
                || offer.isOver(at)
                || !isIn(ask, offer.credits())) {
            return new Unpriced(Reason.UNKNOWN_BUNDLE, name, "no bundle of that name is offered now in " + ask.unit());
        }
        return fixedQuote(ask, at, offer.credits(), Quote.Basis.BUNDLE, List.of(version));
    }

    /** With what the call costs us, where that can be known. */
    private Pricing fixedQuote(Ask ask, Instant at, Amount credits, Quote.Basis basis, List<PriceVersion> used) {
        Costing costing = ask.model() == null ? null : costing(ask, ask.model(), at);
        List<PriceVersion> all = new ArrayList<>(used);
        if (costing != null) {
            all.addAll(costing.versions());
        }
        return new Priced(new Quote(ask, at, credits, basis, List.copyOf(all), costing, null));
    }

    private @Nullable Costing costing(Ask ask, String model, Instant at) {
        Found<CardEntry> card = card(model, ask.provider());
        Costing costing = defaultCosting;
        if (card.none() == null) {
            Found<Integer> modifiers = card.get().applying(ask, at);
            costing = modifiers.none() == null
                    ? card.get().costing(modifiers.get()).it()
                    : null;
        }
        return costing == null || !costing.covers(ask.usage()) ? null : costing;
    }

    private static boolean isIn(Ask ask, Amount credits) {
        return credits.unit().equals(ask.unit());
    }

    private void add(PriceVersion version) {
        PriceItem item = version.item();
        if (item instanceof RateCard card) {
            cards.computeIfAbsent(card.model(), model -> new ArrayList<>()).add(new CardEntry(version, card, defaults));
        } else if (item instanceof FixedPrice) {
            fixed.put(version.subject(), version);
        } else if (item instanceof Bundle bundle) {
            bundles.put(version.subject(), version);
            bundlesByFeatures.put(bundle.features(), version);
        } else {
            policies.add(version);
        }
    }
}
