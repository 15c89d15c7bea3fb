package dev.credits.metering;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Booking;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.metering.Bill.Basis;
import dev.credits.money.Amount;
import dev.credits.pricing.Quote;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a call came to, before the ledger has it. {@link Metering#settle} books it, however often it is sent and however late:
 * also once the hold has lapsed. Immutable.
 */
public final class Settlement {
    final Call call;
    /** What was held, and what of it was captured, as far as this attempt knows. */
    final Amount held;

    final Amount captured;
    final List<Booking> captures;
    /** What is owed in all, captures included. */
    final Amount owed;

    final Amount waived;
    final Basis basis;
    final @Nullable Quote quote;

    Settlement(
            Call call,
            Amount held,
            Amount captured,
            List<Booking> captures,
            Amount owed,
            Amount waived,
            Basis basis,
            @Nullable Quote quote) {
        this.call = call;
        this.held = held;
        this.captured = captured;
        this.captures = List.copyOf(captures);
        this.owed = owed;
        this.waived = waived;
        this.basis = basis;
        this.quote = quote;
    }

    public AccountId account() {
        return call.account();
    }

    /** The request id. */
    public IdempotencyKey request() {
        return call.key();
    }

    /** What is owed in all. */
    public Amount owed() {
        return owed;
    }

    /** True if a policy said what is owed, and that is nothing: the hold is given back whole. */
    boolean isNothing() {
        return owed.isZero() && basis == Basis.POLICY;
    }

    Map<String, String> notes() {
        Map<String, String> notes = new TreeMap<>();
        if (quote != null) {
            notes.putAll(quote.receipt().toMetadata());
        }
        Notes.OWED.put(notes, owed);
        if (waived.isPositive()) {
            Notes.WAIVED.put(notes, waived);
        }
        notes.put(Notes.BASIS.label(), basis.name());
        notes.put(Notes.ATTEMPT.label(), String.valueOf(call.attempt()));
        return notes;
    }

    @Override
    public String toString() {
        return "request " + call.key() + " of " + call.account() + " owes " + owed + " (" + basis + ")";
    }
}
