package dev.credits.pricing;

import dev.credits.pricing.Pricing.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The margins, credit values and roundings in force. */
final class Policies {
    private static final int MOST_SPECIFIC = 15;

    private final Map<String, PriceVersion> margins = new HashMap<>();
    private final Map<String, PriceVersion> values = new HashMap<>();
    private final Map<String, PriceVersion> roundings = new HashMap<>();

    void add(PriceVersion version) {
        switch (version.kind()) {
            case MARGIN -> margins.put(version.subject(), version);
            case VALUE -> values.put(version.subject(), version);
            case ROUNDING -> roundings.put(version.subject(), version);
            default -> {} // kept elsewhere
        }
    }

    /** How a call that is costed so is priced. */
    Found<Terms> terms(Costing costing, @Nullable String provider, String model, Ask ask) {
        PriceVersion value = values.get(
                CreditValue.subject(ask.unit().code(), costing.currency().getCurrencyCode()));
        if (value == null || !(value.item() instanceof CreditValue worth)) {
            String what = "nobody published what a " + ask.unit().code() + " is worth in " + costing.currency();
            return Found.none(Reason.NO_CREDIT_VALUE, ask.unit().code(), what);
        }
        PriceVersion margin = margin(provider, model, ask.onlyFeature(), ask.customerTier());
        if (margin == null || !(margin.item() instanceof MarginRule rule)) {
            return Found.none(Reason.NO_MARGIN, model, "no margin rule matches, and there is no default one");
        }
        List<PriceVersion> used = new ArrayList<>(List.of(margin, value));
        PriceVersion rounding = roundings.get(ask.unit().toString());
        if (rounding != null && rounding.item() instanceof Rounding policy) {
            used.add(rounding);
            return Found.of(new Terms(costing, rule, worth, policy, used));
        }
        return Found.of(new Terms(costing, rule, worth, Rounding.usual(ask.unit()), used));
    }

    /** The most specific rule that matches: the bits are customer tier, feature, model, provider. */
    private @Nullable PriceVersion margin(
            @Nullable String provider, String model, @Nullable String feature, @Nullable String customerTier) {
        for (int named = MOST_SPECIFIC; named >= 0; named--) {
            PriceVersion rule = margins.get(MarginRule.subject(
                    (named & 1) == 0 ? null : provider,
                    (named & 2) == 0 ? null : model,
                    (named & 4) == 0 ? null : feature,
                    (named & 8) == 0 ? null : customerTier));
            if (rule != null) {
                return rule;
            }
        }
        return null;
    }
}
