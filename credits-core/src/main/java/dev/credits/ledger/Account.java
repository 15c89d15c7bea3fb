package dev.credits.ledger;

import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account as it stands after its last entry.
 *
 * @param parent the account above it, or null
 * @param stops true if it pauses when available reaches zero
 * @param plan the plan it is on, or null
 * @param floor the lowest that available may be, in minor units: zero or negative
 * @param debt overdraft in use: credits spent or held beyond all lots
 * @param lots how many lots it has ever had; the number of the latest
 * @param limits how many limits are in force on it
 * @param seq the sequence of its last entry
 * @param at the time of its last entry
 * @param hash the hash of its last entry
 */
public record Account(
        AccountId id,
        CreditUnit unit,
        @Nullable AccountId parent,
        Funding funding,
        AccountStatus status,
        boolean stops,
        @Nullable String plan,
        long floor,
        Totals totals,
        long debt,
        int lots,
        int limits,
        long seq,
        Instant at,
        Hash hash) {

    /** The balance in terms of its unit. */
    public Balance balance() {
        return new Balance(id, unit, status, totals);
    }

    public Amount amount(long minor) {
        return Amount.ofMinor(minor, unit);
    }
}
