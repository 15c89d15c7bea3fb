package dev.credits.pricing;

import dev.credits.money.Amount;
import dev.credits.money.InvalidInputException;
import dev.credits.text.Text;

/**
 * What a feature or an endpoint takes, whatever it costs. It goes before every rate and margin.
 *
 * @param feature its name
 * @param credits zero or more
 */
public record FixedPrice(String feature, Amount credits) implements PriceItem {
    static final int MAX_FEATURE = 100;

    public FixedPrice {
        Text.line("feature", feature, MAX_FEATURE);
        if (credits.isNegative()) {
            throw new InvalidInputException("credits", credits, "zero or more");
        }
    }

    @Override
    public PriceKind kind() {
        return PriceKind.FIXED;
    }

    @Override
    public String subject() {
        return feature;
    }
}
