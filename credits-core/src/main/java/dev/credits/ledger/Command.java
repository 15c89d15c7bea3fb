package dev.credits.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something asked of the ledger. Immutable, checked when it is made; carries its own idempotency key, so that it can be
 * sent again until it is answered.
 *
 * <pre>{@code
 * Memo memo = Memo.key("order-1001").by("billing").feature("top-up");
 * Command grant = Grant.of(user, Amount.of("100"), memo)
 *         .on(LotTerms.of(Source.PROMOTION).expiring(Instant.parse("2030-01-01T00:00:00Z")));
 *
 * ledger.execute(grant); // Applied
 * ledger.execute(grant); // Replayed: the key has had its one effect
 * }</pre>
 */
public sealed interface Command
        permits Open,
                Grant,
                Charge,
                Reserve,
                Capture,
                Settle,
                Extend,
                Release,
                Transfer,
                Allocate,
                Reclaim,
                Convert,
                Adjust,
                Reverse,
                SetFloor,
                SetLimit,
                GrantExtra,
                ResetUsage,
                SetStop,
                SetPlan,
                Fund,
                Move,
                Freeze,
                Unfreeze,
                Close {
    /** The account it is about, and in which its key lives; of two accounts the one that gives. */
    AccountId account();

    /** Key, actor, reason, feature and metadata. */
    Memo memo();

    /** The name of the kind of command, as in the command protocol. */
    String op();

    /** What the caller asked, field by field, beside {@link #op()} and {@link #account()}: what a retry must repeat. */
    List<Field> asked();

    /** The id of its transaction, known before it is executed. */
    default TransactionId transaction() {
        return TransactionId.of(account(), memo().key());
    }

    /** True if it only brings something about, so that a list that is booked whole may find it booked already. */
    default boolean ensures() {
        return false;
    }

    /** The other account it moves credits to, or null. */
    default @Nullable AccountId counterparty() {
        return null;
    }

    /** A field of what was asked, in one canonical spelling; an absent one is null. */
    record Field(String name, @Nullable String value) {
        static Field of(String name, @Nullable Object value) {
            return new Field(name, value == null ? null : value.toString());
        }
    }
}
