package dev.credits.ledger.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.AccountStatus;
import dev.credits.ledger.Boundary;
import dev.credits.ledger.CostBasis;
import dev.credits.ledger.Funding;
import dev.credits.ledger.Hash;
import dev.credits.ledger.Hold.Part;
import dev.credits.ledger.Limit;
import dev.credits.ledger.Lot;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.Source;
import dev.credits.ledger.Totals;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
    private final Instant now;

    AccountStatus status;

    @Nullable
    AccountId parent;

    Funding funding;
    boolean stops;

    @Nullable
    String plan;

    long floor;
    private long available;
    private long held;
    private long debt;
    private long earned;
    private long spent;
    private long expired;
    private long in;
    private long out;
    private long adjusted;
    private long seq;
    private int lotCount;
    private Instant at;
    private Lots lots;
    private List<Limit> loadedLimits = List.of();
    private List<Limit> limits = List.of();
    boolean dueIsBooked;
    private long bookedAvailable;
    private long bookedHeld;
    private @Nullable Desk saved;

    Desk(Account base, boolean isNew, Instant now) {
        this.base = base;
        this.isNew = isNew;
        this.now = now.isBefore(base.at()) ? base.at() : now;
        this.lots = new Lots(List.of());
        this.status = base.status();
        this.parent = base.parent();
        this.funding = base.funding();
        this.stops = base.stops();
        this.plan = base.plan();
        this.floor = base.floor();
        Totals totals = base.totals();
        this.available = totals.available();
        this.held = totals.held();
        this.earned = totals.earned();
        this.spent = totals.spent();
        this.expired = totals.expired();
        this.in = totals.in();
        this.out = totals.out();
        this.adjusted = totals.adjusted();
        this.debt = base.debt();
        this.seq = base.seq();
        this.lotCount = base.lots();
        this.at = base.at();
        this.bookedAvailable = available;
        this.bookedHeld = held;
    }

    private Desk(Desk from) {
        this.base = from.base;
        this.isNew = from.isNew;
        this.now = from.now;
        this.lots = from.lots.copy();
        this.at = from.at;
        this.funding = from.funding;
        this.status = from.status;
        settingsOf(from);
        figuresOf(from);
    }

    /** Remembers how things stand, for {@link #undo()}. */
    void save() {
        saved = new Desk(this);
    }

    /** Forgets everything since {@link #save()}. */
    void undo() {
        if (saved != null) {
            at = saved.at;
            lots = saved.lots;
            settingsOf(saved);
            figuresOf(saved);
            moves.drain();
            saved = null;
        }
    }

    private void settingsOf(Desk from) {
        status = from.status;
        parent = from.parent;
        funding = from.funding;
        stops = from.stops;
        plan = from.plan;
        floor = from.floor;
        limits = from.limits;
    }

    private void figuresOf(Desk from) {
        available = from.available;
        held = from.held;
        debt = from.debt;
        earned = from.earned;
        spent = from.spent;
        expired = from.expired;
        in = from.in;
        out = from.out;
        adjusted = from.adjusted;
        seq = from.seq;
        lotCount = from.lotCount;
        dueIsBooked = from.dueIsBooked;
        bookedAvailable = from.bookedAvailable;
        bookedHeld = from.bookedHeld;
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

    /** This batch's time on this account: never before its last entry. */
    Instant now() {
        return now;
    }

    Lots lots() {
        return lots;
    }

    long available() {
        return available;
    }

    long held() {
        return held;
    }

    long debt() {
        return debt;
    }

    Amount amount(long minor) {
        return Amount.ofMinor(minor, base.unit());
    }

    /** What a command may take: down to the floor. */
    long room() {
        try {
            return Math.subtractExact(available, floor);
        } catch (ArithmeticException beyondLong) {
            return Long.MAX_VALUE;
        }
    }

    /** A lot that was loaded; one that is known stays as it stands. */
    void admit(Lot lot) {
        if (lots.find(lot.number()) == null) {
            lots.put(lot);
            loaded.put(lot.number(), lot);
        }
    }

    /** A limit that was loaded; one that is known stays as it stands. */
    void admit(Limit limit) {
        if (limit(limit.window()) == null) {
            loadedLimits = with(loadedLimits, limit);
            limits = with(limits, limit);
        }
    }

    /** Its limits, in force or not. */
    List<Limit> limits() {
        return limits;
    }

    @Nullable
    Limit limit(Window window) {
        for (Limit limit : limits) {
            if (limit.window() == window) {
                return limit;
            }
        }
        return null;
    }

    void put(Limit limit) {
        limits = with(limits, limit);
    }

    /** True if it has limits in force that were not loaded. */
    boolean lacksLimits() {
        return loadedLimits.isEmpty() && base.limits() > 0;
    }

    /** Limits that differ from what was loaded. */
    List<Limit> changedLimits() {
        return limits == loadedLimits
                ? List.of()
                : limits.stream().filter(limit -> !loadedLimits.contains(limit)).toList();
    }

    boolean wasLoaded(Limit limit) {
        return loadedLimits.stream().anyMatch(loaded -> loaded.window() == limit.window());
    }

    private static List<Limit> with(List<Limit> limits, Limit limit) {
        List<Limit> with = new ArrayList<>(limits);
        with.removeIf(other -> other.window() == limit.window());
        with.add(limit);
        with.sort(Comparator.comparing(Limit::window));
        return with;
    }

    /** True if it pauses while there is nothing available. */
    boolean stopsNow() {
        return stops && funding == Funding.OWN && available <= 0;
    }

    /** Takes so much out of available: lots in burn order, then overdraft. The caller has checked the room. */
    List<Part> take(long amount) {
        List<Part> parts = spread(amount);
        for (Part part : parts) {
            change(part.lot(), -part.amount(), 0);
        }
        available = Math.subtractExact(available, amount);
        return parts;
    }

    /** Moves so much from available to held, and says from which lots. */
    List<Part> pin(long amount) {
        List<Part> parts = spread(amount);
        for (Part part : parts) {
            change(part.lot(), -part.amount(), part.amount());
        }
        available = Math.subtractExact(available, amount);
        held = Math.addExact(held, amount);
        return parts;
    }

    /** Moves a held part back to available. */
    void unpin(Part part) {
        held = Math.subtractExact(held, part.amount());
        available = Math.addExact(available, part.amount());
        if (part.lot() == LotMove.OVERDRAFT) {
            moves.add(LotMove.OVERDRAFT, 0, -part.amount());
            repay(part.amount());
        } else {
            change(part.lot(), part.amount(), -part.amount());
        }
    }

    /** Takes a held part away for good. */
    void consume(Part part) {
        held = Math.subtractExact(held, part.amount());
        if (part.lot() == LotMove.OVERDRAFT) {
            moves.add(LotMove.OVERDRAFT, 0, -part.amount());
        } else {
            change(part.lot(), 0, -part.amount());
        }
    }

    /** Takes so much out of one lot's remainder; of a lot that has not started nothing leaves available. */
    void takeFrom(int lot, long amount) {
        if (lots.require(lot).started()) {
            available = Math.subtractExact(available, amount);
        }
        change(lot, -amount, 0);
    }

    /** Gives so much back to one lot. */
    void giveBack(int lot, long amount) {
        available = Math.addExact(available, amount);
        if (lot == LotMove.OVERDRAFT) {
            repay(amount);
        } else {
            change(lot, amount, 0);
        }
    }

    /** Opens a lot of the account; one whose start is still to come stays out of available. */
    Lot open(
            Source source,
            int priority,
            @Nullable Instant starts,
            @Nullable Instant expires,
            @Nullable CostBasis cost,
            long amount) {
        boolean started = starts == null || !starts.isAfter(now);
        int number = Math.addExact(lotCount, 1);
        Lot lot = new Lot(base.id(), number, source, priority, starts, expires, cost, now, amount, 0, 0, started);
        if (started) {
            available = Math.addExact(available, amount);
        }
        lotCount = number;
        lots.put(lot.with(amount, 0));
        moves.opened(lot, amount);
        return lot;
    }

    /** Lets a pending lot begin. */
    void begin(Lot lot) {
        available = Math.addExact(available, lot.remaining());
        lots.put(lot.begun());
    }

    /** Lets new credits pay the overdraft, as long as there is one and there are lots that can be spent. */
    void payDebt() {
        for (int i = 0; debt > 0 && i < lots.size(); i++) {
            Lot lot = lots.get(i);
            if (lot.isSpendable(now)) {
                long paid = Math.min(debt, lot.remaining());
                change(lot.number(), -paid, 0);
                change(LotMove.OVERDRAFT, paid, 0);
            }
        }
    }

    /**
     * Refuses figures that time alone could drive out of range: whatever is held or still to start may become available,
     * and whatever is available may expire.
     */
    void requireRange() {
        long pending = 0;
        for (int i = 0; i < lots.size(); i++) {
            Lot lot = lots.get(i);
            pending = lot.started() ? pending : Math.addExact(pending, lot.remaining());
        }
        long all = Math.addExact(Math.addExact(available, held), pending);
        Math.addExact(earned, pending);
        Math.addExact(expired, Math.max(0, all));
    }

    /** What left or entered the account since its last entry is counted against its counterparty. */
    void count(@Nullable String counterparty) {
        long change = Math.addExact(availableChange(), heldChange());
        if (counterparty == null || change == 0) {
            return;
        }
        if (counterparty.equals(Boundary.ISSUED.label())) {
            earned = Math.addExact(earned, change);
        } else if (counterparty.equals(Boundary.SPENT.label())) {
            spent = Math.subtractExact(spent, change);
        } else if (counterparty.equals(Boundary.EXPIRED.label())) {
            expired = Math.subtractExact(expired, change);
        } else {
            if (change > 0) {
                in = Math.addExact(in, change);
            } else {
                out = Math.subtractExact(out, change);
            }
            if (counterparty.equals(Boundary.ADJUSTED.label())) {
                adjusted = Math.addExact(adjusted, change);
            }
        }
    }

    long availableChange() {
        return Math.subtractExact(available, bookedAvailable);
    }

    long heldChange() {
        return Math.subtractExact(held, bookedHeld);
    }

    /** Closes the entry being written: the next sequence, and the moves it made. */
    List<LotMove> closeEntry() {
        seq++;
        at = now;
        bookedAvailable = available;
        bookedHeld = held;
        return moves.drain();
    }

    long seq() {
        return seq;
    }

    /** The account as it is to be stored. */
    Account account(Hash hash) {
        Totals totals = new Totals(available, held, earned, spent, expired, in, out, adjusted);
        int inForce = (int) limits.stream().filter(Limit::isInForce).count();
        return new Account(
                base.id(),
                base.unit(),
                parent,
                funding,
                status,
                stops,
                plan,
                floor,
                totals,
                debt,
                lotCount,
                lacksLimits() ? base.limits() : inForce,
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
            debt = Math.subtractExact(debt, remaining);
        } else {
            Lot before = lots.require(lot);
            lots.put(before.with(
                    Math.addExact(before.remaining(), remaining), Math.addExact(before.held(), heldChange)));
        }
        moves.add(lot, remaining, heldChange);
    }

    /** Lets so much pay the overdraft it came from; if that has been paid meanwhile, it becomes a lot of its own. */
    private void repay(long amount) {
        long paid = Math.min(debt, amount);
        if (paid > 0) {
            change(LotMove.OVERDRAFT, paid, 0);
        }
        if (amount > paid) {
            long rest = amount - paid;
            available = Math.subtractExact(available, rest);
            open(Source.ADJUSTMENT, dev.credits.ledger.LotTerms.USUAL_PRIORITY, null, null, null, rest);
        }
    }
}
