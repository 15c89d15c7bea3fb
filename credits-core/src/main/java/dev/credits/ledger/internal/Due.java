package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Actor;
import dev.credits.ledger.Boundary;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Hold.Part;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Lot;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.Memo;
import dev.credits.ledger.TransactionId;
import dev.credits.spi.LoadPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Books what time has brought about on an account, in the order in which it fell due: lapses, expiries, starts. It is the
 * one way to do so, and all of it is the clock's doing. What cannot be booked is left as it is, and keeps nothing else
 * from being booked.
 */
final class Due {
    /** How much that is due on one account is loaded and booked at a time. */
    static final int PIECE = LoadPlan.MOST_DUE;

    private final Book book;
    private final Desk desk;
    private final PriorityQueue<Event> events = new PriorityQueue<>(Event.ORDER);
    private int booked;

    private Due(Book book, Desk desk) {
        this.book = book;
        this.desk = desk;
    }

    /** Books all that is due; does nothing the second time, because what is decided on an account has one instant. */
    static void book(Book book, Desk desk) {
        if (!desk.dueIsBooked) {
            desk.dueIsBooked = true;
            new Due(book, desk).run(Integer.MAX_VALUE);
        }
    }

    /** Books the first of what is due; answers how much that was. */
    static int bookPiece(Book book, Desk desk) {
        Due due = new Due(book, desk);
        due.run(PIECE);
        return due.booked;
    }

    /** True if there may be more due on an account than was loaded, or than is booked at a time. */
    static boolean isMoreThanAPiece(Book book, Desk desk) {
        if (book.openHolds(desk.id()).size() + desk.lots().size() < PIECE) {
            return false;
        }
        Due due = new Due(book, desk);
        due.gather();
        return due.events.size() >= PIECE;
    }

    /** Credits that have come back to a lot that had expired are taken by the clock at once. */
    static void expireReturned(Desk desk, Supplier<Line> line) {
        Lots lots = desk.lots();
        for (int i = 0; i < lots.size(); i++) {
            Lot lot = lots.get(i);
            if (lot.started() && lot.remaining() > 0 && lot.isExpired(desk.now())) {
                expire(desk, lot, line.get().due(desk.now()));
            }
        }
    }

    /** What an entry of the clock's carries. */
    static Memo byClock(IdempotencyKey key) {
        return new Memo(key, Actor.CLOCK, null, null, Map.of(), null);
    }

    private void gather() {
        for (Hold hold : book.openHolds(desk.id())) {
            if (!hold.deadline().isAfter(desk.now())) {
                events.add(new Event(hold.deadline(), EntryKind.LAPSE, 0, hold));
            }
        }
        desk.lots().all().forEach(lot -> watch(lot, Instant.MIN));
    }

    private void run(int most) {
        gather();
        Instant last = null;
        for (Event event = events.poll(); event != null; event = events.poll()) {
            boolean goesWithTheLast = event.hold == null && event.at.equals(last);
            if (booked >= most && !goesWithTheLast) {
                break;
            }
            if (book(event)) {
                last = event.at;
                booked++;
            }
        }
        if (last != null) {
            stop(last);
        }
    }

    private boolean book(Event event) {
        if (event.hold != null) {
            return lapse(event.hold);
        }
        Lot lot = desk.lots().require(event.lot);
        if (event.kind == EntryKind.START) {
            start(lot);
            return true;
        }
        IdempotencyKey key = new IdempotencyKey("@expire:" + lot.number() + ":" + (desk.seq() + 1));
        return lot.remaining() > 0 && expire(desk, lot, line(EntryKind.EXPIRE, key, event.at));
    }

    /** Notes what is due on a lot, not before {@code since}. */
    private void watch(Lot lot, Instant since) {
        if (lot.remaining() == 0) {
            return;
        }
        Instant starts = lot.starts();
        if (!lot.started() && starts != null && !starts.isAfter(desk.now())) {
            events.add(new Event(starts, EntryKind.START, lot.number(), null));
        } else if (lot.started() && lot.isExpired(desk.now())) {
            Instant expires = Objects.requireNonNull(lot.expires());
            Instant at = expires.isBefore(since) ? since : expires;
            events.add(new Event(at, EntryKind.EXPIRE, lot.number(), null));
        }
    }

    private boolean lapse(Hold hold) {
        Path path = path(hold);
        if (path == null || !path.holds(hold) || !hasAll(hold.parts())) {
            return false;
        }
        hold.parts().forEach(desk::unpin);
        IdempotencyKey key = new IdempotencyKey("@lapse:" + hold.key());
        book.put(Holds.ended(hold, Hold.State.LAPSED, key, 0));
        path.count(hold.counted(), 0, -hold.open());
        line(hold.account(), EntryKind.LAPSE, key, hold.deadline())
                .hold(hold.key())
                .through(path, desk.now())
                .write();
        hold.parts().forEach(part -> {
            Lot lot = desk.lots().find(part.lot());
            if (lot != null) {
                watch(lot, hold.deadline());
            }
        });
        return true;
    }

    /** True if the account and its lots hold what a hold took from them, as they do unless a row was changed by hand. */
    private boolean hasAll(List<Part> parts) {
        long held = 0;
        for (Part part : parts) {
            Lot lot = desk.lots().find(part.lot());
            if (part.lot() != LotMove.OVERDRAFT && (lot == null || lot.held() < part.amount())) {
                return false;
            }
            held += part.amount();
        }
        return held <= desk.held();
    }

    private @Nullable Path path(Hold hold) {
        List<Desk> desks = new ArrayList<>(hold.path().size() + 1);
        for (AccountId id : hold.path()) {
            Desk on = book.touch(id);
            if (on == null) {
                return null;
            }
            desks.add(on);
        }
        desks.add(desk);
        return new Path(book, desks);
    }

    /** What came about may have left nothing available, or made something so again. */
    private void stop(Instant last) {
        Stops.apply(desk, kind -> {
            String name = kind.name().toLowerCase(Locale.ROOT);
            return line(kind, new IdempotencyKey("@" + name + ":" + (desk.seq() + 1)), last);
        });
    }

    private void start(Lot lot) {
        desk.begin(lot);
        IdempotencyKey key = new IdempotencyKey("@start:" + lot.number());
        line(EntryKind.START, key, Objects.requireNonNull(lot.starts()))
                .against(Boundary.ISSUED)
                .write();
        watch(desk.lots().require(lot.number()), Instant.MIN);
    }

    private static boolean expire(Desk desk, Lot lot, Line line) {
        desk.takeFrom(lot.number(), lot.remaining());
        line.against(Boundary.EXPIRED).write();
        return true;
    }

    private Line line(EntryKind kind, IdempotencyKey key, Instant due) {
        return line(desk.id(), kind, key, due);
    }

    private Line line(AccountId account, EntryKind kind, IdempotencyKey key, Instant due) {
        return new Line(book, desk, kind, TransactionId.of(account, key), byClock(key), 0).due(due);
    }

    private record Event(
            Instant at, EntryKind kind, int lot, @Nullable Hold hold) {
        private static final List<EntryKind> TIES = List.of(EntryKind.LAPSE, EntryKind.EXPIRE, EntryKind.START);

        static final Comparator<Event> ORDER = Comparator.comparing(Event::at)
                .thenComparingInt(event -> TIES.indexOf(event.kind))
                .thenComparingInt(Event::lot)
                .thenComparing(
                        event -> event.hold == null ? "" : event.hold.key().value());
    }
}
