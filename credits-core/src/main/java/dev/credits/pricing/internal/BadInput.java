package dev.credits.pricing.internal;

/** A text that cannot be read, or says something impossible: where, and what. */
public final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;

    public BadInput(int line, String message) {
        super(message);
        this.line = line;
    }

    /** The line it is on, counted from 1. */
    public int line() {
        return line;
    }

    /** What is wrong there. */
    public String what() {
        return String.valueOf(getMessage());
    }
}
