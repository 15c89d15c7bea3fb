package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Boundary;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Fingerprint;
import dev.credits.ledger.Hash;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.Memo;
import dev.credits.ledger.TransactionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An entry being written: its figures are whatever has changed at the desk since the entry before. */
final class Line {
    private final Book book;
    private final Desk desk;
    private final EntryKind kind;
    private final TransactionId transaction;
    private final Memo memo;
    private final int leg;
    private @Nullable String counterparty;
    private @Nullable IdempotencyKey hold;
    private @Nullable IdempotencyKey reverses;
    private @Nullable Instant due;
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

    Line fingerprint(@Nullable Fingerprint print) {
        fingerprint = print;
        return this;
    }

    void write() {
        desk.payDebt();
        desk.count(counterparty);
        long availableChange = desk.availableChange();
        long heldChange = desk.heldChange();
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
                memo,
                desk.now(),
                due,
                fingerprint,
                Hash.GENESIS));
    }
}
