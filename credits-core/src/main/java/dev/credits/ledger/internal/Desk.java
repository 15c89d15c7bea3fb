package dev.credits.ledger.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.AccountStatus;
import dev.credits.ledger.CostBasis;
import dev.credits.ledger.Funding;
import dev.credits.ledger.Hash;
import dev.credits.ledger.Hold.Part;
import dev.credits.ledger.Lot;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.LotTerms;
import dev.credits.ledger.Source;
import dev.credits.money.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One account while a batch is decided: its figures and lots, and the ways credits move in it. Every way keeps
 * available, held, the lots and the overdraft in step. Arithmetic that leaves {@code long} throws ArithmeticException.
 */
final class Desk {
    private final Account base;
    private final boolean isNew;
    private final Map<Integer, Lot> loaded = new HashMap<>();
    private final Moves moves = new Moves();
    private Instant now;

    AccountStatus status;

    @Nullable
    AccountId parent;

    Funding funding;
    boolean stops;

    @Nullable
    String plan;

    long floor;
    boolean dueIsBooked;
    private Figures figures;
    private Lots lots;
    private DeskLimits limits;
    private long seq;
    private int lotCount;
    private Instant at;
    private @Nullable Desk saved;

    Desk(Account base, boolean isNew, Instant now) {
        this.base = base;
        this.isNew = isNew;
        this.now = now.isBefore(base.at()) ? base.at() : now;
        this.status = base.status();
        this.parent = base.parent();
        this.funding = base.funding();
        this.stops = base.stops();
        this.plan = base.plan();
        this.floor = base.floor();
        this.figures = new Figures(base);
        this.lots = new Lots();
        this.limits = new DeskLimits();
        this.seq = base.seq();
        this.lotCount = base.lots();
        this.at = base.at();
    }

    private Desk(Desk from) {
        this.base = from.base;
        this.isNew = from.isNew;
        this.now = from.now;
        this.status = from.status;
        this.parent = from.parent;
        this.funding = from.funding;
        this.stops = from.stops;
        this.plan = from.plan;
        this.floor = from.floor;
        this.dueIsBooked = from.dueIsBooked;
        this.figures = new Figures(from.figures);
        this.lots = from.lots.copy();
        this.limits = new DeskLimits(from.limits);
        this.seq = from.seq;
        this.lotCount = from.lotCount;
        this.at = from.at;
    }

    /** Remembers how things stand, for {@link #undo()}. */
    void save() {
        saved = new Desk(this);
    }

    /** Forgets everything since {@link #save()}. */
    void undo() {
        if (saved != null) {
            status = saved.status;
            parent = saved.parent;
            funding = saved.funding;
            stops = saved.stops;
            plan = saved.plan;
            floor = saved.floor;
            dueIsBooked = saved.dueIsBooked;
            figures = saved.figures;
            lots = saved.lots;
            limits = saved.limits;
            seq = saved.seq;
            lotCount = saved.lotCount;
            at = saved.at;
            moves.drain();
            saved = null;
        }
    }

    AccountId id() {
        return base.id();
    }

    Account base() {
        return base;
    }

    boolean isNew() {
        return isNew;
    }

    /** The instant of all that is decided on this account: never before its last entry. */
    Instant now() {
        return now;
    }

    /** Says what that is. */
    void isAt(Instant instant) {
        now = instant;
    }

    Lots lots() {
        return lots;
    }

    Figures figures() {
        return figures;
    }

    long available() {
        return figures.available();
    }

    long held() {
        return figures.held();
    }

    long debt() {
        return figures.debt();
    }

    Amount amount(long minor) {
        return Amount.ofMinor(minor, base.unit());
    }

    /** What a command may take: down to the floor. */
    long room() {
        return figures.above(floor);
    }

    /** A lot that was loaded; one that is known stays as it stands. */
    void admit(Lot lot) {
        if (!lots.has(lot)) {
            lots.put(lot);
            loaded.put(lot.number(), lot);
        }
    }

    DeskLimits limits() {
        return limits;
    }

    /** True if it has limits in force that were not loaded. */
    boolean lacksLimits() {
        return limits.noneLoaded() && base.limits() > 0;
    }

    /** True if it pauses while there is nothing available. */
    boolean stopsNow() {
        return stops && funding == Funding.OWN && figures.available() <= 0;
    }

    /** Takes so much out of available: lots in burn order, then overdraft. The caller has checked the room. */
    List<Part> take(long amount) {
        List<Part> parts = spread(amount);
        for (Part part : parts) {
            change(part.lot(), -part.amount(), 0);
        }
        figures.take(amount);
        return parts;
    }

    /** Moves so much from available to held, and says from which lots. */
    List<Part> pin(long amount) {
        List<Part> parts = spread(amount);
        for (Part part : parts) {
            change(part.lot(), -part.amount(), part.amount());
        }
        figures.pin(amount);
        return parts;
    }

    /** Moves a held part back to available. */
    void unpin(Part part) {
        figures.unpin(part.amount());
        if (part.lot() == LotMove.OVERDRAFT) {
            moves.add(LotMove.OVERDRAFT, 0, -part.amount());
            repay(part.amount());
        } else {
            change(part.lot(), part.amount(), -part.amount());
        }
    }

    /** Takes a held part away for good. */
    void consume(Part part) {
        figures.consume(part.amount());
        if (part.lot() == LotMove.OVERDRAFT) {
            moves.add(LotMove.OVERDRAFT, 0, -part.amount());
        } else {
            change(part.lot(), 0, -part.amount());
        }
    }

