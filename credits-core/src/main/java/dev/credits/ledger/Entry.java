package dev.credits.ledger;

import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import dev.credits.text.Digest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One immutable line of an account's ledger. Figures are minor units of {@code unit}.
 *
 * @param seq counts the account's entries from 1 without a gap
 * @param leg counts the entries of its transaction from 0, which is the command's own
 * @param availableChange the change to available
 * @param heldChange the change to held
 * @param available available after it
 * @param held held after it
 * @param moves what it did to the lots
 * @param counterparty another account's name or a {@link Boundary}'s label, or null if credits stay in the account
 * @param hold the key of the hold it concerns, or null
 * @param reverses the key of the command it reverses, or null
 * @param shortfall what was asked and could not be taken
 * @param at when it was booked, by the library's clock
 * @param due when it took effect, if that was before it was booked, for what the clock brings about; for a hold that is
 *     reserved or extended, its deadline from then on
 * @param route how spending came to this account
 * @param amendment what it changed, if it is an administrative entry
 * @param fingerprint of the command, on leg 0; null elsewhere
 * @param hash chains it to the entry before
 */
public record Entry(
        AccountId account,
        CreditUnit unit,
        long seq,
        TransactionId transaction,
        int leg,
        EntryKind kind,
        long availableChange,
        long heldChange,
        long available,
        long held,
        List<LotMove> moves,
        @Nullable String counterparty,
        @Nullable IdempotencyKey hold,
        @Nullable IdempotencyKey reverses,
        long shortfall,
        Memo memo,
        Instant at,
        @Nullable Instant due,
        Route route,
        @Nullable Amendment amendment,
        @Nullable Fingerprint fingerprint,
        Hash hash) {

    /** The account whose command it books: this one, unless one below it spent its credits. */
    public AccountId spender() {
        return route.path().isEmpty() ? account : route.path().get(0);
    }

    /** When what it spent counts, for limits and usage. */
    public Instant counted() {
        return route.counted() == null ? at : route.counted();
    }

    /** What entered (above zero) or left (below zero) the account. */
    public long change() {
        return availableChange + heldChange;
    }

    /** The source of the lot it opened, or null. */
    public @Nullable Source source() {
        return moves.stream()
                .map(LotMove::opened)
                .filter(java.util.Objects::nonNull)
                .map(Lot::source)
                .findFirst()
                .orElse(null);
    }

    public Amount amount(long minor) {
        return Amount.ofMinor(minor, unit);
    }

    /** True if its counterparty is this boundary. */
    public boolean isAgainst(Boundary boundary) {
        return boundary.label().equals(counterparty);
    }

    /** The same entry, chained to {@code previous}. */
    public Entry chainedTo(Hash previous) {
        return new Entry(
                account,
                unit,
                seq,
                transaction,
                leg,
                kind,
                availableChange,
                heldChange,
                available,
                held,
                moves,
                counterparty,
                hold,
                reverses,
                shortfall,
                memo,
                at,
                due,
                route,
                amendment,
                fingerprint,
                hashAfter(previous));
    }

    /** The hash this entry must have after {@code previous}: it covers every field. */
    public Hash hashAfter(Hash previous) {
        Digest digest = Digest.sha256();
        previous.writeTo(digest);
        EntryEncoding.write(this, digest);
        return Hash.taking(digest.bytes());
    }
}
