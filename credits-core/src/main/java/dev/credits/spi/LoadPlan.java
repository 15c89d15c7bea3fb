package dev.credits.spi;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.TransactionId;
import java.time.Instant;
import java.util.Set;

/**
 * What a decision needs to see.
 *
 * @param accounts with their open lots (anything remaining or held) and the open holds whose deadline is at or before
 *     {@code now}
 * @param transactions all entries of these, and how much of them has been reversed
 * @param holds the holds reserved by these transactions, open or ended
 * @param lots these lots, open or not
 * @param rates all conversion rates between these units
 */
public record LoadPlan(
        Set<AccountId> accounts,
        Set<TransactionId> transactions,
        Set<TransactionId> holds,
        Set<LotRef> lots,
        Set<UnitPair> rates,
        Instant now) {

    /** One lot of an account. */
    public record LotRef(AccountId account, int number) {}

    /** The codes of two units. */
    public record UnitPair(String from, String to) {}
}
