package dev.credits.jdbc.internal;

/** What may be done after a fault. */
enum Rerun {
    /** It may have passed in a moment: a unit of work of our own is run again at once. */
    AT_ONCE,
    /** It may pass, but has been waited for already: the caller may try again. */
    BY_CALLER,
    /** Trying again would end the same. */
    NEVER
}
