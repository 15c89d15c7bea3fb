package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Boundary;
import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Hold.Part;
import dev.credits.ledger.Limit;
import dev.credits.ledger.Lot;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.Reverse;
import dev.credits.money.Amount;
import dev.credits.spi.Reversal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Undoing: what was spent returns to the lots it came from, what came in is taken back from the lot it made. */
final class ReversalRules {
    private static final Set<EntryKind> REVERSIBLE = Set.of(
            EntryKind.CHARGE,
            EntryKind.CAPTURE,
            EntryKind.SETTLE,
            EntryKind.TRANSFER,
            EntryKind.GRANT,
            EntryKind.ADJUST);

    private ReversalRules() {}

    static void reverse(Turn turn, Reverse reverse) {
        Desk own = turn.account();
        List<Entry> entries = turn.book().transaction(turn.task().subject());
        if (entries.isEmpty()) {
            String message = "account " + own.id() + " has no transaction with key " + reverse.of();
            throw Refusal.of(DeclineCode.TRANSACTION_NOT_FOUND, message);
        }
        Entry first = entries.get(0);
        Desk desk = turn.desk(first.account());
        long whole = reversible(first);
        Reversal before = turn.book().reversal(first.transaction());
        long done = before == null ? 0 : before.reversed();
        long amount = amount(reverse, desk, whole, done);
        turn.book().put(new Reversal(first.transaction(), whole, done + amount));

        if (first.kind() == EntryKind.TRANSFER) {
            transferred(turn, reverse, entries, amount, done);
            return;
        }
        if (gaveAway(first)) {
            giveBack(desk, Holds.first(spentParts(first), whole), done, amount, reverse.grace());
        } else {
            takeBack(desk, arrivedParts(first), done, amount);
        }
        if (first.isAgainst(Boundary.SPENT)) {
            refund(turn, reverse, first, amount);
            return;
        }
        turn.line(desk, EntryKind.REVERSE)
                .against(first.isAgainst(Boundary.ISSUED) ? Boundary.ISSUED : Boundary.ADJUSTED)
                .reverses(reverse.of())
                .write();
    }

    /** What was spent is given back on the way it came, in the windows it counted in, unless they have forgiven it. */
    private static void refund(Turn turn, Reverse reverse, Entry spent, long amount) {
        Path path = turn.path(spent.route().path(), spent.account());
        String feature = spent.memo().feature();
        List<Limit> forgiven = path.refund(spent, amount);
        forgiven.forEach(limit -> turn.desk(limit.account()));
        path.use(feature, spent.counted(), -amount);
        turn.line(path.funder(), EntryKind.REVERSE)
                .against(Boundary.SPENT)
                .reverses(reverse.of())
                .through(path, spent.counted())
                .feature(feature)
                .write();
        forgiven.forEach(limit -> LimitRules.reversed(turn, reverse, spent, limit));
    }

    /** The lots a reversal may need beside the open ones. */
    static List<Integer> lots(Entry entry) {
        return entry.moves().stream()
                .map(LotMove::lot)
                .filter(lot -> lot != LotMove.OVERDRAFT)
                .toList();
    }

    /** True if a reversal of this also touches the counterparty's account. */
    static boolean hasTwoSides(Entry entry) {
        return entry.kind() == EntryKind.TRANSFER;
    }

    private static void transferred(Turn turn, Reverse reverse, List<Entry> entries, long amount, long done) {
        Entry sent = entries.get(0);
        Entry received = entries.get(1);
        Desk from = turn.account();
        Desk to = turn.desk(AccountId.of(java.util.Objects.requireNonNull(sent.counterparty())));
        takeBack(to, arrivedParts(received), done, amount);
        giveBack(from, spentParts(sent), done, amount, reverse.grace());
        turn.line(from, EntryKind.REVERSE)
                .against(to.id())
                .reverses(reverse.of())
                .write();
        turn.line(to, EntryKind.REVERSE)
                .against(from.id())
                .reverses(reverse.of())
                .write();
    }

