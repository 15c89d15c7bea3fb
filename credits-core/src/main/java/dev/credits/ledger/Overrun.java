package dev.credits.ledger;

/** What a settlement above its hold does with the rest. In every case what cannot be taken is recorded as the shortfall. */
public enum Overrun {
    /** Takes no more than the hold. */
    CAP,
    /** Takes the rest from the account's available credits, never into overdraft. */
    DRAW,
    /** Takes the rest as {@link #DRAW} does, and then from the overdraft that the account's floor permits. */
    DEBT
}
