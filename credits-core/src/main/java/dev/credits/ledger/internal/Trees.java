package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.AccountStatus;
import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.Funding;
import dev.credits.spi.Loaded.Tree;
import java.util.Objects;

/** The shape of the trees that accounts form: bounded in height, without circles. */
final class Trees {
    /** How many accounts may stand one above the other. */
    static final int MOST_LEVELS = 16;

    private Trees() {}

    /** A stored tree with what the book has changed of it. */
    static Tree now(Tree stored, Book book) {
        AccountId root = stored.account();
        int height = stored.height();
        int sharing = stored.sharing();
        for (Desk desk : book.desks()) {
            boolean was = !desk.isNew()
                    && desk.base().funding() == Funding.PARENT
                    && desk.base().status() != AccountStatus.CLOSED
                    && root.equals(desk.base().parent());
            boolean is =
                    desk.funding == Funding.PARENT && desk.status != AccountStatus.CLOSED && root.equals(desk.parent);
            sharing += (is ? 1 : 0) - (was ? 1 : 0);
            boolean moved =
                    desk.isNew() || !Objects.equals(desk.parent, desk.base().parent());
            if (moved) {
                height = Math.max(height, levelsBelow(book, root, desk));
            }
        }
        return new Tree(root, height, sharing, stored.holds() + book.newHoldsThrough(root));
    }

    /** Refuses a child with {@code below} levels under it whose parent is this, if that would make a circle or too high a tree. */
    static void requireRoom(Turn turn, AccountId child, Desk parent, int below) {
        int levels = 1;
        Desk above = parent;
        while (above != null) {
            if (above.id().equals(child)) {
                throw Refusal.by(DeclineCode.WRONG_DIRECTION, parent.id() + " is below " + child, parent.id());
            }
            levels++;
            above = above.parent == null ? null : turn.seen(above.parent);
        }
        if (levels + below > MOST_LEVELS) {
            String message = "under " + parent.id() + " the tree would have " + (levels + below) + " levels; "
                    + MOST_LEVELS + " are the most";
            throw Refusal.by(DeclineCode.WRONG_DIRECTION, message, parent.id());
        }
    }

    /** How far below {@code root} an account stands, or 0 if it does not. */
    private static int levelsBelow(Book book, AccountId root, Desk desk) {
        int levels = 0;
        for (Desk at = desk;
                at != null && levels <= MOST_LEVELS;
                at = at.parent == null ? null : book.peek(at.parent)) {
            if (at.id().equals(root)) {
                return levels;
            }
            levels++;
        }
        return 0;
    }
}
