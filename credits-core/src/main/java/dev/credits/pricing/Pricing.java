package dev.credits.pricing;

import dev.credits.money.InvalidInputException;

/** The price book's answer: a quote, or why there is none. What has no price is never taken to be free. */
public sealed interface Pricing {
    /** The quote; {@link InvalidInputException} if there is none. */
    default Quote orElseThrow() {
        if (this instanceof Priced priced) {
            return priced.quote();
        }
        Unpriced none = (Unpriced) this;
        throw new InvalidInputException("price of " + none.subject(), none.reason(), "known: " + none.message());
    }

    /** True if there is a quote. */
    default boolean isPriced() {
        return this instanceof Priced;
    }

    record Priced(Quote quote) implements Pricing {}

    /**
     * No price, and so no charge and no call.
     *
     * @param subject the model, dimension, feature … that has none
     */
    record Unpriced(Reason reason, String subject, String message) implements Pricing {}

    /** Why there is no price. */
    enum Reason {
        /** No card in force for the model, and no default rates. */
        UNKNOWN_MODEL,
        /** Several providers offer the model, and the request names none. */
        AMBIGUOUS_MODEL,
        /** The card has no rate for something that was used. */
        UNKNOWN_DIMENSION,
        /** The card does not have the modifier. */
        UNKNOWN_MODIFIER,
        /** Two modifiers that apply replace the same rate. */
        CONFLICTING_MODIFIERS,
        /** Nobody published what a credit of the unit is worth in the card's currency. */
        NO_CREDIT_VALUE,
        /** No margin rule matches, not even a default. */
        NO_MARGIN,
        /** No fixed price for the feature in this unit. */
        UNKNOWN_FEATURE,
        /** No such bundle now, in this unit. */
        UNKNOWN_BUNDLE,
        /** More credits than an amount can hold. */
        TOO_MANY_CREDITS
    }
}
