package dev.credits.spi;

import dev.credits.ledger.Account;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Lot;
import dev.credits.money.Conversion;
import java.util.List;

/**
 * What a plan found, in any order but for entries, which come in the order of their transaction's legs. A lot or hold may
 * come twice.
 */
public record Loaded(
        List<Account> accounts,
        List<Lot> lots,
        List<Hold> holds,
        List<Entry> entries,
        List<Reversal> reversals,
        List<Conversion> rates) {}
