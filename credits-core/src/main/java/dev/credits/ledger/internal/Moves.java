package dev.credits.ledger.internal;

import dev.credits.ledger.Lot;
import dev.credits.ledger.LotMove;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the entry being written has done to lots so far, one move a lot, in the order they were first touched. */
final class Moves {
    private final List<LotMove> moves = new ArrayList<>(2);

    void add(int lot, long remaining, long held) {
        add(lot, remaining, held, null);
    }

    /** So much came to a lot, which this entry opened, or which gathers it. */
    void arrived(Lot lot, long amount) {
        add(lot.number(), amount, 0, lot.arriving(amount));
    }

    List<LotMove> drain() {
        moves.removeIf(move -> move.remaining() == 0 && move.held() == 0 && move.opened() == null);
        List<LotMove> drained = List.copyOf(moves);
        moves.clear();
        return drained;
    }

    private void add(int lot, long remaining, long held, @Nullable Lot opened) {
        for (int i = 0; i < moves.size(); i++) {
            LotMove before = moves.get(i);
            if (before.lot() == lot) {
                long left = Math.addExact(before.remaining(), remaining);
                long kept = Math.addExact(before.held(), held);
                moves.set(i, new LotMove(lot, left, kept, together(before.opened(), opened)));
                return;
            }
        }
        moves.add(new LotMove(lot, remaining, held, opened));
    }

    private static @Nullable Lot together(@Nullable Lot one, @Nullable Lot other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.arriving(Math.addExact(one.amount(), other.amount()));
    }
}
