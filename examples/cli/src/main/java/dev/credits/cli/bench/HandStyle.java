package dev.credits.cli.bench;

/** The two best ways to write an operation by hand. */
enum HandStyle {
    /** One statement that changes the account and inserts hold and entry, committed by itself: one round trip. */
    ONE_STATEMENT("one statement"),
    /** A statement a table, in a transaction. */
    TRANSACTION("a transaction");

    private final String description;

    HandStyle(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }
}
