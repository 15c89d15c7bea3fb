package dev.credits.ledger;

/** Why the rules refuse a command. */
public enum DeclineCode {
    INSUFFICIENT_CREDITS,
    LIMIT_EXCEEDED,
    ACCOUNT_NOT_FOUND,
    ACCOUNT_EXISTS,
    ACCOUNT_FROZEN,
    ACCOUNT_CLOSED,
    HOLD_NOT_FOUND,
    HOLD_ENDED,
    CAPTURE_EXCEEDS_HOLD,
    TRANSACTION_NOT_FOUND,
    ALREADY_REVERSED,
    REVERSAL_EXCEEDS,
    NOT_REVERSIBLE,
    WRONG_DIRECTION,
    UNIT_MISMATCH,
    NOT_EMPTY,
    OVERFLOW,
    /** Of a list that is booked whole or not at all, some commands are booked already and others are not. */
    OVERTAKEN
}
