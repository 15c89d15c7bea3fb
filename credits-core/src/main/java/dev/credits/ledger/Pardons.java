package dev.credits.ledger;

/**
 * How often what was spent had been forgiven by a limit before an entry was booked: what came before a reset was forgiven
 * with it, and gives no room again when it is reversed.
 *
 * @param times counts the resets of that limit from its first on, in whatever window
 */
public record Pardons(AccountId account, Window window, int times) {}
