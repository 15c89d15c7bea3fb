package dev.credits.metering;

import dev.credits.ledger.Booking;
import dev.credits.ledger.Command;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Outcome.Declined;
import dev.credits.ledger.Release;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.Settle;
import dev.credits.metering.Bill.Basis;
import dev.credits.money.Amount;
import dev.credits.pricing.Quote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Ends the hold of a call. If it has lapsed meanwhile, what is due is taken through a second hold, as far as the first one
 * reached and the account has it; what cannot be taken is on record as the shortfall.
 */
final class Ending {
    private static final Duration MOMENT = Duration.ofMinutes(1);

    private final Office office;
    private final Call call;
    private final Amount held;
    private final Amount captured;
    private final List<Booking> bookings;

    Ending(Office office, Call call, Amount held, Amount captured, List<Booking> captures) {
        this.office = office;
        this.call = call;
        this.held = held;
        this.captured = captured;
        this.bookings = new ArrayList<>(captures);
    }

    /** Ends it; {@code owed} and {@code captured} count from the beginning. */
    Bill end(Amount owed, Amount waived, Basis basis, @Nullable Quote quote) {
        Map<String, String> notes = notes(owed, waived, basis, quote);
        Amount due = owed.compareTo(captured) > 0 ? owed.minus(captured) : Amount.zero(owed.unit());
        boolean nothing = owed.isZero() && basis == Basis.POLICY;
        Command end = nothing
                ? new Release(call.account(), call.key(), Office.memo(call, Keys.END.of(call.key()), notes))
                : new Settle(
                        call.account(),
                        call.key(),
                        due,
                        call.over(),
                        Office.memo(call, Keys.END.of(call.key()), notes));
        Outcome outcome = execute(end, end);
        if (outcome instanceof Declined declined && declined.ending() == Hold.State.LAPSED) {
            return due.isZero() ? earlier(end) : late(end, due, owed, waived, basis, quote, notes);
        }
        Hold.State how = nothing ? Hold.State.RELEASED : Hold.State.SETTLED;
        return bill(end, outcome, how, owed, waived, basis, quote);
    }

    private Bill late(
            Command end,
            Amount due,
            Amount owed,
            Amount waived,
            Basis basis,
            @Nullable Quote quote,
            Map<String, String> notes) {
        Amount reach = held.minus(captured);
        Amount again = due.compareTo(reach) < 0 ? due : reach;
        Outcome second = execute(end, reserve(again));
        if (second instanceof Declined) {
            second = execute(end, reserve(Amount.zero(due.unit())));
        }
        if (second instanceof Declined declined) {
            throw new UnsettledException(end, declined.code() + ": " + declined.message(), false, null);
        }
        Settle settle = new Settle(
                call.account(),
                Keys.LATE.of(call.key()),
                due,
                call.over(),
                Office.memo(call, Keys.LATE_END.of(call.key()), notes));
        return bill(end, execute(end, settle), Hold.State.LAPSED, owed, waived, basis, quote);
    }

    private Reserve reserve(Amount amount) {
        return new Reserve(call.account(), amount, MOMENT, Office.memo(call, Keys.LATE.of(call.key()), Map.of()));
    }

    private Bill bill(
            Command end,
            Outcome outcome,
            Hold.State how,
            Amount owed,
            Amount waived,
            Basis basis,
            @Nullable Quote quote) {
        if (!outcome.isBooked()) {
            return earlier(end);
        }
        Booking booking = outcome.orElseThrow();
        bookings.add(booking);
        return new Bill(
                call.account(),
                call.key(),
                how,
                basis,
                owed,
                captured.plus(booking.captured()),
                booking.shortfall(),
                waived,
                booking.available(),
                Bills.lots(bookings),
                quote,
                false);
    }

    /** The bill of whoever ended it first. */
    private Bill earlier(Command end) {
        try {
            return office.bills()
                    .find(call.account(), call.key())
                    .orElseThrow(() -> new UnsettledException(end, "the hold could not be ended", false, null));
        } catch (UnsettledException told) {
            throw told;
        } catch (CreditsException fault) {
            throw new UnsettledException(end, String.valueOf(fault.getMessage()), fault.retryable(), fault);
        }
    }

    private Outcome execute(Command end, Command command) {
        try {
            return office.execute(command);
        } catch (CreditsException fault) {
            throw new UnsettledException(end, String.valueOf(fault.getMessage()), fault.retryable(), fault);
        }
    }

    private Map<String, String> notes(Amount owed, Amount waived, Basis basis, @Nullable Quote quote) {
        Map<String, String> notes = new TreeMap<>();
        if (quote != null) {
            notes.putAll(quote.receipt().toMetadata());
        }
        Notes.OWED.put(notes, owed);
        Notes.CAPTURED.put(notes, captured);
        if (waived.isPositive()) {
            Notes.WAIVED.put(notes, waived);
        }
        notes.put(Notes.BASIS.label(), basis.name());
        return notes;
    }
}
