package dev.credits.pricing;

/** The kinds of thing a price book keeps. */
public enum PriceKind {
    /** A model's {@link RateCard}. */
    CARD,
    /** The {@link DefaultRates} for what no card prices. */
    DEFAULTS,
    /** A {@link MarginRule}. */
    MARGIN,
    /** The {@link CreditValue} of a unit in a currency. */
    VALUE,
    /** The {@link Rounding} of a unit. */
    ROUNDING,
    /** A {@link FixedPrice}. */
    FIXED,
    /** A {@link Bundle}. */
    BUNDLE
}
