package dev.credits.spi;

import dev.credits.ledger.TransactionId;

/**
 * How much of a transaction has been reversed, in minor units: never more than it moved.
 *
 * @param amount what it moved
 * @param reversed what of it was undone so far
 */
public record Reversal(TransactionId transaction, long amount, long reversed) {}
