package dev.credits.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What one entry did to one lot, in minor units.
 *
 * @param lot the lot's number; 0 is overdraft, whose remainder is below zero while it is in use
 * @param remaining the change to what remains
 * @param held the change to what is held
 * @param opened the lot this entry opened, or joined more to, with how much of its {@code amount} this entry brought and
 *     nothing left or held; or null
 */
public record LotMove(
        int lot, long remaining, long held, @Nullable Lot opened) {
    /** The number that stands for overdraft. */
    public static final int OVERDRAFT = 0;
}
