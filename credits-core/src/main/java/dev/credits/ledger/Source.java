package dev.credits.ledger;

/** How the credits of a lot came in. */
public enum Source {
    FREE,
    PAID,
    SUBSCRIPTION,
    PROMOTION,
    LEAD,
    REFERRAL,
    GIFT,
    ROLLOVER,
    ALLOCATION,
    COMPLETION,
    ADJUSTMENT
}
