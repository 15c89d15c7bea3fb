package dev.credits.ledger;

/**
 * An account's running totals in minor units. At every moment
 * {@code earned + in - spent - expired - out = available + held}.
 *
 * @param available spendable now; below zero by no more than the floor permits
 * @param held set aside in open holds
 * @param earned granted, less what of it was reversed
 * @param spent charged and captured, less what of it was reversed
 * @param expired lost to expiry
 * @param in received from other accounts, conversions and upward adjustments
 * @param out given to other accounts, conversions and downward adjustments
 * @param adjusted the net of adjustments, which {@code in} and {@code out} contain
 */
public record Totals(
        long available, long held, long earned, long spent, long expired, long in, long out, long adjusted) {
    public static final Totals ZERO = new Totals(0, 0, 0, 0, 0, 0, 0, 0);
}
