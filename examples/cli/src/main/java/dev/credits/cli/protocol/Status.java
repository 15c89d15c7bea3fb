package dev.credits.cli.protocol;

import java.util.Locale;

/** What became of a line. */
public enum Status {
    /** Done now. */
    APPLIED,
    /** Done earlier, by the same key. */
    REPLAYED,
    /** Refused by the rules; nothing changed. */
    DECLINED,
    /** Its key was used for something else; nothing changed. */
    CONFLICT,
    /** The line itself is wrong. */
    INVALID,
    /** The storage failed. */
    FAULT,
    /** A question's answer. */
    OK;

    /** Its name in a result. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
