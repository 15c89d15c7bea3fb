package dev.credits.pricing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A card taken apart into what can change by itself: rates, and everything else as text. */
final class Aspects {
    private Aspects() {}

    static Map<String, Object> of(RateCard card) {
        Map<String, Object> aspects = new TreeMap<>();
        aspects.put("currency", card.currency().getCurrencyCode());
        card.rates().forEach((dimension, rate) -> aspects.put(dimension.name(), rate));
        tiers(card.tiers(), "", aspects);
        for (Modifier modifier : card.modifiers()) {
            String with = " with " + modifier.name();
            if (modifier.factor() != null) {
                String only = modifier.only().isEmpty() ? "" : " of " + modifier.only();
                aspects.put(
                        "factor" + with,
                        "× " + modifier.factor().stripTrailingZeros().toPlainString() + only);
            }
            if (modifier.hours() != null) {
                Modifier.Hours hours = modifier.hours();
                aspects.put("hours" + with, hours.from() + " to " + hours.to() + " " + hours.zone());
            }
            modifier.rates().forEach((dimension, rate) -> aspects.put(dimension + with, rate));
            tiers(modifier.tiers(), with, aspects);
        }
        card.fallbacks().forEach((dimension, as) -> aspects.put("fallback of " + dimension, "as " + as));
        return aspects;
    }

    private static void tiers(List<Tiers> all, String with, Map<String, Object> aspects) {
        for (Tiers tiers : all) {
            String rule = tiers.crossing().name().toLowerCase(Locale.ROOT)
                    + (tiers.boundIsAbove() ? ", from the bound on" : "");
            for (Tiers.Step step : tiers.steps()) {
                step.rates().forEach((dimension, rate) -> {
                    aspects.put(dimension + " above " + step.above() + with, rate);
                    aspects.put("tiers of " + dimension + with, rule + ", by " + tiers.measured());
                });
            }
        }
    }
}
