package dev.credits.pricing;

/** Something a price book keeps versions of. Immutable. */
public sealed interface PriceItem
        permits RateCard, DefaultRates, MarginRule, CreditValue, Rounding, FixedPrice, Bundle {
    PriceKind kind();

    /** What it is about; of one kind and subject, one version is in force at a time. */
    String subject();

    /** It as JSON, in the form the price book stores and a card file holds. */
    default String toJson() {
        return ItemJson.write(this);
    }
}
