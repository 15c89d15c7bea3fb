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
    CLOSE,
    LIMIT,
    /** More than a limit says, for one window. */
    EXTRA,
    /** What was spent in a window forgiven. */
    RESET,
    /** Its own credits, or its parent's. */
    FUND,
    /** Another parent. */
    MOVE,
    /** Whether it pauses at zero. */
    STOP,
    PLAN,
    /** Nothing available was left, and the account pauses then. */
    PAUSE,
    /** Something is available again. */
    RESUME
}
