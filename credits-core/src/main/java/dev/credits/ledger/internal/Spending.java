package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Usage;
import dev.credits.spi.LoadPlan.Since;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a batch has spent so far, by account, feature and slot: what is to be added to the stored usage. */
final class Spending {
    private final Map<Cell, Long> cells = new LinkedHashMap<>();

    void add(AccountId account, @Nullable String feature, Instant counted, long amount) {
        cells.merge(new Cell(account, feature, Usage.slot(counted)), amount, Math::addExact);
    }

    /** What of it counts through an account from a slot on. */
    long since(Since since) {
        long sum = 0;
        for (Map.Entry<Cell, Long> cell : cells.entrySet()) {
            boolean counts = cell.getKey().account.equals(since.account())
                    && !cell.getKey().slot.isBefore(since.slot());
            sum = counts ? Math.addExact(sum, cell.getValue()) : sum;
        }
        return sum;
    }

    List<Usage> usage() {
        List<Usage> usage = new ArrayList<>(cells.size());
        cells.forEach((cell, spent) -> {
            if (spent != 0) {
                usage.add(new Usage(cell.account, cell.feature, cell.slot, spent));
            }
        });
        return usage;
    }

    private record Cell(AccountId account, @Nullable String feature, Instant slot) {}
}
