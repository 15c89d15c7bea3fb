package dev.credits.ledger;

/**
 * A limit in shadow that would have refused a command, had it been enforced.
 *
 * @param excess by how much, in minor units
 */
public record Shadow(AccountId account, Window window, long excess) {}
