package dev.credits.ledger.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountStatus;
import dev.credits.ledger.Close;
import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Freeze;
import dev.credits.ledger.Funding;
import dev.credits.ledger.Hash;
import dev.credits.ledger.Lot;
import dev.credits.ledger.Open;
import dev.credits.ledger.SetFloor;
import dev.credits.ledger.SetPlan;
import dev.credits.ledger.SetStop;
import dev.credits.ledger.Totals;
import dev.credits.ledger.Unfreeze;
import dev.credits.money.Amount;
import dev.credits.spi.Loaded.Tree;
import org.jspecify.annotations.Nullable;

/** Opening, floors, statuses. */
final class AccountRules {
    private AccountRules() {}

    static void open(Turn turn, Open open) {
        if (turn.book().peek(open.account()) != null) {
            throw Refusal.by(
                    DeclineCode.ACCOUNT_EXISTS, "account " + open.account() + " is open already", open.account());
        }
        if (open.parent() != null) {
            Desk parent = turn.desk(open.parent());
            if (open.funding() != Funding.METERED) {
                requireUnit(parent, open.floor());
            }
            Trees.requireRoom(turn, open.account(), parent, 0);
        }
        Account account = new Account(
                open.account(),
                open.unit(),
                open.parent(),
                open.funding(),
                AccountStatus.OPEN,
                false,
                null,
                open.floor().minor(),
                Totals.ZERO,
                0,
                0,
                0,
                0,
                turn.now(),
                Hash.GENESIS);
        turn.line(turn.open(account), EntryKind.OPEN)
                .amends(
                        "account",
                        null,
                        standing(open.funding(), open.parent(), open.floor().toPlainString()))
                .write();
    }

    /** How an account begins, in one spelling. */
    static String standing(Funding funding, @Nullable Object parent, @Nullable String floor) {
        return funding
                + (parent == null ? "" : " under " + parent)
                + (funding == Funding.METERED || "0".equals(floor) ? "" : " floor " + floor);
    }

    static void floor(Turn turn, SetFloor command) {
        Desk desk = turn.account();
        requireUnit(desk, command.floor());
        if (desk.funding == Funding.METERED) {
            Turn.owning(desk);
        }
        long floor = command.floor().minor();
        if (desk.available() < floor) {
            Amount missing = desk.amount(Math.subtractExact(floor, desk.available()));
            String message = "account " + desk.id() + " stands at "
                    + desk.amount(desk.available()).toPlainString() + ", below the floor asked";
            throw Refusal.insufficient(message, missing, desk.id(), null);
        }
        String before = desk.amount(desk.floor).toPlainString();
        desk.floor = floor;
        turn.line(desk, EntryKind.FLOOR)
                .amends("floor", before, command.floor().toPlainString())
                .write();
    }

    static void freeze(Turn turn, Freeze command) {
        status(turn, AccountStatus.FROZEN, EntryKind.FREEZE);
    }

    static void unfreeze(Turn turn, Unfreeze command) {
        status(turn, AccountStatus.OPEN, EntryKind.UNFREEZE);
    }

    static void close(Turn turn, Close command) {
        Desk desk = turn.account();
        Tree tree = turn.book().tree(desk.id());
        if (tree.holds() > 0 || tree.sharing() > 0) {
            String message = "account " + desk.id() + " has " + tree.holds() + " open holds of another's credits, and "
                    + tree.sharing() + " open accounts below it that spend what it spends";
            throw Refusal.by(DeclineCode.NOT_EMPTY, message, desk.id());
        }
        boolean pending = desk.lots().all().stream().anyMatch(Lot::isOpen);
        boolean counted = desk.funding != Funding.METERED && (desk.available() != 0 || desk.debt() != 0);
        if (counted || desk.held() != 0 || pending) {
            String message = "account " + desk.id() + " has "
                    + desk.amount(desk.available()).toPlainString() + " available and "
                    + desk.amount(desk.held()).toPlainString() + " held"
                    + (pending ? ", and lots with credits left" : "");
            throw Refusal.by(DeclineCode.NOT_EMPTY, message, desk.id());
        }
        status(turn, AccountStatus.CLOSED, EntryKind.CLOSE);
    }

    private static void status(Turn turn, AccountStatus status, EntryKind kind) {
        Desk desk = turn.account();
        AccountStatus before = desk.status;
        desk.status = status;
        turn.line(desk, kind).amends("status", before, status).write();
    }

    static void stop(Turn turn, SetStop command) {
        Desk desk = turn.account();
        if (desk.funding == Funding.METERED) {
            Turn.owning(desk);
        }
        boolean before = desk.stops;
        desk.stops = command.on();
        turn.line(desk, EntryKind.STOP)
                .amends("stop", before ? "on" : "off", command.on() ? "on" : "off")
                .write();
    }

    static void plan(Turn turn, SetPlan command) {
        Desk desk = turn.account();
        String before = desk.plan;
        if (!command.isMeantFor(before)) {
            String message = "account " + desk.id() + " is on " + (before == null ? "no plan" : "plan " + before);
            throw Refusal.by(DeclineCode.WRONG_DIRECTION, message, desk.id());
        }
        desk.plan = command.plan();
        turn.line(desk, EntryKind.PLAN).amends("plan", before, command.plan()).write();
    }

    static void requireUnit(Desk desk, Amount amount) {
        if (!amount.unit().equals(desk.base().unit())) {
            String message =
                    "account " + desk.id() + " counts in " + desk.base().unit() + ", not in " + amount.unit();
            throw Refusal.by(DeclineCode.UNIT_MISMATCH, message, desk.id());
        }
    }

    /** The desk, if it counts in the amount's unit. */
    static Desk inUnit(Desk desk, Amount amount) {
        requireUnit(desk, amount);
        return desk;
    }
}
