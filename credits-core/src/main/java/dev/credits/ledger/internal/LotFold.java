package dev.credits.ledger.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.CostBasis;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Lot;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.internal.Comparison.Difference;
import dev.credits.ledger.internal.Comparison.Name;
import dev.credits.ledger.internal.Comparison.Part;
import dev.credits.text.Digest;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The lots of one account as its entries make them, compared with their rows. Remembers those with something in them only. */
final class LotFold {
    private static final long SPREAD = 0xD6E8FEB86659FD93L;

    private final Findings findings;
    private final Comparison comparison;
    private final Map<Integer, State> open = new HashMap<>();
    private final BurnOrder order = new BurnOrder();
    private int highest;

    LotFold(Findings findings, Part part) {
        this.findings = findings;
        this.comparison = new Comparison(part);
    }

    void entry(Entry entry) {
        long remaining = 0;
        long held = 0;
        for (LotMove move : entry.moves()) {
            State state = state(entry, move);
            state.remaining += move.remaining();
            state.held += move.held();
            boolean below = (move.lot() != LotMove.OVERDRAFT && state.remaining < 0) || state.held < 0;
            findings.expect("L3", entry, !below, "lot", move.lot(), "falls below zero");
            remaining += state.started ? move.remaining() : 0;
            held += move.held();
            forget(move.lot(), state);
        }
        if (entry.kind() == EntryKind.START) {
            remaining += start(startedLot(entry));
        }
        if (remaining != entry.availableChange() || held != entry.heldChange()) {
            findings.violation("L2", entry.seq(), "its moves are not its changes");
        }
    }

    /** After the last entry: what is in the lots is what the account has, and the next one gets the next number. */
    void endOfEntries(long available, long held, Account account) {
        long remaining = 0;
        long lotsHeld = 0;
        for (State state : open.values()) {
            remaining += state.started ? state.remaining : 0;
            lotsHeld += state.held;
        }
        findings.expect("L2", remaining == available && lotsHeld == held, "the lots do not add up to the balance");
        State overdraft = open.remove(LotMove.OVERDRAFT);
        long used = overdraft == null ? 0 : -overdraft.remaining;
        findings.expect("L2", used == account.debt(), "the row's overdraft is not its entries'");
        if (account.lots() != highest) {
            findings.violation("L2", null, "the row counts " + account.lots() + " lots; its entries opened " + highest);
        }
    }

    void row(Lot lot) {
        order.see(lot);
        State state = Objects.requireNonNullElseGet(open.remove(lot.number()), State::new);
        if (state.remaining != lot.remaining() || state.held != lot.held()) {
            findings.violation(
                    "L2",
                    null,
                    "lot " + lot.number() + " has " + lot.remaining() + " remaining and " + lot.held()
                            + " held; its entries make " + state.remaining + " and " + state.held);
        }
        if (state.started != lot.started()) {
            findings.violation("L2", null, "lot " + lot.number() + " has not started as its entries say");
        }
        if (lot.remaining() < 0 || lot.held() < 0) {
            findings.violation("L3", null, "lot " + lot.number() + " is below zero");
        }
        comparison.row(name(lot.number()), 1, terms(lot), lot.amount());
    }

    /** The order of the lots whose rows have been told. */
    BurnOrder order() {
        return order;
    }

    Comparison comparison() {
        return comparison;
    }

    void differences(Findings target) {
        for (Difference difference : comparison.differences()) {
            String lot = "lot " + difference.name().shown();
            long row = difference.above(0);
            if (row == 0) {
                target.violation("L8", null, lot + " has other terms than it was opened with");
            } else {
                target.violation("L2", null, lot + (row > 0 ? " is missing" : " was opened by no entry"));
            }
        }
    }

    private State state(Entry entry, LotMove move) {
        Lot opened = move.opened();
        if (opened != null) {
            return opened(entry, move.lot(), opened);
        }
        boolean known = move.lot() >= 0 && move.lot() <= highest;
        findings.expect("L2", entry, known, "it moves lot", move.lot(), "which no entry opened");
        return open.computeIfAbsent(move.lot(), any -> new State());
    }

    /** A lot that is new, or one that more has joined. */
    private State opened(Entry entry, int number, Lot opened) {
        boolean isNew = number > highest;
        findings.expect("L2", entry, isNew || opened.gathers(), "it opens lot", number, "once more");
        highest = Math.max(highest, number);
        comparison.entries(name(number), isNew ? 1 : 0, isNew ? terms(opened) : 0, opened.amount());
        State state = open.computeIfAbsent(number, any -> new State());
        state.started = opened.started();
        return state;
    }

    private void forget(int lot, State state) {
        if (state.isEmpty() && lot != LotMove.OVERDRAFT) {
            open.remove(lot);
        }
    }

    private long start(int lot) {
        State state = open.get(lot);
        if (state == null || state.started) {
            return 0;
        }
        state.started = true;
        long begun = state.remaining;
        forget(lot, state);
        return begun;
    }

    /** The number in the key of the entry that starts a lot; 0 if there is none. */
    static int startedLot(Entry entry) {
        String key = entry.memo().key().value();
        try {
            return Integer.parseInt(key.substring(key.indexOf(':') + 1));
        } catch (NumberFormatException otherwise) {
            return 0;
        }
    }

    private static long terms(Lot lot) {
        Digest terms =
                Digest.sha256().text(lot.source().name()).number(lot.priority()).number(lot.gathers() ? 1 : 0);
        terms.instant(1, lot.starts()).instant(2, lot.expires()).instant(3, lot.arrived());
        CostBasis cost = lot.cost();
        if (cost != null) {
            terms.tag(4).text(cost.paid().toString()).number(cost.forMinor());
        }
        return terms.word();
    }

    private static Name name(int lot) {
        return new Name(lot * SPREAD, ~lot * SPREAD, Integer.toString(lot));
    }

    private static final class State {
        private long remaining;
        private long held;
        private boolean started = true;

        private boolean isEmpty() {
            return remaining == 0 && held == 0 && started;
        }
    }
}
