package dev.credits.metering;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Booking;
import dev.credits.ledger.Boundary;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Hold;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.LotMove;
import dev.credits.metering.Bill.LotUse;
import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import dev.credits.money.InvalidInputException;
import dev.credits.pricing.PriceBook;
import dev.credits.pricing.Pricing.Priced;
import dev.credits.pricing.Quote;
import dev.credits.pricing.Receipt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what became of a request in the ledger, whoever settled it. Thread-safe. */
final class Bills {
    private final Ledger ledger;
    private final PriceBook prices;

    Bills(Ledger ledger, PriceBook prices) {
        this.ledger = ledger;
        this.prices = prices;
    }

    /** The bill of a request whose hold has ended. */
    Optional<Bill> find(AccountId account, IdempotencyKey request) {
        return find(account, request, null);
    }

    /** The same for an attempt at it: what that settled itself is not replayed. */
    Optional<Bill> find(AccountId account, IdempotencyKey request, @Nullable String attempt) {
        return ledger.hold(account, Keys.CALL.of(request))
                .filter(hold -> !hold.isOpen())
                .map(hold -> bill(hold, ends(hold), attempt));
    }

    /** What ended a request, in order: its hold's end if that was not its deadline, and what was booked later. Empty if nobody said what it came to. */
    List<Booking> ends(Hold hold) {
        IdempotencyKey request = Keys.request(hold.key());
        List<Booking> ends = new ArrayList<>();
        IdempotencyKey endedBy = hold.endedBy();
        if (endedBy != null && hold.state() != Hold.State.LAPSED) {
            ledger.outcome(hold.account(), endedBy).ifPresent(ends::add);
        } else {
            ledger.outcome(hold.account(), Keys.LATE_END.of(request)).ifPresent(ends::add);
        }
        if (!ends.isEmpty() && Notes.basis(Notes.of(ends.get(0))) == Bill.Basis.POLICY) {
            ledger.outcome(hold.account(), Keys.AFTER_END.of(request)).ifPresent(ends::add);
        }
        return ends;
    }

    /** The keys of what took credits for a request, in order. */
    List<IdempotencyKey> charges(AccountId account, IdempotencyKey request) {
        return ledger.hold(account, Keys.CALL.of(request)).stream()
                .flatMap(hold -> Stream.concat(captures(hold).stream(), ends(hold).stream()))
                .filter(booking -> booking.captured().isPositive())
                .map(booking -> booking.entry().memo().key())
                .toList();
    }

    private Bill bill(Hold hold, List<Booking> ends, @Nullable String attempt) {
        CreditUnit unit = hold.unit();
        List<Booking> spent = captures(hold);
        spent.addAll(ends);
        Amount taken = Amount.ofMinor(hold.captured(), unit);
        Amount shortfall = Amount.zero(unit);
        for (Booking end : ends) {
            taken = taken.plus(end.captured()).minus(fromHold(hold, end));
            shortfall = shortfall.plus(end.shortfall());
        }
        Booking last = ends.isEmpty() ? null : ends.get(ends.size() - 1);
        Map<String, String> notes = last == null ? Map.of() : Notes.of(last);
        return new Bill(
                hold.account(),
                Keys.request(hold.key()),
                hold.state(),
                Notes.basis(notes),
                Notes.OWED.amount(notes, unit).orElse(taken),
                taken,
                shortfall,
                Notes.WAIVED.amount(notes, unit).orElse(Amount.zero(unit)),
                last == null ? left(hold) : last.available(),
                lots(spent),
                quote(notes),
                attempt == null || !attempt.equals(notes.get(Notes.ATTEMPT.label())));
    }

    /** What an end spent of the hold itself, and which is counted as captured from it; none if it had a hold of its own. */
    private static Amount fromHold(Hold hold, Booking end) {
        Amount held = end.entry().amount(-end.entry().heldChange());
        boolean own = hold.key().equals(end.hold());
        return !own ? Amount.zero(hold.unit()) : held.compareTo(end.captured()) < 0 ? held : end.captured();
    }

    /** The lots that were burnt by these, in the order in which they were. */
    static List<LotUse> lots(List<Booking> bookings) {
        Map<Integer, Amount> burnt = new LinkedHashMap<>();
        for (Booking booking : bookings) {
            Entry entry = booking.entry();
            if (entry.isAgainst(Boundary.SPENT)) {
                for (LotMove move : entry.moves()) {
                    long spent = -(move.remaining() + move.held());
                    if (spent > 0) {
                        burnt.merge(move.lot(), entry.amount(spent), Amount::plus);
                    }
                }
            }
        }
        List<LotUse> lots = new ArrayList<>();
        burnt.forEach((lot, amount) -> lots.add(new LotUse(lot, amount)));
        return lots;
    }

    /** All of them, for the lots of each: a read for every capture that was made. Each is named by what had been captured before it. */
    private List<Booking> captures(Hold hold) {
        IdempotencyKey request = Keys.request(hold.key());
        List<Booking> captures = new ArrayList<>();
        long before = 0;
        while (before < hold.captured()) {
            Booking next = ledger.outcome(hold.account(), Keys.CAPTURE.of(request, before))
                    .orElse(null);
            if (next == null || next.captured().isZero()) {
                break;
            }
            captures.add(next);
            before += next.captured().minor();
        }
        return captures;
    }

    private Amount left(Hold hold) {
        return ledger.balance(hold.account()).orElseThrow().available();
    }

    private @Nullable Quote quote(Map<String, String> notes) {
        try {
            Receipt receipt = Notes.receipt(notes).orElse(null);
            return receipt != null && prices.recompute(receipt) instanceof Priced priced ? priced.quote() : null;
        } catch (InvalidInputException notOfThisBook) {
            return null;
        }
    }
}
