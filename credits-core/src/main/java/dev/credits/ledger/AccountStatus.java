package dev.credits.ledger;

/** What an account may do. */
public enum AccountStatus {
    /** Everything. */
    OPEN,
    /** Receive credits and end the holds it has; nothing new is spent, held or sent away. */
    FROZEN,
    /** What a frozen one may, until it has something available again: it had reached zero, and stops there. */
    PAUSED,
    /** Nothing any more. It was empty when it was closed. */
    CLOSED
}
