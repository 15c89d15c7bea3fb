package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Actor;
import dev.credits.ledger.Boundary;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Hold;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Lot;
import dev.credits.ledger.Memo;
import dev.credits.ledger.TransactionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Books what time has brought about on an account, in the order in which it fell due: lapses, expiries, starts. */
final class Due {
    private final Book book;
    private final Desk desk;
    private final PriorityQueue<Event> events = new PriorityQueue<>(Event.ORDER);

    private Due(Book book, Desk desk) {
        this.book = book;
        this.desk = desk;
    }

    /** Books all that is due; does nothing the second time, because a batch has one time. */
    static void book(Book book, Desk desk) {
        if (!desk.dueIsBooked) {
            desk.dueIsBooked = true;
            new Due(book, desk).run();
        }
    }

    private void run() {
        for (Hold hold : book.openHolds(desk.id())) {
            if (!hold.deadline().isAfter(desk.now())) {
                events.add(new Event(hold.deadline(), EntryKind.LAPSE, 0, hold));
            }
        }
        desk.lots().all().forEach(lot -> watch(lot, Instant.MIN));
        Instant last = null;
        for (Event event = events.poll(); event != null; event = events.poll()) {
            last = event.at;
            if (event.hold != null) {
                lapse(event.hold);
            } else if (event.kind == EntryKind.START) {
                start(desk.lots().require(event.lot));
            } else {
                expire(desk.lots().require(event.lot), event.at);
            }
        }
        if (last != null) {
            stop(last);
        }
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

    private void lapse(Hold hold) {
        hold.parts().forEach(desk::unpin);
        IdempotencyKey key = new IdempotencyKey("@lapse:" + hold.key());
        book.put(Holds.ended(hold, Hold.State.LAPSED, key, 0));
        Path path = path(hold);
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
    }

    private Path path(Hold hold) {
        List<Desk> desks = new ArrayList<>(hold.path().size() + 1);
        for (AccountId id : hold.path()) {
            desks.add(Objects.requireNonNull(book.touch(id), () -> "account " + id + " was not loaded"));
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

    private void expire(Lot lot, Instant at) {
        if (lot.remaining() > 0) {
            desk.takeFrom(lot.number(), lot.remaining());
            IdempotencyKey key = new IdempotencyKey("@expire:" + lot.number() + ":" + (desk.seq() + 1));
            line(EntryKind.EXPIRE, key, at).against(Boundary.EXPIRED).write();
        }
    }

    private Line line(EntryKind kind, IdempotencyKey key, Instant due) {
        return line(desk.id(), kind, key, due);
    }

    private Line line(AccountId account, EntryKind kind, IdempotencyKey key, Instant due) {
        Memo memo = new Memo(key, Actor.CLOCK, null, null, Map.of(), null);
        return new Line(book, desk, kind, TransactionId.of(account, key), memo, 0).due(due);
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
