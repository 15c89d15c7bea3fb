package dev.credits.ledger.internal;

import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Hold;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Lot;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.Repair.Change;
import dev.credits.ledger.TransactionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The lots and holds that one account's entries make, all of them: to say what the rows must be that differ. */
final class Rebuilt {
    /** The most lots and holds that are remembered; of an account with more nothing is proposed. */
    static final int MOST = 200_000;

    private final Map<Integer, LotState> lots = new HashMap<>();
    private final Map<TransactionId, HoldState> holds = new HashMap<>();
    private final BurnOrder order = new BurnOrder();
    private int highest;

    void entry(Entry entry) {
        if (isTooLarge()) {
            return;
        }
        for (LotMove move : entry.moves()) {
            LotState state = lots.computeIfAbsent(move.lot(), any -> new LotState());
            Lot opened = move.opened();
            highest = opened == null ? highest : Math.max(highest, move.lot());
            state.started = opened == null ? state.started : opened.started();
            state.amount += opened == null ? 0 : opened.amount();
            state.remaining += move.remaining();
            state.held += move.held();
        }
        if (entry.kind() == EntryKind.START) {
            lots.computeIfAbsent(LotFold.startedLot(entry), any -> new LotState()).started = true;
        }
        IdempotencyKey key = entry.hold();
        if (key != null && entry.leg() == 0) {
            hold(entry, TransactionId.of(entry.spender(), key));
        }
    }

    boolean isTooLarge() {
        return lots.size() + holds.size() > MOST;
    }

    /** What of a lot's row must be changed; null if no entry opened such a lot. */
    @Nullable
    List<Change> changes(Lot row) {
        order.see(row);
        LotState state = lots.remove(row.number());
        if (state == null) {
            return null;
        }
        List<Change> changes = new ArrayList<>();
        add(changes, "amount", row.amount(), state.amount);
        add(changes, "remaining", row.remaining(), state.remaining);
        add(changes, "held", row.held(), state.held);
        add(changes, "started", row.started(), state.started);
        return changes;
    }

    /** What of a hold's row must be changed; null if no entry reserved such a hold. */
    @Nullable
    List<Change> changes(Hold row) {
        HoldState state = holds.remove(row.id());
        if (state == null) {
            return null;
        }
        List<Change> changes = new ArrayList<>();
        add(changes, "reserved", row.reserved(), state.reserved);
        add(changes, "captured", row.captured(), state.captured);
        add(changes, "released", row.released(), state.released);
        add(changes, "state", row.state().name(), state.state.name());
        add(changes, "endedBy", text(row.endedBy()), text(state.endedBy));
        add(changes, "parts", row.parts(), order.parts(state.parts));
        add(changes, "opened", row.opened(), state.opened);
        add(changes, "counted", row.counted(), state.counted);
        add(changes, "deadline", row.deadline(), state.deadline);
        add(changes, "feature", row.feature(), state.feature);
        return changes;
    }

    /** The highest number of a lot that was opened. */
    int highestLot() {
        return highest;
    }

    /** Of what was not asked for: numbers of lots that have no row. */
    List<Integer> lotsWithoutRow() {
        return lots.keySet().stream()
                .filter(lot -> lot != LotMove.OVERDRAFT)
                .sorted()
                .toList();
    }

    /** Of what was not asked for: keys of holds that have no row. */
    List<String> holdsWithoutRow() {
        return holds.values().stream().map(state -> state.key.value()).sorted().toList();
    }

    /** What the overdraft stands at, as an account's row has it. */
    long debt() {
        LotState overdraft = lots.get(LotMove.OVERDRAFT);
        return overdraft == null ? 0 : -overdraft.remaining;
    }

    static void add(List<Change> changes, String field, @Nullable Object from, @Nullable Object to) {
        if (!Objects.equals(from, to)) {
            changes.add(new Change(field, from, to));
        }
    }

    private void hold(Entry entry, TransactionId id) {
        HoldState state = holds.computeIfAbsent(id, any -> new HoldState(entry));
        long before = state.held;
        state.held += entry.heldChange();
        for (LotMove move : entry.moves()) {
            state.parts.merge(move.lot(), move.held(), Long::sum);
        }
        switch (entry.kind()) {
            case RESERVE, EXTEND -> {
                state.reserved += entry.heldChange();
                state.deadline = entry.due();
                state.counted = entry.heldChange() > 0 ? entry.counted() : state.counted;
            }
            case CAPTURE -> state.captured += before - state.held;
            case SETTLE -> {
                long captured = Math.min(-entry.change(), before);
                state.captured += captured;
                state.end(Hold.State.SETTLED, entry, before - captured);
            }
            case RELEASE -> state.end(Hold.State.RELEASED, entry, before);
            case LAPSE -> state.end(Hold.State.LAPSED, entry, before);
            default -> {}
        }
    }

    private static @Nullable String text(@Nullable IdempotencyKey key) {
        return key == null ? null : key.value();
    }

    private static final class LotState {
        private long amount;
        private long remaining;
        private long held;
        private boolean started = true;
    }

    private static final class HoldState {
        private final IdempotencyKey key;
        private final Map<Integer, Long> parts = new HashMap<>();
        private final Instant opened;
        private final @Nullable String feature;
        private Hold.State state = Hold.State.OPEN;
        private Instant counted;
        private @Nullable Instant deadline;
        private @Nullable IdempotencyKey endedBy;
        private long reserved;
        private long captured;
        private long released;
        private long held;

        HoldState(Entry entry) {
            key = Objects.requireNonNull(entry.hold());
            opened = entry.at();
            feature = entry.memo().feature();
            counted = entry.counted();
        }

        void end(Hold.State how, Entry entry, long rest) {
            state = how;
            released += rest;
            endedBy = entry.memo().key();
        }
    }
}