    /** Takes so much out of one lot's remainder; of a lot that has not started nothing leaves available. */
    void takeFrom(int lot, long amount) {
        if (lots.require(lot).started()) {
            figures.take(amount);
        }
        change(lot, -amount, 0);
    }

    /** Gives so much back to one lot. */
    void giveBack(int lot, long amount) {
        figures.give(amount);
        if (lot == LotMove.OVERDRAFT) {
            repay(amount);
        } else {
            change(lot, amount, 0);
        }
    }

    /** Opens a lot of the account; one whose start is still to come stays out of available. */
    void open(
            Source source,
            int priority,
            @Nullable Instant starts,
            @Nullable Instant expires,
            @Nullable CostBasis cost,
            long amount) {
        open(source, priority, starts, expires, cost, false, amount);
    }

    /** Takes in credits that are moved here: into the lot that gathers those on these terms, which may be a new one. */
    void takeIn(Source source, int priority, @Nullable Instant expires, @Nullable CostBasis cost, long amount) {
        for (int i = 0; i < lots.size(); i++) {
            Lot lot = lots.get(i);
            if (lot.takesIn(source, priority, expires, cost)) {
                Lot joined = lot.joined(amount);
                figures.give(amount);
                lots.put(joined);
                moves.arrived(joined, amount);
                return;
            }
        }
        open(source, priority, null, expires, cost, true, amount);
    }

    private void open(
            Source source,
            int priority,
            @Nullable Instant starts,
            @Nullable Instant expires,
            @Nullable CostBasis cost,
            boolean gathers,
            long amount) {
        boolean started = starts == null || !starts.isAfter(now);
        int number = Math.addExact(lotCount, 1);
        Lot lot = new Lot(
                base.id(), number, source, priority, starts, expires, cost, now, gathers, amount, 0, 0, started);
        if (started) {
            figures.give(amount);
        }
        lotCount = number;
        lots.put(lot.with(amount, 0));
        moves.arrived(lot, amount);
    }

    /** Lets a pending lot begin. */
    void begin(Lot lot) {
        figures.give(lot.remaining());
        lots.put(lot.begun());
    }

    /** Lets new credits pay the overdraft, as long as there is one and there are lots that can be spent. */
    void payDebt() {
        for (int i = 0; figures.debt() > 0 && i < lots.size(); i++) {
            Lot lot = lots.get(i);
            if (lot.isSpendable(now)) {
                long paid = Math.min(figures.debt(), lot.remaining());
                change(lot.number(), -paid, 0);
                change(LotMove.OVERDRAFT, paid, 0);
            }
        }
    }

    /** Refuses figures that time alone could drive out of range. */
    void requireRange() {
        long pending = 0;
        for (int i = 0; i < lots.size(); i++) {
            Lot lot = lots.get(i);
            pending = lot.started() ? pending : Math.addExact(pending, lot.remaining());
        }
        figures.requireRange(pending);
    }

    /** Closes the entry being written: the next sequence, and the moves it made. */
    List<LotMove> closeEntry() {
        seq++;
        at = now;
        figures.book();
        return moves.drain();
    }

    long seq() {
        return seq;
    }

    /** The account as it is to be stored. */
    Account account(Hash hash) {
        return new Account(
                base.id(),
                base.unit(),
                parent,
                funding,
                status,
                stops,
                plan,
                floor,
                figures.totals(),
                figures.debt(),
                lotCount,
                lacksLimits() ? base.limits() : limits.inForce(),
                seq,
                at,
                hash);
    }

    /** Lots that differ from what was loaded, or are new. */
    List<Lot> changedLots() {
        List<Lot> changed = new ArrayList<>();
        for (Lot lot : lots.all()) {
            if (!lot.equals(loaded.get(lot.number()))) {
                changed.add(lot);
            }
        }
        return changed;
    }

    boolean wasLoaded(Lot lot) {
        return loaded.containsKey(lot.number());
    }

    /** Which lots so much would come from; the rest is overdraft. */
    private List<Part> spread(long amount) {
        List<Part> parts = new ArrayList<>(2);
        long left = amount;
        for (int i = 0; left > 0 && i < lots.size(); i++) {
            Lot lot = lots.get(i);
            if (lot.isSpendable(now)) {
                long part = Math.min(left, lot.remaining());
                parts.add(new Part(lot.number(), part));
                left -= part;
            }
        }
        if (left > 0) {
            parts.add(new Part(LotMove.OVERDRAFT, left));
        }
        return parts;
    }

    private void change(int lot, long remaining, long heldChange) {
        if (lot == LotMove.OVERDRAFT) {
            figures.repay(remaining);
        } else {
            Lot before = lots.require(lot);
            lots.put(before.with(
                    Math.addExact(before.remaining(), remaining), Math.addExact(before.held(), heldChange)));
        }
        moves.add(lot, remaining, heldChange);
    }

    /** Lets so much pay the overdraft it came from; if that has been paid meanwhile, it becomes a lot of its own. */
    private void repay(long amount) {
        long paid = Math.min(figures.debt(), amount);
        if (paid > 0) {
            change(LotMove.OVERDRAFT, paid, 0);
        }
        if (amount > paid) {
            long rest = amount - paid;
            figures.take(rest);
            takeIn(Source.ADJUSTMENT, LotTerms.USUAL_PRIORITY, null, null, rest);
        }
    }
}