    /** What a transaction moved that began with this entry, if that is something that can be reversed; or 0. */
    static long moved(Entry first) {
        return switch (first.kind()) {
            case CHARGE, CAPTURE, SETTLE, TRANSFER -> -first.change();
            case GRANT ->
                first.moves().stream()
                        .map(LotMove::opened)
                        .filter(Objects::nonNull)
                        .mapToLong(Lot::amount)
                        .findFirst()
                        .orElse(0);
            case ADJUST -> Math.abs(first.change());
            default -> 0;
        };
    }

    private static long reversible(Entry first) {
        long whole = moved(first);
        if (whole <= 0) {
            String kind = first.kind().name().toLowerCase(java.util.Locale.ROOT);
            String why = REVERSIBLE.contains(first.kind())
                    ? "that took and gave no credits"
                    : "which cannot be reversed; charge, capture, settle, transfer, grant and adjust can";
            throw Refusal.of(DeclineCode.NOT_REVERSIBLE, "the command is a " + kind + ", " + why);
        }
        return whole;
    }

    private static long amount(Reverse reverse, Desk desk, long whole, long done) {
        long left = whole - done;
        if (left <= 0) {
            throw Refusal.of(DeclineCode.ALREADY_REVERSED, reverse.of() + " has been reversed in full");
        }
        Amount asked = reverse.amount();
        if (asked == null) {
            return left;
        }
        AccountRules.requireUnit(desk, asked);
        if (asked.minor() > left) {
            String message = "of " + reverse.of() + " " + desk.amount(left).toPlainString() + " is left to reverse";
            throw Refusal.exceeds(DeclineCode.REVERSAL_EXCEEDS, message, desk.amount(asked.minor() - left));
        }
        return asked.minor();
    }

    private static boolean gaveAway(Entry entry) {
        return entry.change() < 0;
    }

    /** What an entry took for good, lot by lot in the order it burned. */
    private static List<Part> spentParts(Entry entry) {
        List<Part> parts = new ArrayList<>();
        for (LotMove move : entry.moves()) {
            long taken = -(move.remaining() + move.held());
            if (taken > 0) {
                parts.add(new Part(move.lot(), taken));
            }
        }
        return parts;
    }

    /** What an entry brought to each lot and left there, in the order it came. */
    private static List<Part> arrivedParts(Entry entry) {
        List<Part> parts = new ArrayList<>();
        for (LotMove move : entry.moves()) {
            if (move.opened() != null && move.remaining() > 0) {
                parts.add(new Part(move.lot(), move.remaining()));
            }
        }
        return parts;
    }

    /** Gives back the last burned first, beginning after what earlier reversals gave back. */
    private static void giveBack(Desk desk, List<Part> burned, long done, long amount, Duration grace) {
        List<Part> lastFirst = new ArrayList<>(burned);
        Collections.reverse(lastFirst);
        for (Part part : Holds.first(Holds.after(lastFirst, done), amount)) {
            Lot lot = desk.lots().find(part.lot());
            if (lot != null && lot.isExpired(desk.now()) && !grace.isZero()) {
                desk.open(
                        lot.source(),
                        lot.priority(),
                        null,
                        desk.now().plus(grace).truncatedTo(java.time.temporal.ChronoUnit.MICROS),
                        lot.cost(),
                        part.amount());
            } else {
                desk.giveBack(part.lot(), part.amount());
            }
        }
    }

    /**
     * Takes so much back of what arrived, from each lot no more than came to it, beginning after what earlier reversals took
     * back; what has been used cannot be taken.
     */
    private static void takeBack(Desk desk, List<Part> arrived, long done, long amount) {
        List<Part> parts = new ArrayList<>(Holds.after(arrived, done));
        parts.addAll(Holds.first(arrived, done));
        long left = amount;
        for (Part part : parts) {
            long there = desk.lots().require(part.lot()).remaining();
            long some = Math.min(left, Math.min(part.amount(), there));
            if (some > 0) {
                desk.takeFrom(part.lot(), some);
                left -= some;
            }
        }
        if (left > 0) {
            String message =
                    "of the credits that came in " + desk.amount(amount - left).toPlainString() + " remain; "
                            + desk.amount(amount).toPlainString() + " is to be taken back";
            throw Refusal.insufficient(message, desk.amount(left), desk.id(), null);
        }
    }
}
