package dev.credits.ledger.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.AccountStatus;
import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Funding;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Lot;
import dev.credits.ledger.Memo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One command's turn at the book: finds its accounts with what is due on them booked, and writes its entries. */
final class Turn {
    private final Book book;
    private final Task task;
    private final Instant now;
    private int legs;

    Turn(Book book, Task task) {
        this.book = book;
        this.task = task;
        this.now = book.instant(task.command().account());
    }

    /** The one instant of this command, on every account it touches. */
    Instant now() {
        return now;
    }

    Book book() {
        return book;
    }

    Task task() {
        return task;
    }

    Memo memo() {
        return task.command().memo();
    }

    /** The command's own account. */
    Desk account() {
        return desk(task.command().account());
    }

    /** An account that exists and is not closed, with what is due on it booked. */
    Desk desk(AccountId id) {
        Desk desk = touch(id);
        if (desk == null) {
            throw Refusal.by(DeclineCode.ACCOUNT_NOT_FOUND, "there is no account " + id, id);
        }
        Due.book(book, desk);
        if (desk.status == AccountStatus.CLOSED) {
            throw stands(DeclineCode.ACCOUNT_CLOSED, "is closed", desk);
        }
        return desk;
    }

    /** An account on the way to the one whose credits are spent; nothing is booked on it. */
    Desk seen(AccountId id) {
        Desk desk = touch(id);
        if (desk == null) {
            throw new IllegalStateException("account " + id + " was not loaded");
        }
        return desk;
    }

    private @Nullable Desk touch(AccountId id) {
        Desk desk = book.touch(id);
        if (desk != null && !desk.now().equals(now)) {
            throw new IllegalStateException(
                    "account " + id + " stands at " + desk.now() + ", the command that touches it at " + now);
        }
        return desk;
    }

    /** The command's own account, if it may spend. */
    Desk spender() {
        return able(account());
    }

    /** The command's own account, if it has credits of its own and may spend them. */
    Desk owner() {
        return owning(spender());
    }

    /** An account, if it may spend, or let others spend. */
    static Desk able(Desk desk) {
        if (desk.status == AccountStatus.FROZEN) {
            throw stands(DeclineCode.ACCOUNT_FROZEN, "is frozen", desk);
        }
        if (desk.status == AccountStatus.PAUSED) {
            String how = "is paused: it has reached zero, and resumes when it is funded";
            throw stands(DeclineCode.ACCOUNT_FROZEN, how, desk);
        }
        if (desk.status == AccountStatus.CLOSED) {
            throw stands(DeclineCode.ACCOUNT_CLOSED, "is closed", desk);
        }
        return desk;
    }

    static Refusal stands(DeclineCode code, String how, Desk desk) {
        return Refusal.standing(code, "account " + desk.id() + " " + how, desk.id(), desk.status);
    }

    /** An account, if it has credits of its own. */
    static Desk owning(Desk desk) {
        if (desk.funding != Funding.OWN) {
            String message = "account " + desk.id()
                    + (desk.funding == Funding.PARENT ? " spends its parent's credits" : " counts, and has no credits");
            throw Refusal.by(DeclineCode.WRONG_DIRECTION, message, desk.id());
        }
        return desk;
    }

    /** The way from the command's account up to the one whose credits it spends; each must be able to. */
    Path path() {
        List<Desk> desks = new ArrayList<>(2);
        Desk desk = spender();
        desks.add(desk);
        while (desk.funding == Funding.PARENT) {
            Desk above = seen(Objects.requireNonNull(desk.parent));
            desk = able(above.funding == Funding.PARENT ? above : desk(above.id()));
            desks.add(desk);
        }
        return new Path(book, desks);
    }

    /** A way that was gone before. */
    Path path(List<AccountId> way, AccountId funder) {
        List<Desk> desks = new ArrayList<>(way.size() + 1);
        way.forEach(id -> desks.add(seen(id)));
        desks.add(desk(funder));
        return new Path(book, desks);
    }

    /** True if new credits of the account that reserved a hold would still come the way this hold's came. */
    boolean spendsStill(Hold hold) {
        List<AccountId> way = hold.path();
        for (int i = 0; i < way.size(); i++) {
            Desk desk = seen(way.get(i));
            AccountId above = i + 1 < way.size() ? way.get(i + 1) : hold.funder();
            if (desk.funding != Funding.PARENT || !above.equals(desk.parent)) {
                return false;
            }
        }
        return seen(hold.funder()).funding != Funding.PARENT;
    }

    Desk open(Account account) {
        return book.open(account);
    }

    /** Refuses unless the account has room for so much; nothing always fits. */
    void requireRoom(Desk desk, long amount) {
        if (amount > 0 && desk.room() < amount) {
            String message =
                    "account " + desk.id() + " has " + desk.amount(desk.room()).toPlainString() + " to spend; "
                            + desk.amount(amount).toPlainString() + " is asked";
            throw Refusal.insufficient(
                    message, desk.amount(amount - desk.room()), desk.id(), untilStarted(desk, amount));
        }
    }

    /** The open hold the command names, of its own account, after what is due on the account whose credits it holds. */
    Hold hold() {
        Hold before = book.hold(task.subject());
        if (before != null && before.isOpen()) {
            desk(before.funder());
        }
        Hold hold = book.hold(task.subject());
        if (hold == null) {
            throw Refusal.of(
                    DeclineCode.HOLD_NOT_FOUND, "account " + task.command().account() + " has no such hold");
        }
        if (!hold.isOpen()) {
            throw Refusal.ended(hold);
        }
        return hold;
    }

    /** Begins the next entry of this command's transaction. */
    Line line(Desk desk, EntryKind kind) {
        int leg = legs++;
        return new Line(book, desk, kind, task.id(), memo(), leg).fingerprint(leg == 0 ? task.fingerprint() : null);
    }

    /**
     * Ends the turn: credits that came back to lots expired by now expire in the same transaction, as an entry of the
     * clock's. Of accounts that were only seen on the way nothing is booked.
     */
    void finish() {
        List<Desk> desks = book.touched().stream()
                .filter(desk -> desk.dueIsBooked || desk.isNew())
                .toList();
        for (Desk desk : desks) {
            desk.requireRange();
            Due.expireReturned(
                    desk, () -> new Line(book, desk, EntryKind.EXPIRE, task.id(), Due.byClock(memo().key()), legs++));
        }
        desks.forEach(desk -> Stops.apply(desk, kind -> line(desk, kind)));
    }

    /** When lots that are still to start would make room for so much, if they do. */
    private static @Nullable Instant untilStarted(Desk desk, long amount) {
        long missing = amount - desk.room();
        List<Lot> pending = desk.lots().all().stream()
                .filter(lot -> !lot.started() && lot.remaining() > 0)
                .sorted(java.util.Comparator.comparing(Lot::starts))
                .toList();
        for (Lot lot : pending) {
            missing -= lot.remaining();
            if (missing <= 0) {
                return lot.starts();
            }
        }
        return null;
    }
}
