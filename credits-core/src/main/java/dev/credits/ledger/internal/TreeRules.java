package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.AccountStatus;
import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Fund;
import dev.credits.ledger.Funding;
import dev.credits.ledger.Lot;
import dev.credits.ledger.Move;
import dev.credits.ledger.Source;
import dev.credits.spi.Loaded.Tree;

/** Whose credits an account spends, and what it stands under. */
final class TreeRules {
    private TreeRules() {}

    static void fund(Turn turn, Fund fund) {
        Desk desk = turn.account();
        Funding before = desk.funding;
        if (before == Funding.METERED) {
            Turn.owning(desk);
        }
        if (fund.funding() == Funding.OWN) {
            desk.funding = Funding.OWN;
            turn.line(desk, EntryKind.FUND)
                    .amends("funding", before, Funding.OWN)
                    .write();
            return;
        }
        Desk funder = funder(turn, desk);
        requireNothingOwed(desk);
        long given = fund.reclaim() ? reclaimable(desk) : 0;
        if (given > 0) {
            MoveRules.carry(desk, Turn.owning(funder), given, Source.ALLOCATION);
        }
        desk.funding = Funding.PARENT;
        Line line = turn.line(desk, EntryKind.FUND).amends("funding", before, Funding.PARENT);
        if (given > 0) {
            line.against(funder.id()).write();
            turn.line(funder, EntryKind.FUND).against(desk.id()).write();
        } else {
            line.write();
        }
    }

    static void move(Turn turn, Move move) {
        Desk desk = turn.account();
        AccountId before = desk.parent;
        Tree tree = turn.book().tree(desk.id());
        if (desk.held() != 0 || tree.holds() > 0) {
            String message =
                    "account " + desk.id() + " has " + desk.amount(desk.held()).toPlainString() + " held, and "
                            + tree.holds() + " open holds of another's credits came through it";
            throw Refusal.by(DeclineCode.NOT_EMPTY, message, desk.id());
        }
        if (desk.funding != Funding.METERED) {
            requireNothingOwed(desk);
        }
        if (move.parent() != null) {
            Desk parent = turn.desk(move.parent());
            if (desk.funding != Funding.METERED) {
                AccountRules.requireUnit(parent, desk.amount(0));
            }
            Trees.requireRoom(turn, desk.id(), parent, tree.height());
        } else if (desk.funding == Funding.PARENT) {
            String message = "account " + desk.id() + " spends its parent's credits, and needs one";
            throw Refusal.by(DeclineCode.WRONG_DIRECTION, message, desk.id());
        }
        desk.parent = move.parent();
        turn.line(desk, EntryKind.MOVE).amends("parent", before, move.parent()).write();
    }

    /** The account whose credits this one spends if it spends its parent's. */
    private static Desk funder(Turn turn, Desk desk) {
        if (desk.parent == null) {
            String message = "account " + desk.id() + " has no parent whose credits it could spend";
            throw Refusal.by(DeclineCode.WRONG_DIRECTION, message, desk.id());
        }
        Desk above = turn.seen(desk.parent);
        while (above.funding == Funding.PARENT) {
            above = turn.seen(java.util.Objects.requireNonNull(above.parent));
        }
        if (above.status == AccountStatus.CLOSED) {
            throw Turn.stands(DeclineCode.ACCOUNT_CLOSED, "is closed", above);
        }
        return turn.desk(above.id());
    }

    private static void requireNothingOwed(Desk desk) {
        if (desk.debt() > 0 || desk.available() < 0) {
            String message =
                    "account " + desk.id() + " owes " + desk.amount(desk.debt()).toPlainString();
            throw Refusal.by(DeclineCode.NOT_EMPTY, message, desk.id());
        }
    }

    /** What the account has to give back; refuses if some of it has yet to start, and would be left behind. */
    private static long reclaimable(Desk desk) {
        for (Lot lot : desk.lots().all()) {
            if (!lot.started() && lot.isOpen()) {
                String message = "lot " + lot.number() + " of " + desk.id() + " starts at " + lot.starts()
                        + "; it cannot be reclaimed before, and would be left behind";
                throw Refusal.by(DeclineCode.NOT_EMPTY, message, desk.id());
            }
        }
        return desk.available();
    }
}
