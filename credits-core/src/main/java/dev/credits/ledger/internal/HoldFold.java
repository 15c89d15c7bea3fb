package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Hold;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.TransactionId;
import dev.credits.ledger.internal.Comparison.Difference;
import dev.credits.ledger.internal.Comparison.Name;
import dev.credits.ledger.internal.Comparison.Part;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The holds of one account as its entries make them, compared with their rows. Remembers the open ones only; so only of
 * these the deadline is compared, which is nobody's any more once a hold has ended.
 */
final class HoldFold {
    private static final String LAW = "L5";

    private final Findings findings;
    private final Map<TransactionId, State> open = new HashMap<>();
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
        TransactionId id = TransactionId.of(entry.spender(), key);
        State state = open.get(id);
        if (entry.kind() == EntryKind.RESERVE) {
            findings.expect(LAW, entry, state == null, "hold", key, "is reserved once more");
            state = new State(id, key);
            state.path = entry.route().path();
            state.counted = entry.counted();
            open.put(id, state);
        } else if (state == null) {
            findings.violation(LAW, entry.seq(), "hold " + key + " had ended, or was never reserved");
            return;
        }
        change(entry, state);
        Hold.State end = end(entry.kind());
        if (end != Hold.State.OPEN) {
            findings.expect(LAW, entry, state.held == 0, "hold", key, "ends with something open");
            open.remove(id);
            state.tell(end);
        }
    }

    private void change(Entry entry, State state) {
        switch (entry.kind()) {
            case RESERVE, EXTEND -> {
                state.reserved += entry.heldChange();
                state.counted = entry.heldChange() > 0 ? entry.counted() : state.counted;
                state.deadline = entry.due();
            }
            // what was taken beyond the hold was never held
            case CAPTURE, SETTLE -> state.captured += Math.min(-entry.change(), state.held);
            case LAPSE ->
                findings.expect(
                        LAW,
                        entry,
                        state.deadline == null || state.deadline.equals(entry.due()),
                        "hold",
                        state.key,
                        "lapses at another time than its deadline");
            default -> {}
        }
        state.held += entry.heldChange();
    }

    /** After the last entry. */
    void endOfEntries() {
        open.values().forEach(state -> state.tell(Hold.State.OPEN));
    }

    void row(Hold hold) {
        long parts = 0;
        for (Hold.Part part : hold.parts()) {
            parts += part.amount();
        }
        if (hold.open() != parts) {
            findings.violation(LAW, null, "the parts of hold " + hold.key() + " are not what is open of it");
        }
        State state = open.get(hold.id());
        if (state != null && state.deadline != null && !state.deadline.equals(hold.deadline())) {
            String message =
                    "hold " + hold.key() + " lapses at " + hold.deadline() + "; its entries make " + state.deadline;
            findings.violation(LAW, null, message);
        }
        comparison.row(
                name(hold.id(), hold.key()),
                facts(hold.reserved(), hold.captured(), hold.open(), hold.state(), hold.path(), hold.counted()));
    }

    Comparison comparison() {
        return comparison;
    }

    void differences(Findings target) {
        for (Difference difference : comparison.differences()) {
            String law = isAboutLimits(difference) ? "L13" : LAW;
            target.violation(law, null, "hold " + difference.name().shown() + " " + difference(difference));
        }
    }

    /** True if it is of the size and age it must be, and differs in which limits count it. */
    private static boolean isAboutLimits(Difference difference) {
        return difference.above(0) == 0
                && difference.above(1) == 0
                && difference.above(2) == 0
                && difference.above(3) == 0
                && difference.above(4) == 0;
    }

    private static String difference(Difference difference) {
        if (isAboutLimits(difference)) {
            return "came another way, or counts at another time, than its entries say";
        }
        if (difference.above(0) != 0) {
            return difference.above(0) > 0 ? "is missing" : "was reserved by no entry";
        }
        return difference.above(1) != 0 || difference.above(2) != 0 || difference.above(3) != 0
                ? "has other figures than its entries make: " + -difference.above(1) + " more reserved, "
                        + -difference.above(2) + " more captured, " + -difference.above(3) + " more open"
                : "has not ended as its entries say";
    }

    private static long[] facts(
            long reserved,
            long captured,
            long open,
            Hold.State state,
            List<AccountId> path,
            @Nullable Instant counted) {
        long time = state == Hold.State.OPEN ? Objects.hashCode(counted) : 0;
        return new long[] {1, reserved, captured, open, state.name().hashCode(), path.hashCode(), time};
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
        private final IdempotencyKey key;
        private List<AccountId> path = List.of();
        private @Nullable Instant counted;
        private @Nullable Instant deadline;
        private long reserved;
        private long captured;
        private long held;

        State(TransactionId id, IdempotencyKey key) {
            this.id = id;
            this.key = key;
        }

        void tell(Hold.State state) {
            comparison.entries(name(id, key), facts(reserved, captured, held, state, path, counted));
        }
    }
}
