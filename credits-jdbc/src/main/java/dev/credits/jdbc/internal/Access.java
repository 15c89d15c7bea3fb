package dev.credits.jdbc.internal;

/** Whose transaction a unit works in, and whether it may write. */
enum Access {
    /** Writes, in a transaction of its own. */
    OWN,
    /** Writes, in a transaction the host has open. */
    JOINED,
    /** Reads, in a transaction of its own. */
    READ,
    /** Reads, in a transaction the host has open. */
    JOINED_READ;

    boolean isJoined() {
        return this == JOINED || this == JOINED_READ;
    }

    boolean writes() {
        return this == OWN || this == JOINED;
    }
}
