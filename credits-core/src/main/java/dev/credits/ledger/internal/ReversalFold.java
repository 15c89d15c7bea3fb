package dev.credits.ledger.internal;

import dev.credits.ledger.Entry;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.TransactionId;
import dev.credits.ledger.internal.Comparison.Difference;
import dev.credits.ledger.internal.Comparison.Name;
import dev.credits.ledger.internal.Comparison.Part;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.Loader;
import dev.credits.spi.Reversal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What was reversed of one account's transactions as its entries make it, compared with the rows that count it. */
final class ReversalFold {
    private static final String LAW = "L9";

    private static final int AT_A_TIME = 500;

    private final Findings findings;
    private final Comparison comparison;
    private final Map<TransactionId, Long> amounts = new HashMap<>();

    ReversalFold(Findings findings, Part part) {
        this.findings = findings;
        this.comparison = new Comparison(part);
    }

    void entry(Entry entry) {
        IdempotencyKey reversed = entry.reverses();
        if (reversed != null && entry.leg() == 0) {
            comparison.entries(name(TransactionId.of(entry.spender(), reversed), reversed.value()), reversedBy(entry));
        }
    }

    /** Some rows at a time, the transactions they are about are looked up; after the last, {@link #endOfRows}. */
    void row(Reversal reversal, Loader loader) {
        TransactionId id = reversal.transaction();
        amounts.put(id, reversal.amount());
        if (amounts.size() == AT_A_TIME) {
            endOfRows(loader);
        }
        comparison.row(name(id, id.toString()), reversal.reversed());
        if (reversal.reversed() > reversal.amount()) {
            findings.violation(LAW, null, "transaction " + id + " is reversed beyond its amount");
        }
    }

    void endOfRows(Loader loader) {
        if (amounts.isEmpty()) {
            return;
        }
        LoadPlan plan = LoadPlan.of(Set.of(), Instant.EPOCH).transactions(Set.copyOf(amounts.keySet()));
        for (Entry entry : loader.load(plan).entries()) {
            Long amount = entry.leg() == 0 ? amounts.remove(entry.transaction()) : null;
            long moved = amount == null ? 0 : ReversalRules.moved(entry);
            findings.expect(
                    LAW,
                    entry,
                    amount == null || amount == moved,
                    amount + " of it is said to be reversible; it moved " + moved);
        }
        for (TransactionId unknown : amounts.keySet()) {
            findings.violation(LAW, null, "transaction " + unknown + ", which is counted as reversed, is missing");
        }
        amounts.clear();
    }

    Comparison comparison() {
        return comparison;
    }

    void differences(Findings target) {
        for (Difference difference : comparison.differences()) {
            UUID id = new UUID(difference.name().high(), difference.name().low());
            target.violation(
                    LAW,
                    null,
                    "of transaction " + id + " " + Math.abs(difference.above(0))
                            + (difference.above(0) > 0 ? " more" : " less")
                            + " is reversed by its entries than is counted");
        }
    }

    /** How much a reversal undid: what moved, or for a lot that had not started, what it lost. */
    private static long reversedBy(Entry entry) {
        if (entry.change() != 0) {
            return Math.abs(entry.change());
        }
        long lost = 0;
        for (LotMove move : entry.moves()) {
            lost -= move.remaining();
        }
        return lost;
    }

    private static Name name(TransactionId id, String shown) {
        return new Name(id.value().getMostSignificantBits(), id.value().getLeastSignificantBits(), shown);
    }
}
