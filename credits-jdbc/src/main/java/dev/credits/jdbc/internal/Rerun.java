package dev.credits.jdbc.internal;

/** What may be done after a fault. */
enum Rerun {
    /** It may have passed in a moment: a unit of work of our own is run again at once. */
    AT_ONCE,
    /** Somebody else keeps a lock, and has been waited for; it may be about some of the accounts only. */
    LOCKED,
    /** It may pass, but has been waited for already: the caller may try again. */
    BY_CALLER,
    /** Trying again would end the same. */
    NEVER
}
