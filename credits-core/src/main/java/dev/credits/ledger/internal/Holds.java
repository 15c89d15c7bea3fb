package dev.credits.ledger.internal;

import dev.credits.ledger.Hold;
import dev.credits.ledger.Hold.Part;
import dev.credits.ledger.IdempotencyKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A hold's next states. */
final class Holds {
    private Holds() {}

    /** Ended: so much of what was left captured, the rest released. */
    static Hold ended(Hold hold, Hold.State how, IdempotencyKey by, long captured) {
        long released = hold.open() - captured;
        return next(
                hold,
                hold.reserved(),
                hold.captured() + captured,
                hold.released() + released,
                List.of(),
                hold.counted(),
                hold.deadline(),
                how,
                by);
    }

    /** Still open, with so much captured out of its first parts. */
    static Hold captured(Hold hold, long amount) {
        List<Part> left = after(hold.parts(), amount);
        return next(
                hold,
                hold.reserved(),
                hold.captured() + amount,
                hold.released(),
                left,
                hold.counted(),
                hold.deadline(),
                hold.state(),
                null);
    }

    /** Still open, with more parts and a later deadline. */
    static Hold extended(Hold hold, long amount, List<Part> parts, Instant counted, Instant deadline) {
        return next(
                hold,
                Math.addExact(hold.reserved(), amount),
                hold.captured(),
                hold.released(),
                parts,
                counted,
                deadline,
                hold.state(),
                null);
    }

    /** The first so much of these parts. */
    static List<Part> first(List<Part> parts, long amount) {
        List<Part> first = new ArrayList<>(parts.size());
        long left = amount;
        for (Part part : parts) {
            long some = Math.min(left, part.amount());
            if (some > 0) {
                first.add(new Part(part.lot(), some));
                left -= some;
            }
        }
        return first;
    }

    /** These parts without the first so much. */
    static List<Part> after(List<Part> parts, long amount) {
        List<Part> rest = new ArrayList<>(parts.size());
        long left = amount;
        for (Part part : parts) {
            long some = Math.min(left, part.amount());
            left -= some;
            if (part.amount() > some) {
                rest.add(new Part(part.lot(), part.amount() - some));
            }
        }
        return rest;
    }

    private static Hold next(
            Hold hold,
            long reserved,
            long captured,
            long released,
            List<Part> parts,
            Instant counted,
            Instant deadline,
            Hold.State state,
            @Nullable IdempotencyKey endedBy) {
        return new Hold(
                hold.id(),
                hold.account(),
                hold.funder(),
                hold.path(),
                hold.key(),
                hold.unit(),
                reserved,
                captured,
                released,
                List.copyOf(parts),
                hold.opened(),
                counted,
                deadline,
                state,
                endedBy,
                hold.feature());
    }
}
