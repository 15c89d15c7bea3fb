package dev.credits.pricing;

import dev.credits.money.Amount;
import dev.credits.money.InvalidInputException;
import dev.credits.text.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Several features at one price, from the instant its version takes effect.
 *
 * @param features two or more; asked for together, they cost what the bundle costs
 * @param credits zero or more
 * @param until the first instant at which it is no longer offered; null for as long as it is not withdrawn
 */
public record Bundle(
        String name,
        Set<String> features,
        Amount credits,
        @Nullable Instant until) implements PriceItem {
    private static final int MAX_FEATURES = 50;

    public Bundle {
        Text.line("bundle", name, FixedPrice.MAX_FEATURE);
        features = Ordered.set(features);
        if (features.size() < 2 || features.size() > MAX_FEATURES) {
            throw new InvalidInputException("features", features.size(), "from 2 to 50");
        }
        features.forEach(feature -> Text.line("feature", feature, FixedPrice.MAX_FEATURE));
        if (credits.isNegative()) {
            throw new InvalidInputException("credits", credits, "zero or more");
        }
        until = until == null ? null : until.truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public PriceKind kind() {
        return PriceKind.BUNDLE;
    }

    @Override
    public String subject() {
        return name;
    }

    boolean isOver(Instant at) {
        return until != null && !at.isBefore(until);
    }
}
