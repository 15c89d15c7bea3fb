package dev.credits.ledger.internal;

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
import dev.credits.ledger.internal.Path.Ask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The life of a hold. */
final class HoldRules {
    private HoldRules() {}

    static void reserve(Turn turn, Reserve reserve) {
        Path path = turn.path();
        Desk desk = AccountRules.inUnit(path.funder(), reserve.amount());
        long amount = reserve.amount().minor();
        Instant counted = path.begin();
        path.require(counted, Ask.of(amount));
        turn.requireRoom(desk, amount);
        path.count(counted, 0, amount);
        Instant now = desk.now();
        Instant deadline = now.plus(reserve.ttl()).truncatedTo(java.time.temporal.ChronoUnit.MICROS);
        turn.book()
                .put(new Hold(
                        turn.task().id(),
                        reserve.account(),
                        desk.id(),
                        path.below(),
                        reserve.memo().key(),
                        desk.base().unit(),
                        amount,
                        0,
                        0,
                        desk.pin(amount),
                        now,
                        counted,
                        deadline,
                        Hold.State.OPEN,
                        null,
                        reserve.memo().feature()));
        turn.line(desk, EntryKind.RESERVE)
                .hold(reserve.memo().key())
                .due(deadline)
                .through(path, counted)
                .write();
    }

    static void capture(Turn turn, Capture capture) {
        AccountRules.requireUnit(turn.account(), capture.amount());
        Hold hold = turn.hold();
        Path path = turn.path(hold.path(), hold.funder());
        Desk desk = path.funder();
        long amount = capture.amount().minor();
        if (amount > hold.open()) {
            String message = "hold " + hold.key() + " has " + hold.remaining().toPlainString() + " left";
            throw Refusal.exceeds(DeclineCode.CAPTURE_EXCEEDS_HOLD, message, desk.amount(amount - hold.open()));
        }
        Holds.first(hold.parts(), amount).forEach(desk::consume);
        turn.book().put(Holds.captured(hold, amount));
        String feature = feature(turn, hold);
        path.count(hold.counted(), amount, -amount);
        path.use(feature, hold.counted(), amount);
        turn.line(desk, EntryKind.CAPTURE)
                .against(Boundary.SPENT)
                .hold(hold.key())
                .through(path, hold.counted())
                .feature(feature)
                .write();
    }

    static void settle(Turn turn, Settle settle) {
        AccountRules.requireUnit(turn.account(), settle.amount());
        Hold hold = turn.hold();
        Path path = turn.path(hold.path(), hold.funder());
        Desk desk = path.funder();
        long whole = settle.amount().minor();
        long asked = settle.inAll() ? Math.max(0, whole - hold.captured()) : whole;
        long captured = Math.min(asked, hold.open());
        Holds.first(hold.parts(), captured).forEach(desk::consume);
        Holds.after(hold.parts(), captured).forEach(desk::unpin);
        long beyond = turn.spendsStill(hold) ? Math.min(asked - captured, drawable(path, settle.over())) : 0;
        Instant counted = hold.counted();
        if (beyond > 0) {
            Instant now = path.begin();
            beyond = path.within(now, beyond, Ask.of(hold, 0));
            counted = beyond > 0 ? now : counted;
        }
        if (beyond > 0) {
            path.shade(counted, Ask.of(hold, beyond));
            desk.take(beyond);
            path.recount(hold, captured + beyond, 0, counted);
        } else {
            path.count(counted, captured, -hold.open());
        }
        String feature = feature(turn, hold);
        path.use(feature, counted, captured + beyond);
        turn.book().put(Holds.ended(hold, Hold.State.SETTLED, settle.memo().key(), captured));
        turn.line(desk, EntryKind.SETTLE)
                .against(Boundary.SPENT)
                .hold(hold.key())
                .shortfall(asked - captured - beyond)
                .through(path, counted)
                .feature(feature)
                .write();
    }

    static void extend(Turn turn, Extend extend) {
        long amount = extend.amount() == null ? 0 : extend.amount().minor();
        Desk own = amount > 0 ? turn.spender() : turn.account();
        if (extend.amount() != null) {
            AccountRules.requireUnit(own, extend.amount());
        }
        Hold hold = turn.hold();
        Path path = turn.path(hold.path(), hold.funder());
        Desk desk = path.funder();
        Instant counted = amount > 0 ? more(turn, path, hold, amount) : hold.counted();
        Instant deadline = hold.deadline();
        if (extend.ttl() != null) {
            Instant later = desk.now().plus(extend.ttl()).truncatedTo(java.time.temporal.ChronoUnit.MICROS);
            deadline = later.isAfter(deadline) ? later : deadline;
        }
        List<Part> parts = inBurnOrder(desk, hold.parts(), desk.pin(amount));
        turn.book().put(Holds.extended(hold, amount, parts, counted, deadline));
        turn.line(desk, EntryKind.EXTEND)
                .hold(hold.key())
                .due(deadline)
                .through(path, amount > 0 ? counted : desk.now())
                .write();
    }

    static void release(Turn turn, Release release) {
        turn.account();
        Hold hold = turn.hold();
        Path path = turn.path(hold.path(), hold.funder());
        Desk desk = path.funder();
        hold.parts().forEach(desk::unpin);
        path.count(hold.counted(), 0, -hold.open());
        turn.book().put(Holds.ended(hold, Hold.State.RELEASED, release.memo().key(), 0));
        turn.line(desk, EntryKind.RELEASE)
                .hold(hold.key())
                .through(path, desk.now())
                .write();
    }

    /** More on a hold: from now on all that is open of it counts in the windows of now. */
    private static Instant more(Turn turn, Path path, Hold hold, long amount) {
        path.requireAble();
        if (!turn.spendsStill(hold)) {
            String message = "hold " + hold.key() + " is of the credits of " + hold.funder() + ", which "
                    + hold.account() + " no longer spends: it is settled or released, and more takes another hold";
            throw Refusal.by(DeclineCode.WRONG_DIRECTION, message, hold.funder());
        }
        Instant counted = path.begin();
        path.require(counted, Ask.of(hold, amount));
        turn.requireRoom(path.funder(), amount);
        path.recount(hold, 0, Math.addExact(hold.open(), amount), counted);
        return counted;
    }

    /** What a hold is spent on: what the command says, or else what it was reserved for. */
    private static @Nullable String feature(Turn turn, Hold hold) {
        String said = turn.memo().feature();
        return said == null ? hold.feature() : said;
    }

    /** What a settlement may take beyond its hold, as far as the credits go, where these are still its account's to spend. */
    private static long drawable(Path path, Overrun over) {
        Desk desk = path.funder();
        if (over == Overrun.CAP || !path.isAble()) {
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
