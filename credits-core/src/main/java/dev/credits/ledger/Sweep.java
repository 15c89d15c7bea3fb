package dev.credits.ledger;

/** What a sweep booked. */
public record Sweep(int accounts, int lapsed, int started, int expired) {
    public static final Sweep NOTHING = new Sweep(0, 0, 0, 0);

    public Sweep plus(Sweep other) {
        return new Sweep(
                accounts + other.accounts, lapsed + other.lapsed, started + other.started, expired + other.expired);
    }
}
