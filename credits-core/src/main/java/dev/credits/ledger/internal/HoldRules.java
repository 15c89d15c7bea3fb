package dev.credits.ledger.internal;

import dev.credits.ledger.AccountStatus;
import dev.credits.ledger.Boundary;
import dev.credits.ledger.Capture;
import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Extend;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Hold.Part;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.Overrun;
import dev.credits.ledger.Release;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.Settle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The life of a hold. */
final class HoldRules {
    private HoldRules() {}

    static void reserve(Turn turn, Reserve reserve) {
        Desk desk = AccountRules.inUnit(turn.spender(), reserve.amount());
        long amount = reserve.amount().minor();
        turn.requireRoom(desk, amount);
        Instant now = desk.now();
        turn.book()
                .put(new Hold(
                        turn.task().id(),
                        reserve.account(),
                        reserve.memo().key(),
                        desk.base().unit(),
                        amount,
                        0,
                        0,
                        desk.pin(amount),
                        now,
                        now.plus(reserve.ttl()).truncatedTo(java.time.temporal.ChronoUnit.MICROS),
                        Hold.State.OPEN,
                        null,
                        reserve.memo().feature()));
        turn.line(desk, EntryKind.RESERVE).hold(reserve.memo().key()).write();
    }

    static void capture(Turn turn, Capture capture) {
        Desk desk = AccountRules.inUnit(turn.account(), capture.amount());
        Hold hold = turn.hold();
        long amount = capture.amount().minor();
        if (amount > hold.open()) {
            String message = "hold " + hold.key() + " has " + hold.remaining().toPlainString() + " left";
            throw Refusal.exceeds(DeclineCode.CAPTURE_EXCEEDS_HOLD, message, desk.amount(amount - hold.open()));
        }
        Holds.first(hold.parts(), amount).forEach(desk::consume);
        turn.book().put(Holds.captured(hold, amount));
        turn.line(desk, EntryKind.CAPTURE)
                .against(Boundary.SPENT)
                .hold(hold.key())
                .write();
    }

    static void settle(Turn turn, Settle settle) {
        Desk desk = AccountRules.inUnit(turn.account(), settle.amount());
        Hold hold = turn.hold();
        long asked = settle.amount().minor();
        long captured = Math.min(asked, hold.open());
        Holds.first(hold.parts(), captured).forEach(desk::consume);
        Holds.after(hold.parts(), captured).forEach(desk::unpin);
        long beyond = Math.min(asked - captured, drawable(desk, settle.over()));
        if (beyond > 0) {
            desk.take(beyond);
        }
        turn.book().put(Holds.ended(hold, Hold.State.SETTLED, settle.memo().key(), captured));
        turn.line(desk, EntryKind.SETTLE)
                .against(Boundary.SPENT)
                .hold(hold.key())
                .shortfall(asked - captured - beyond)
                .write();
    }

    static void extend(Turn turn, Extend extend) {
        long amount = extend.amount() == null ? 0 : extend.amount().minor();
        Desk desk = amount > 0 ? turn.spender() : turn.account();
        if (extend.amount() != null) {
            AccountRules.requireUnit(desk, extend.amount());
        }
        Hold hold = turn.hold();
        turn.requireRoom(desk, amount);
        Instant deadline = hold.deadline();
        if (extend.ttl() != null) {
            Instant later = desk.now().plus(extend.ttl()).truncatedTo(java.time.temporal.ChronoUnit.MICROS);
            deadline = later.isAfter(deadline) ? later : deadline;
        }
        List<Part> parts = inBurnOrder(desk, hold.parts(), desk.pin(amount));
        turn.book().put(Holds.extended(hold, amount, parts, deadline));
        turn.line(desk, EntryKind.EXTEND).hold(hold.key()).write();
    }

    static void release(Turn turn, Release release) {
        Desk desk = turn.account();
        Hold hold = turn.hold();
        hold.parts().forEach(desk::unpin);
        turn.book().put(Holds.ended(hold, Hold.State.RELEASED, release.memo().key(), 0));
        turn.line(desk, EntryKind.RELEASE).hold(hold.key()).write();
    }

    /** What a settlement may take beyond its hold. */
    private static long drawable(Desk desk, Overrun over) {
        if (over == Overrun.CAP || desk.status != AccountStatus.OPEN) {
            return 0;
        }
        return Math.max(0, over == Overrun.DRAW ? Math.min(desk.available(), desk.room()) : desk.room());
    }

    /** Both lists as one, a part a lot, in the order in which lots burn; overdraft comes last. */
    private static List<Part> inBurnOrder(Desk desk, List<Part> some, List<Part> more) {
        List<Part> all = new ArrayList<>(some);
        for (Part part : more) {
            int same = indexOf(all, part.lot());
            if (same < 0) {
                all.add(part);
            } else {
                all.set(same, new Part(part.lot(), Math.addExact(all.get(same).amount(), part.amount())));
            }
        }
        all.sort(Comparator.comparingInt(part -> rank(desk, part.lot())));
        return all;
    }

    private static int rank(Desk desk, int lot) {
        return lot == LotMove.OVERDRAFT
                ? Integer.MAX_VALUE
                : desk.lots().all().indexOf(desk.lots().require(lot));
    }

    private static int indexOf(List<Part> parts, int lot) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).lot() == lot) {
                return i;
            }
        }
        return -1;
    }
}
