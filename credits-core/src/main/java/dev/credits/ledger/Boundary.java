package dev.credits.ledger;

/** Where credits come from and go to outside all accounts: named as an entry's counterparty, never a row of its own. */
public enum Boundary {
    ISSUED,
    SPENT,
    EXPIRED,
    ADJUSTED,
    CONVERTED;

    private final String label = "@" + name().toLowerCase(java.util.Locale.ROOT);

    /** Its name in entries, such as {@code @issued}. */
    public String label() {
        return label;
    }
}
