package dev.credits.metering;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Booking;
import dev.credits.ledger.Boundary;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Hold;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.LotMove;
import dev.credits.metering.Bill.Basis;
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
import org.jspecify.annotations.Nullable;

/** Finds what became of a request in the ledger, whoever settled it. Thread-safe. */
final class Bills {
    private static final int MOST_CAPTURES = 1_000;

    private final Ledger ledger;
    private final PriceBook prices;

    Bills(Ledger ledger, PriceBook prices) {
        this.ledger = ledger;
        this.prices = prices;
    }

    /** The bill of a request whose hold has ended. */
    Optional<Bill> find(AccountId account, IdempotencyKey key) {
        return ledger.hold(account, key).filter(hold -> !hold.isOpen()).map(this::of);
    }

    private Bill of(Hold hold) {
        List<Booking> spent = captures(hold);
        IdempotencyKey endedBy = hold.endedBy();
        Booking end =
                ledger.outcome(hold.account(), Keys.LATE_END.of(hold.key())).orElse(null);
        if (end == null && endedBy != null && !endedBy.isOwn()) {
            end = ledger.outcome(hold.account(), endedBy).orElse(null);
        }
        CreditUnit unit = hold.unit();
        if (end == null) {
            Amount taken = Amount.ofMinor(hold.captured(), unit);
            Amount none = Amount.zero(unit);
            return new Bill(
                    hold.account(),
                    hold.key(),
                    hold.state(),
                    Basis.USED,
                    taken,
                    taken,
                    none,
                    none,
                    left(hold),
                    lots(spent),
                    null,
                    true);
        }
        Map<String, String> notes = end.entry().memo().metadata();
        Amount before = Notes.CAPTURED.amount(notes, unit).orElse(Amount.zero(unit));
        Amount taken = before.plus(end.captured());
        spent.add(end);
        return new Bill(
                hold.account(),
                hold.key(),
                hold.state(),
                Notes.basis(notes),
                Notes.OWED.amount(notes, unit).orElse(taken),
                taken,
                end.shortfall(),
                Notes.WAIVED.amount(notes, unit).orElse(Amount.zero(unit)),
                end.available(),
                lots(spent),
                quote(notes),
                true);
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

    /** Each is named by what had been captured before it. */
    private List<Booking> captures(Hold hold) {
        List<Booking> captures = new ArrayList<>();
        long before = 0;
        while (before < hold.captured() && captures.size() < MOST_CAPTURES) {
            Booking next = ledger.outcome(hold.account(), Keys.CAPTURE.of(hold.key(), before))
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
            Receipt receipt = Receipt.ofMetadata(notes).orElse(null);
            return receipt != null && prices.recompute(receipt) instanceof Priced priced ? priced.quote() : null;
        } catch (InvalidInputException notOfThisBook) {
            return null;
        }
    }
}
