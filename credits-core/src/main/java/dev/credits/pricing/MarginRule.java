package dev.credits.pricing;

import dev.credits.money.InvalidInputException;
import dev.credits.pricing.internal.Decimals;
import dev.credits.pricing.internal.Ratio;
import dev.credits.text.Text;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What is added to the provider's cost, in percent, for the calls it matches. A rule matches if everything it names is so;
 * of those that match, one naming a customer tier beats any that does not, then one naming a feature, then a model, then
 * a provider. That order is total: two rules can only tie if they name the same, and then the book refuses the second.
 *
 * @param percent what is added; above -100
 * @param belowCost whether it may be zero or negative
 */
public record MarginRule(
        @Nullable String provider,
        @Nullable String model,
        @Nullable String feature,
        @Nullable String customerTier,
        BigDecimal percent,
        boolean belowCost)
        implements PriceItem {
    private static final int MAX_NAME = 200;
    private static final int MAX_SCALE = 6;
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public MarginRule {
        name("provider", provider);
        name("model", model);
        name("feature", feature);
        name("customerTier", customerTier);
        percent = Usage.plain(Decimals.bounded("margin", percent));
        if (percent.scale() > MAX_SCALE || percent.compareTo(MOST) > 0 || percent.compareTo(HUNDRED.negate()) <= 0) {
            throw new InvalidInputException(
                    "margin", percent, "above -100 and at most 1000000, with at most 6 decimals");
        }
        if (percent.signum() <= 0 && !belowCost) {
            throw new InvalidInputException(
                    "margin", percent, "above zero, unless selling at or below cost is allowed explicitly");
        }
    }

    /** The rule for everything that no other matches. */
    public static MarginRule of(String percent) {
        return new MarginRule(null, null, null, null, Decimals.parsed("margin", percent), false);
    }

    /** The same, where zero and negative percentages are meant. */
    public static MarginRule belowCost(String percent) {
        return new MarginRule(null, null, null, null, Decimals.parsed("margin", percent), true);
    }

    public MarginRule provider(String name) {
        return new MarginRule(name, model, feature, customerTier, percent, belowCost);
    }

    public MarginRule model(String name) {
        return new MarginRule(provider, name, feature, customerTier, percent, belowCost);
    }

    public MarginRule feature(String name) {
        return new MarginRule(provider, model, name, customerTier, percent, belowCost);
    }

    public MarginRule customerTier(String name) {
        return new MarginRule(provider, model, feature, name, percent, belowCost);
    }

    @Override
    public PriceKind kind() {
        return PriceKind.MARGIN;
    }

    /** What it names, such as {@code feature=chat,model=gpt-4o}; {@code default} if nothing. */
    @Override
    public String subject() {
        return subject(provider, model, feature, customerTier);
    }

    static String subject(
            @Nullable String provider,
            @Nullable String model,
            @Nullable String feature,
            @Nullable String customerTier) {
        StringBuilder subject = new StringBuilder();
        part(subject, "tier", customerTier);
        part(subject, "feature", feature);
        part(subject, "model", model);
        part(subject, "provider", provider);
        return subject.length() == 0 ? "default" : subject.toString();
    }

    /** What costs are multiplied by. */
    Ratio factor() {
        return Ratio.of(percent.add(HUNDRED)).over(Ratio.of(HUNDRED));
    }

    private static void part(StringBuilder subject, String name, @Nullable String value) {
        if (value != null) {
            String escaped = value.replace("%", "%25").replace(",", "%2C").replace("=", "%3D");
            subject.append(subject.length() == 0 ? "" : ",")
                    .append(name)
                    .append('=')
                    .append(escaped);
        }
    }

    private static void name(String field, @Nullable String name) {
        if (name != null) {
            Text.line(field, name, MAX_NAME);
        }
    }
}
