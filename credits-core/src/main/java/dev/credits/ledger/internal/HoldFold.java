package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Hold;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.TransactionId;
import dev.credits.ledger.internal.Comparison.Difference;
import dev.credits.ledger.internal.Comparison.Name;
import dev.credits.ledger.internal.Comparison.Part;
import dev.credits.text.Digest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The holds of one account as its entries make them, compared with their rows. Remembers the open ones only, with what
 * each took from which lot.
 */
final class HoldFold {
    private static final String LAW = "L5";

    /** Which fact says how it ended, which counts it, and what it was reserved as; the last is its deadline. */
    private static final int ENDED = 4;

    private static final int COUNTED = 5;
    private static final int TERMS = 6;

    private final Findings findings;
    private final Map<TransactionId, State> open = new HashMap<>();
    private final Comparison comparison;
    private final BurnOrder order;

    /** {@code order} knows the lots by the time that rows of holds are told. */
    HoldFold(Findings findings, Part part, BurnOrder order) {
        this.findings = findings;
        this.comparison = new Comparison(part);
        this.order = order;
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
            state = new State(id, key, entry);
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
            state.tell(end, entry.memo().key());
        }
    }

    private void change(Entry entry, State state) {
        switch (entry.kind()) {
            case RESERVE, EXTEND -> {
                state.reserved += entry.heldChange();
                state.counted = entry.heldChange() > 0 ? entry.counted() : state.counted;
                state.deadline = entry.due() == null ? state.deadline : entry.due();
            }
            // what was taken beyond the hold was never held
            case CAPTURE, SETTLE -> state.captured += Math.min(-entry.change(), state.held);
            case LAPSE ->
                findings.expect(
                        LAW,
                        entry,
                        state.deadline.equals(entry.due()),
                        "hold",
                        state.key,
                        "lapses at another time than its deadline");
            default -> {}
        }
        state.held += entry.heldChange();
        for (LotMove move : entry.moves()) {
            if (move.held() != 0) {
                state.parts.merge(move.lot(), move.held(), Long::sum);
            }
        }
    }

    /** After the last entry. */
    void endOfEntries() {
        open.values().forEach(state -> state.tell(Hold.State.OPEN, null));
    }

    void row(Hold hold) {
        State state = open.get(hold.id());
        List<Hold.Part> parts = state == null ? List.of() : order.parts(state.parts);
        if (!hold.parts().equals(parts)) {
            String message = "the parts of hold " + hold.key() + " are " + hold.parts() + "; its entries make " + parts;
            findings.violation(LAW, null, message);
        }
        comparison.row(name(hold.id(), hold.key()), facts(hold));
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

    /** True if nothing differs but which limits count it. */
    private static boolean isAboutLimits(Difference difference) {
        for (int fact = 0; fact < difference.facts().size(); fact++) {
            if (fact != COUNTED && difference.above(fact) != 0) {
                return false;
            }
        }
        return true;
    }

    private static String difference(Difference difference) {
        if (isAboutLimits(difference)) {
            return "came another way, or counts at another time, than its entries say";
        }
        if (difference.above(0) != 0) {
            return difference.above(0) > 0 ? "is missing" : "was reserved by no entry";
        }
        if (difference.above(1) != 0 || difference.above(2) != 0 || difference.above(3) != 0) {
            return "has other figures than its entries make: " + -difference.above(1) + " more reserved, "
                    + -difference.above(2) + " more captured, " + -difference.above(3) + " more open";
        }
        if (difference.above(ENDED) != 0) {
            return "has not ended as its entries say";
        }
        return difference.above(TERMS) != 0
                ? "has another key, feature or beginning than its entries say"
                : "lapses at another time than its entries say";
    }

    private static long[] facts(Hold hold) {
        return new long[] {
            1,
            hold.reserved(),
            hold.captured(),
            hold.open(),
            ended(hold.state(), hold.endedBy()),
            counted(hold.path(), hold.counted()),
            terms(hold.key(), hold.opened(), hold.feature()),
            deadline(hold.deadline())
        };
    }

    private static long ended(Hold.State state, @Nullable IdempotencyKey by) {
        return Digest.sha256()
                .text(state.name())
                .text(by == null ? null : by.value())
                .word();
    }

    private static long counted(List<AccountId> path, Instant counted) {
        Digest digest = Digest.sha256().instant(1, counted);
        path.forEach(account -> digest.text(account.value()));
        return digest.word();
    }

    private static long terms(IdempotencyKey key, Instant opened, @Nullable String feature) {
        return Digest.sha256()
                .text(key.value())
                .instant(1, opened)
                .text(2, feature)
                .word();
    }

    private static long deadline(Instant at) {
        return Digest.sha256().instant(1, at).word();
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
        private final List<AccountId> path;
        private final Instant opened;
        private final @Nullable String feature;
        private final Map<Integer, Long> parts = new HashMap<>();
        private Instant counted;
        private Instant deadline;
        private long reserved;
        private long captured;
        private long held;

        State(TransactionId id, IdempotencyKey key, Entry entry) {
            this.id = id;
            this.key = key;
            path = entry.route().path();
            opened = entry.at();
            feature = entry.memo().feature();
            counted = entry.counted();
            deadline = entry.at();
        }

        void tell(Hold.State state, @Nullable IdempotencyKey by) {
            comparison.entries(
                    name(id, key),
                    1,
                    reserved,
                    captured,
                    held,
                    ended(state, by),
                    counted(path, counted),
                    terms(key, opened, feature),
                    deadline(deadline));
        }
    }
}
