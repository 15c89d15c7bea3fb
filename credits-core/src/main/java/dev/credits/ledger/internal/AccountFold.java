package dev.credits.ledger.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.Boundary;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Hash;
import dev.credits.ledger.Hold;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Lot;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.Totals;
import dev.credits.ledger.TransactionId;
import dev.credits.spi.Reversal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One account's entries folded in order; then its row, lots, holds and reversals are compared with the fold. */
final class AccountFold {
    private final Account account;
    private final Verifier verifier;
    private final Map<Integer, LotState> lots = new HashMap<>();
    private final Map<IdempotencyKey, HoldState> holds = new HashMap<>();
    private final Map<TransactionId, Long> reversed = new HashMap<>();
    private Hash hash = Hash.GENESIS;
    private Instant at = Instant.MIN;
    private long seq;
    private long available;
    private long held;
    private long earned;
    private long spent;
    private long expired;
    private long in;
    private long out;
    private long adjusted;

    AccountFold(Account account, Verifier verifier) {
        this.account = account;
        this.verifier = verifier;
    }

    void entry(Entry entry) {
        expect("L6", entry, entry.seq() == seq + 1, "entry " + (seq + 1) + " is missing");
        seq = entry.seq();
        expect(
                "L8",
                entry,
                entry.hash().equals(entry.hashAfter(hash)),
                "its hash does not cover its content and the entry before");
        hash = entry.hash();
        expect("L7", entry, !entry.at().isBefore(at), "it is earlier than the entry before");
        at = entry.at();
        expect("L2", entry, entry.unit().equals(account.unit()), "it counts in another unit than its account");

        available += entry.availableChange();
        held += entry.heldChange();
        expect(
                "L2",
                entry,
                entry.available() == available && entry.held() == held,
                "its after-balances are not the sum of the changes");
        expect("L3", entry, held >= 0, "held is below zero");
        count(entry);
        expect("L10", entry, earned + in - spent - expired - out == available + held, "the closed sum is open");
        moves(entry);
        hold(entry);
        if (entry.leg() == 0) {
            expect(
                    "L4",
                    entry,
                    entry.transaction()
                            .equals(TransactionId.of(account.id(), entry.memo().key())),
                    "its transaction is not derived from its key");
            if (entry.reverses() != null) {
                reversed.merge(TransactionId.of(account.id(), entry.reverses()), reversedBy(entry), Long::sum);
            }
        }
    }

    void lot(Lot lot) {
        LotState state = lots.get(lot.number());
        if (state == null) {
            fail("L2", null, "lot " + lot.number() + " was opened by no entry");
            return;
        }
        state.seen = true;
        expect(
                "L2",
                null,
                state.remaining == lot.remaining() && state.held == lot.held(),
                "lot " + lot.number() + " has " + lot.remaining() + " remaining and " + lot.held()
                        + " held; its entries make " + state.remaining + " and " + state.held);
        expect(
                "L2",
                null,
                state.started == lot.started(),
                "lot " + lot.number() + " has not started as its entries say");
        expect(
                "L8",
                null,
                sameTerms(state.opened, lot),
                "lot " + lot.number() + " has other terms than it was opened with");
        expect("L3", null, lot.remaining() >= 0 && lot.held() >= 0, "lot " + lot.number() + " is below zero");
    }

    void hold(Hold hold) {
        HoldState state = holds.get(hold.key());
        if (state == null) {
            fail("L5", null, "hold " + hold.key() + " was reserved by no entry");
            return;
        }
        state.seen = true;
        long parts = hold.parts().stream().mapToLong(Hold.Part::amount).sum();
        expect("L5", null, hold.open() == parts, "the parts of hold " + hold.key() + " are not what is open of it");
        expect(
                "L5",
                null,
                hold.open() == state.open && hold.reserved() == state.reserved,
                "hold " + hold.key() + " has " + hold.open() + " of " + hold.reserved() + " open; its entries make "
                        + state.open + " of " + state.reserved);
        expect(
                "L5",
                null,
                hold.isOpen() != state.ended,
                "hold " + hold.key() + " is " + hold.state() + "; its entries say otherwise");
    }

    void reversal(Reversal reversal) {
        long booked = Objects.requireNonNullElse(reversed.remove(reversal.transaction()), 0L);
        expect(
                "L9",
                null,
                booked == reversal.reversed(),
                "of transaction " + reversal.transaction() + " " + reversal.reversed()
                        + " is reversed; the entries make " + booked);
        expect(
                "L9",
                null,
                reversal.reversed() <= reversal.amount(),
                "transaction " + reversal.transaction() + " is reversed beyond its amount");
    }

