package dev.credits.ledger.internal;

import dev.credits.ledger.Hold.Part;
import dev.credits.ledger.Lot;
import dev.credits.ledger.LotMove;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parts of holds in the order in which their lots burn, for lots that were seen; overdraft comes last. Not thread-safe. */
final class BurnOrder {
    private final Map<Integer, Lot> lots = new HashMap<>();
    private final Comparator<Integer> order = Comparator.comparing((Integer lot) -> lot == LotMove.OVERDRAFT)
            .thenComparing(lots::get, Comparator.nullsLast(Lot.BURN_ORDER));

    /** Remembers a lot if holds took something from it. */
    void see(Lot lot) {
        if (lot.held() > 0) {
            lots.put(lot.number(), lot);
        }
    }

    /** What is held of each lot, as a hold's parts; of nothing there is no part. */
    List<Part> parts(Map<Integer, Long> held) {
        return held.entrySet().stream()
                .filter(part -> part.getValue() != 0)
                .sorted(Map.Entry.comparingByKey(order))
                .map(part -> new Part(part.getKey(), part.getValue()))
                .toList();
    }
}
