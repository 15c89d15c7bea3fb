package dev.credits.metering;

import dev.credits.ledger.AtomicOutcome;
import dev.credits.ledger.AtomicOutcome.NoneBooked;
import dev.credits.ledger.Booking;
import dev.credits.ledger.Command;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Outcome.Declined;
import dev.credits.ledger.Overrun;
import dev.credits.ledger.Release;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.Settle;
import dev.credits.metering.Bill.Basis;
import dev.credits.money.Amount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends the hold of a call. If it has lapsed meanwhile, or a policy has ended it for less than was used, what is due is taken
 * through a second hold, as far as the first one reached and the account has it. That hold and its end are booked
 * together, so nothing can come between them. What cannot be taken is on record as the shortfall.
 */
final class Ending {
    private static final Duration MOMENT = Duration.ofMinutes(1);
    /** A hold ends once, then it may be corrected once: more than that cannot come in between. */
    private static final int ROUNDS = 3;

    private static final int SMALLER = 5;

    private final Office office;
    private final Settlement settlement;
    private final Call call;

    Ending(Office office, Settlement settlement) {
        this.office = office;
        this.settlement = settlement;
        this.call = settlement.call;
    }

    /** Ends it, or says who did. */
    Bill end() {
        Outcome outcome = told(() -> office.execute(command()));
        if (outcome instanceof Outcome.Applied applied) {
            Bill bill = bill(applied.booking());
            return bill == null ? told(this::found) : bill;
        }
        return told(() -> otherwise(outcome));
    }

    private Command command() {
        return settlement.isNothing()
                ? new Release(
                        call.account(),
                        Keys.CALL.of(call.key()),
                        Office.memo(call, Keys.END.of(call.key()), settlement.notes()))
                : settle(Keys.CALL, settlement.owed, call.over(), true, Keys.END);
    }

    private Settle settle(Keys hold, Amount amount, Overrun over, boolean inAll, Keys end) {
        return new Settle(
                call.account(),
                hold.of(call.key()),
                amount,
                over,
                inAll,
                Office.memo(call, end.of(call.key()), settlement.notes()));
    }

    /** What it came to if this attempt was the only one; null if another has captured or held more meanwhile. */
    private @Nullable Bill bill(Booking booking) {
        Amount due = settlement.owed.compareTo(settlement.captured) > 0
                ? settlement.owed.minus(settlement.captured)
                : zero();
        Amount open = settlement.held.minus(settlement.captured);
        boolean alone = settlement.isNothing()
                ? booking.released().equals(open)
                : booking.captured().plus(booking.shortfall()).equals(due);
        List<Booking> bookings = new ArrayList<>(settlement.captures);
        bookings.add(booking);
        return !alone
                ? null
                : new Bill(
                        call.account(),
                        call.key(),
                        settlement.isNothing() ? Hold.State.RELEASED : Hold.State.SETTLED,
                        settlement.basis,
                        settlement.owed,
                        settlement.captured.plus(booking.captured()),
                        booking.shortfall(),
                        settlement.waived,
                        booking.available(),
                        Bills.lots(bookings),
                        settlement.quote,
                        false);
    }

    /** It had ended. What a policy said without knowing gives way to what was used if that is more, and nothing is given back; any other end stands. */
    private Bill otherwise(Outcome refusal) {
        for (int round = 1; round <= ROUNDS; round++) {
            Hold hold = office.ledger()
                    .hold(call.account(), Keys.CALL.of(call.key()))
                    .filter(known -> !known.isOpen())
                    .orElseThrow(() -> unsettled(refusal));
            if (office.bills().ends(hold).isEmpty()) {
                Amount captured = Amount.ofMinor(hold.captured(), hold.unit());
                late(hold, captured, settlement.owed.minus(captured), Keys.LATE, Keys.LATE_END);
                continue;
            }
            Bill earlier = found();
            Amount known = earlier.taken().plus(earlier.shortfall());
            boolean better = earlier.basis() == Basis.POLICY && settlement.basis != Basis.POLICY;
            if (!better || settlement.owed.compareTo(known) <= 0) {
                return earlier;
            }
            late(hold, earlier.taken(), settlement.owed.minus(known), Keys.AFTER, Keys.AFTER_END);
        }
        return found();
    }

    /** Takes what is due through another hold; if one with other content is there already, that one stands. */
    private void late(Hold first, Amount taken, Amount due, Keys hold, Keys end) {
        Amount asked = due.isPositive() ? due : zero();
        long left = first.reserved() - taken.minor();
        Amount reach = Amount.ofMinor(Math.max(0, left), first.unit());
        Amount some = asked.compareTo(reach) < 0 ? asked : reach;
        for (int tried = 1; ; tried++) {
            Reserve reserve =
                    new Reserve(call.account(), some, MOMENT, Office.memo(call, hold.of(call.key()), Map.of()));
            AtomicOutcome outcome = office.executeAll(List.of(reserve, settle(hold, asked, call.over(), false, end)));
            Outcome refusal = outcome instanceof NoneBooked none ? none.refusal() : null;
            if (refusal == null || isTaken(refusal)) {
                return;
            }
            if (some.isZero()) {
                throw unsettled(refusal);
            }
            some = smaller(some, refusal, tried);
        }
    }

    /** True if another attempt has booked under this key: what that was is looked up. */
    private static boolean isTaken(Outcome refusal) {
        return refusal instanceof Outcome.Conflict
                || (refusal instanceof Declined declined && declined.code() == DeclineCode.OVERTAKEN);
    }

    /** As much less as is missing, or nothing at all. */
    private Amount smaller(Amount some, Outcome refusal, int tried) {
        Amount missing = refusal instanceof Declined declined ? declined.shortfall() : null;
        boolean helps = tried < SMALLER && missing != null && missing.isPositive() && missing.compareTo(some) < 0;
        return missing != null && helps ? some.minus(missing) : zero();
    }

    private Bill found() {
        return office.bills()
                .find(call.account(), call.key(), call.attempt())
                .orElseThrow(() -> new UnsettledException(settlement, "its hold cannot be found", false, null));
    }

    private UnsettledException unsettled(Outcome refusal) {
        String why = refusal instanceof Declined declined
                ? declined.code() + ": " + declined.message()
                : refusal instanceof Outcome.Conflict conflict ? conflict.message() : "the hold could not be ended";
        return new UnsettledException(settlement, why, false, null);
    }

    private <T> T told(Supplier<T> work) {
        try {
            return work.get();
        } catch (UnsettledException told) {
            throw told;
        } catch (CreditsException fault) {
            throw new UnsettledException(settlement, String.valueOf(fault.getMessage()), fault.retryable(), fault);
        }
    }

    private Amount zero() {
        return Amount.zero(settlement.owed.unit());
    }
}
