package dev.credits.ledger.internal;

import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Hold;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.TransactionId;
import dev.credits.ledger.internal.Comparison.Difference;
import dev.credits.ledger.internal.Comparison.Name;
import dev.credits.ledger.internal.Comparison.Part;
import java.util.HashMap;
import java.util.Map;

/** The holds of one account as its entries make them, compared with their rows. Remembers the open ones only. */
final class HoldFold {
    private static final String LAW = "L5";

    private final Findings findings;
    private final Map<IdempotencyKey, State> open = new HashMap<>();
    private final Comparison comparison;

    HoldFold(Findings findings, Part part) {
        this.findings = findings;
        this.comparison = new Comparison(part);
    }

    void entry(Entry entry) {
        IdempotencyKey key = entry.hold();
        if (key == null || entry.leg() != 0) {
            return;
        }
        State state = open.get(key);
        if (entry.kind() == EntryKind.RESERVE) {
            findings.expect(LAW, entry, state == null, "hold", key, "is reserved once more");
            state = new State(entry.transaction());
            open.put(key, state);
        } else if (state == null) {
            findings.violation(LAW, entry.seq(), "hold " + key + " had ended, or was never reserved");
            return;
        }
        state.held += entry.heldChange();
        if (entry.kind() == EntryKind.RESERVE || entry.kind() == EntryKind.EXTEND) {
            state.reserved += entry.heldChange();
        }
        Hold.State end = end(entry.kind());
        if (end != Hold.State.OPEN) {
            findings.expect(LAW, entry, state.held == 0, "hold", key, "ends with something open");
            open.remove(key);
            state.tell(key, end);
        }
    }

    /** After the last entry. */
    void endOfEntries() {
        open.forEach((key, state) -> state.tell(key, Hold.State.OPEN));
        open.clear();
    }

    void row(Hold hold) {
        long parts = 0;
        for (Hold.Part part : hold.parts()) {
            parts += part.amount();
        }
        if (hold.open() != parts) {
            findings.violation(LAW, null, "the parts of hold " + hold.key() + " are not what is open of it");
        }
        comparison.row(name(hold.id(), hold.key()), facts(hold.reserved(), hold.open(), hold.state()));
    }

    Comparison comparison() {
        return comparison;
    }

    void differences(Findings target) {
        for (Difference difference : comparison.differences()) {
            target.violation(LAW, null, "hold " + difference.name().shown() + " " + difference(difference));
        }
    }

    private static String difference(Difference difference) {
        if (difference.above(0) != 0) {
            return difference.above(0) > 0 ? "is missing" : "was reserved by no entry";
        }
        return difference.above(1) != 0 || difference.above(2) != 0
                ? "has other figures than its entries make: " + -difference.above(1) + " more reserved, "
                        + -difference.above(2) + " more open"
                : "has not ended as its entries say";
    }

    private static long[] facts(long reserved, long open, Hold.State state) {
        return new long[] {1, reserved, open, state.name().hashCode()};
    }

    private static Name name(TransactionId id, IdempotencyKey key) {
        return new Name(id.value().getMostSignificantBits(), id.value().getLeastSignificantBits(), key.value());
    }

    private static Hold.State end(EntryKind kind) {
        return switch (kind) {
            case SETTLE -> Hold.State.SETTLED;
            case RELEASE -> Hold.State.RELEASED;
            case LAPSE -> Hold.State.LAPSED;
            default -> Hold.State.OPEN;
        };
    }

    private final class State {
        private final TransactionId id;
        private long reserved;
        private long held;

        State(TransactionId id) {
            this.id = id;
        }

        void tell(IdempotencyKey key, Hold.State state) {
            comparison.entries(name(id, key), facts(reserved, held, state));
        }
    }
}
