package dev.credits.pricing;

import dev.credits.money.CreditUnit;
import dev.credits.money.InvalidInputException;
import dev.credits.text.Text;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A question to the price book: what does this cost? It names a model and a usage, or features, or a bundle. Immutable;
 * each method that is not static gives another one.
 *
 * @param model the model called, or null
 * @param provider whose model; null if only one offers it
 * @param features what it is for: at most one beside a model
 * @param bundle a bundle by name, or null
 * @param customerTier the customer's tier, for margins
 * @param modifiers what applies to the request: batch, priority, a region
 * @param unit the unit the answer is in
 */
public record Ask(
        @Nullable String model,
        @Nullable String provider,
        Usage usage,
        Set<String> features,
        @Nullable String bundle,
        @Nullable String customerTier,
        Set<String> modifiers,
        CreditUnit unit) {
    private static final int MOST = 50;
    private static final int MAX_NAME = 200;

    public Ask {
        features = Ordered.set(features);
        modifiers = Ordered.set(modifiers);
        checkNames(features, modifiers);
        checkName("customerTier", customerTier);
        int questions = (model == null ? 0 : 1) + (bundle == null ? 0 : 1);
        boolean clear = questions == 1 || (questions == 0 && !features.isEmpty());
        if (!clear || (model != null && features.size() > 1)) {
            throw new InvalidInputException(
                    "ask",
                    "model " + model + ", bundle " + bundle + ", features " + features,
                    "a model with at most one feature, or features, or a bundle");
        }
    }

    /** What does this usage of a model cost? */
    public static Ask model(String model, Usage usage) {
        return new Ask(model, null, usage, Set.of(), null, null, Set.of(), CreditUnit.CREDIT);
    }

    /** What do these features cost, together? */
    public static Ask features(String... features) {
        return new Ask(null, null, Usage.none(), Set.of(features), null, null, Set.of(), CreditUnit.CREDIT);
    }

    /** What does this bundle cost? */
    public static Ask bundle(String name) {
        return new Ask(null, null, Usage.none(), Set.of(), name, null, Set.of(), CreditUnit.CREDIT);
    }

    public Ask provider(String name) {
        return new Ask(model, name, usage, features, bundle, customerTier, modifiers, unit);
    }

    /** The same for another usage. */
    public Ask usage(Usage used) {
        return new Ask(model, provider, used, features, bundle, customerTier, modifiers, unit);
    }

    public Ask feature(String name) {
        return new Ask(model, provider, usage, Set.of(name), bundle, customerTier, modifiers, unit);
    }

    public Ask customerTier(String name) {
        return new Ask(model, provider, usage, features, bundle, name, modifiers, unit);
    }

    /** The same with one more modifier. */
    public Ask with(String modifier) {
        Set<String> more = new TreeSet<>(modifiers);
        more.add(modifier);
        return new Ask(model, provider, usage, features, bundle, customerTier, more, unit);
    }

    public Ask unit(CreditUnit other) {
        return new Ask(model, provider, usage, features, bundle, customerTier, modifiers, other);
    }

    /** The feature, if there is just one. */
    @Nullable
    String onlyFeature() {
        return features.size() == 1 ? features.iterator().next() : null;
    }

    private static void checkNames(Set<String> features, Set<String> modifiers) {
        if (features.size() > MOST || modifiers.size() > MOST) {
            throw new InvalidInputException(
                    "ask", features.size() + " features, " + modifiers.size() + " modifiers", "at most 50 of each");
        }
        features.forEach(name -> checkName("feature", name));
        modifiers.forEach(name -> checkName("modifier", name));
    }

    private static void checkName(String field, @Nullable String name) {
        if (name != null) {
            Text.line(field, name, MAX_NAME);
        }
    }
}
