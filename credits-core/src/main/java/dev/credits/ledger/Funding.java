package dev.credits.ledger;

/** Where an account's credits come from. */
public enum Funding {
    /** Its own lots. */
    OWN,
    /** Its parent's lots, inside limits of its own. */
    PARENT,
    /** Nowhere: it has limits and counters, and no lots. */
    METERED
}
