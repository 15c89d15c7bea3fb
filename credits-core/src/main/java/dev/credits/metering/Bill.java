package dev.credits.metering;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Hold;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.money.Amount;
import dev.credits.money.Money;
import dev.credits.pricing.Quote;
import dev.credits.pricing.Receipt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a metered call came to.
 *
 * @param ending how its hold ended
 * @param basis what {@code credits} were computed from
 * @param credits what it costs
 * @param taken what was spent for it, captures included
 * @param shortfall what it costs and could not be taken; the ledger has it on record
 * @param waived what was known to be used and is not charged, by the failure policy; the ledger has it on record
 * @param left what was available afterwards
 * @param lots the lots that were burnt, in order; lot 0 is overdraft
 * @param quote rates, tiers, margin and rounding that led to the credits; null if nothing used was priced
 * @param replayed true if it was settled by an earlier attempt
 */
public record Bill(
        AccountId account,
        IdempotencyKey key,
        Hold.State ending,
        Basis basis,
        Amount credits,
        Amount taken,
        Amount shortfall,
        Amount waived,
        Amount left,
        List<LotUse> lots,
        @Nullable Quote quote,
        boolean replayed) {
    public Bill {
        lots = List.copyOf(lots);
    }

    /** What a call's cost was computed from. */
    public enum Basis {
        /** What the work said it used, or its fixed price. */
        USED,
        /** The most it may use: it was done and said nothing. */
        ESTIMATE,
        /** What was held: something it used has no price. */
        HELD,
        /** The failure policy. */
        POLICY
    }

    /** Credits burnt from one lot. */
    public record LotUse(int lot, Amount amount) {}

    /** What the provider asks, if that is known. */
    public @Nullable Money cost() {
        return quote == null ? null : quote.cost();
    }

    /** What is kept with the ledger's entry to compute it again, if it was computed. */
    public @Nullable Receipt receipt() {
        return quote == null ? null : quote.receipt();
    }
}
