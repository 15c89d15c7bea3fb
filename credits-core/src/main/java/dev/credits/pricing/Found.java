package dev.credits.pricing;

import dev.credits.pricing.Pricing.Unpriced;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was looked for, or why there is none.
 *
 * @param it null if there is none
 * @param none null if there is one
 */
record Found<T>(@Nullable T it, @Nullable Unpriced none) {
    static <T> Found<T> of(T it) {
        return new Found<>(it, null);
    }

    static <T> Found<T> none(Unpriced why) {
        return new Found<>(null, why);
    }

    static <T> Found<T> none(Pricing.Reason reason, String subject, String message) {
        return none(new Unpriced(reason, subject, message));
    }

    /** What was found; only asked where there is one. */
    T get() {
        return Objects.requireNonNull(it);
    }
}
