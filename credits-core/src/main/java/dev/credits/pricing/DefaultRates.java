package dev.credits.pricing;

/**
 * What is charged for a model without a card, and for a dimension that a card of the same currency does not price. Without
 * such a policy both are refused.
 *
 * @param card its rates; of its tiers and modifiers, only a model without a card sees anything
 */
public record DefaultRates(RateCard card) implements PriceItem {
    @Override
    public PriceKind kind() {
        return PriceKind.DEFAULTS;
    }

    @Override
    public String subject() {
        return "default";
    }
}
