package dev.credits.jdbc.internal;

/** What may be done after a fault. */
enum Rerun {
    /** It may have passed in a moment: a unit of work of our own is run again at once. */
    AT_ONCE,
    /** A unique key is taken: by another unit meanwhile, which this one will see when it is run again, or for good. */
    TAKEN,
    /** What was remembered is out of date, or a key is taken that memory cannot know: the unit is run again on what it loads. */
    OUTDATED,
    /** Somebody else keeps a lock, and has been waited for; it may be about some of the accounts only. */
    LOCKED,
    /** It may pass, but has been waited for already: the caller may try again. */
    BY_CALLER,
    /** Trying again would end the same. */
    NEVER
}
