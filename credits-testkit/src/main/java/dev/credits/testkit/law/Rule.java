package dev.credits.testkit.law;

/** A rule that a history can break; two failures of one rule are likely to have one cause. */
public enum Rule {
    /** L13: no more is spent and held in a window than its limit. */
    LIMIT,
    /** L13: what a limit says of itself is what was spent and held in its window. */
    COUNTER,
    /** New credits come from the account that funds the spender now. */
    FUNDING,
    /** A command has one instant on all accounts. */
    INSTANT,
    /** What is due is booked by the clock, dated when it was due, in order. */
    ORDER,
    /** L17: a list is booked whole, or replayed whole, or not at all. */
    LIST,
    /** A past balance that was told once never changes, and is what was booked and due by then. */
    PAST,
    /** Verification finds nothing. */
    VERIFY,
    /** A healthy storage shows no fault. */
    FAULT,
    /** A preview is what the command then comes to. */
    PREVIEW,
    /** An administrative change is in the audit trail. */
    AUDIT,
    /** Balances are what the lots make. */
    BALANCE,
    /** All storages come to the same. */
    SAME
}
