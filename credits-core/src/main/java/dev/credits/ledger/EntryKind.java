package dev.credits.ledger;

/** What an entry books. */
public enum EntryKind {
    OPEN,
    GRANT,
    /** The start of a lot that was granted for later. */
    START,
    CHARGE,
    RESERVE,
    CAPTURE,
    SETTLE,
    EXTEND,
    RELEASE,
    /** The end of a hold whose deadline has passed. */
    LAPSE,
    TRANSFER,
    ALLOCATE,
    RECLAIM,
    CONVERT,
    ADJUST,
    EXPIRE,
    REVERSE,
    FLOOR,
    FREEZE,
    UNFREEZE,
    CLOSE
}
