package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Amendment;
import dev.credits.ledger.Boundary;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Fingerprint;
import dev.credits.ledger.Hash;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Route;
import dev.credits.ledger.TransactionId;
import dev.credits.ledger.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An entry being written: its figures are whatever has changed at the desk since the entry before. */
final class Line {
    private final Book book;
    private final Desk desk;
    private final EntryKind kind;
    private final TransactionId transaction;
    private final int leg;
    private Memo memo;
    private @Nullable String counterparty;
    private @Nullable IdempotencyKey hold;
    private @Nullable IdempotencyKey reverses;
    private @Nullable Instant due;
    private Route route = Route.DIRECT;
    private @Nullable Amendment amendment;
    private @Nullable Fingerprint fingerprint;
    private long shortfall;

    Line(Book book, Desk desk, EntryKind kind, TransactionId transaction, Memo memo, int leg) {
        this.book = book;
        this.desk = desk;
        this.kind = kind;
        this.transaction = transaction;
        this.memo = memo;
        this.leg = leg;
    }

    Line against(Boundary boundary) {
        counterparty = boundary.label();
        return this;
    }

    Line against(AccountId account) {
        counterparty = account.value();
        return this;
    }

    Line hold(IdempotencyKey key) {
        hold = key;
        return this;
    }

    Line reverses(IdempotencyKey key) {
        reverses = key;
        return this;
    }

    Line shortfall(long amount) {
        shortfall = amount;
        return this;
    }

    Line due(Instant at) {
        due = at;
        return this;
    }

    /** Spending that came this way, and counts at that time. */
    Line through(Path path, Instant counted) {
        boolean same = Usage.slot(counted).equals(Usage.slot(desk.now()));
        boolean own = path.size() == 1;
        if (!same || !own || !path.shadows().isEmpty() || !path.pardons().isEmpty()) {
            route = new Route(path.below(), same ? null : counted, path.shadows(), path.pardons());
        }
        return this;
    }

    /** When it counts, for what is not spending. */
    Line counted(Instant at) {
        if (!Usage.slot(at).equals(Usage.slot(desk.now()))) {
            route = new Route(List.of(), at, List.of(), List.of());
        }
        return this;
    }

    /** What the credits are used for, whatever the command says. */
    Line feature(@Nullable String name) {
        if (Objects.equals(name, memo.feature())) {
            return this;
        }
        memo = new Memo(memo.key(), memo.by(), memo.reason(), name, memo.metadata(), memo.happened());
        return this;
    }

    Line amends(String what, @Nullable Object previous, @Nullable Object next) {
        amendment = new Amendment(what, text(previous), text(next));
        return this;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    Line fingerprint(@Nullable Fingerprint print) {
        fingerprint = print;
        return this;
    }

    void write() {
        desk.payDebt();
        Figures figures = desk.figures();
        figures.count(counterparty);
        long availableChange = figures.availableChange();
        long heldChange = figures.heldChange();
        List<LotMove> moves = desk.closeEntry();
        book.append(new Entry(
                desk.id(),
                desk.base().unit(),
                desk.seq(),
                transaction,
                leg,
                kind,
                availableChange,
                heldChange,
                desk.available(),
                desk.held(),
                moves,
                counterparty,
                hold,
                reverses,
                shortfall,
                book.noted(memo),
                desk.now(),
                due,
                route,
                amendment,
                fingerprint,
                Hash.GENESIS));
    }
}