    void end() {
        Totals totals = new Totals(available, held, earned, spent, expired, in, out, adjusted);
        expect(
                "L2",
                null,
                totals.equals(account.totals()),
                "the row has " + account.totals() + "; the entries make " + totals);
        expect(
                "L2",
                null,
                account.seq() == seq,
                "the row's last entry is " + account.seq() + "; the last found is " + seq);
        expect("L8", null, account.hash().equals(hash), "the row's hash is not the last entry's");
        expect("L7", null, account.seq() == 0 || account.at().equals(at), "the row's time is not the last entry's");
        expect("L3", null, account.totals().available() >= account.floor(), "available is below the floor");
        long remaining = 0;
        long lotsHeld = 0;
        for (Map.Entry<Integer, LotState> lot : lots.entrySet()) {
            LotState state = lot.getValue();
            remaining += state.started ? state.remaining : 0;
            lotsHeld += state.held;
            boolean overdraft = lot.getKey() == LotMove.OVERDRAFT;
            expect("L2", null, overdraft || state.seen, "lot " + lot.getKey() + " is missing");
            expect(
                    "L2",
                    null,
                    !overdraft || state.remaining == -account.debt(),
                    "the row's overdraft is not its entries'");
        }
        expect("L2", null, remaining == available && lotsHeld == held, "the lots do not add up to the balance");
        holds.forEach((key, state) -> expect("L5", null, state.seen, "hold " + key + " is missing"));
        reversed.forEach((id, booked) -> fail("L9", null, "the reversals of transaction " + id + " are not counted"));
    }

    private void moves(Entry entry) {
        long remaining = 0;
        long heldChange = 0;
        for (LotMove move : entry.moves()) {
            if (move.opened() != null) {
                lots.put(move.lot(), new LotState(move.opened()));
            }
            LotState state = lots.computeIfAbsent(move.lot(), any -> new LotState(null));
            boolean known = state.opened != null || move.lot() == LotMove.OVERDRAFT;
            expect("L2", entry, known, "it moves lot " + move.lot() + ", which no entry opened");
            state.remaining += move.remaining();
            state.held += move.held();
            expect(
                    "L3",
                    entry,
                    (move.lot() == LotMove.OVERDRAFT || state.remaining >= 0) && state.held >= 0,
                    "lot " + move.lot() + " falls below zero");
            remaining += state.started ? move.remaining() : 0;
            heldChange += move.held();
        }
        if (entry.kind() == EntryKind.START) {
            LotState state = lots.get(startedLot(entry));
            if (state != null && !state.started) {
                state.started = true;
                remaining += state.remaining;
            }
        }
        expect(
                "L2",
                entry,
                remaining == entry.availableChange() && heldChange == entry.heldChange(),
                "its moves are not its changes");
    }

    private void hold(Entry entry) {
        IdempotencyKey key = entry.hold();
        if (key == null || entry.leg() != 0) {
            return;
        }
        HoldState state = holds.computeIfAbsent(key, any -> new HoldState());
        expect("L5", entry, !state.ended, "hold " + key + " had ended");
        state.open += entry.heldChange();
        if (entry.kind() == EntryKind.RESERVE || entry.kind() == EntryKind.EXTEND) {
            state.reserved += entry.heldChange();
        }
        state.ended = entry.kind() == EntryKind.SETTLE
                || entry.kind() == EntryKind.RELEASE
                || entry.kind() == EntryKind.LAPSE;
        expect("L5", entry, !state.ended || state.open == 0, "hold " + key + " ends with " + state.open + " open");
    }

    private void count(Entry entry) {
        long change = entry.change();
        String counterparty = entry.counterparty();
        if (counterparty == null) {
            expect("L1", entry, change == 0, "credits appear or vanish without a counterparty");
        } else if (entry.isAgainst(Boundary.ISSUED)) {
            earned += change;
        } else if (entry.isAgainst(Boundary.SPENT)) {
            spent -= change;
        } else if (entry.isAgainst(Boundary.EXPIRED)) {
            expired -= change;
        } else {
            in += Math.max(0, change);
            out += Math.max(0, -change);
            adjusted += entry.isAgainst(Boundary.ADJUSTED) ? change : 0;
        }
    }

    /** How much a reversal undid: what moved, or for a lot that had not started, what it lost. */
    private static long reversedBy(Entry entry) {
        return entry.change() != 0
                ? Math.abs(entry.change())
                : -entry.moves().stream().mapToLong(LotMove::remaining).sum();
    }

    private static int startedLot(Entry entry) {
        String key = entry.memo().key().value();
        return Integer.parseInt(key.substring(key.indexOf(':') + 1));
    }

    private static boolean sameTerms(@Nullable Lot opened, Lot stored) {
        return opened != null
                && opened.source() == stored.source()
                && opened.priority() == stored.priority()
                && Objects.equals(opened.starts(), stored.starts())
                && Objects.equals(opened.expires(), stored.expires())
                && Objects.equals(opened.cost(), stored.cost())
                && opened.arrived().equals(stored.arrived())
                && opened.amount() == stored.amount();
    }

    private void expect(String law, @Nullable Entry entry, boolean holds, String otherwise) {
        if (!holds) {
            fail(law, entry, otherwise);
        }
    }

    private void fail(String law, @Nullable Entry entry, String message) {
        verifier.violation(law, account.id(), entry == null ? null : entry.seq(), message);
    }

    private static final class LotState {
        final @Nullable Lot opened;
        long remaining;
        long held;
        boolean started;
        boolean seen;

        LotState(@Nullable Lot opened) {
            this.opened = opened;
            this.started = opened == null || opened.started();
        }
    }

    private static final class HoldState {
        long reserved;
        long open;
        boolean ended;
        boolean seen;
    }
}
