package dev.credits.ledger.internal;

import dev.credits.ledger.Entry;
import dev.credits.ledger.Verification.Violation;
import dev.credits.ledger.internal.Comparison.Name;
import dev.credits.ledger.internal.Comparison.Part;
import dev.credits.money.CreditUnit;
import dev.credits.spi.Reader;
import dev.credits.spi.Reader.Unbalanced;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Whether what left one account for another arrived there: each transaction sums to zero, unit by unit. */
final class ZeroSums {
    private static final int MOST_NAMED = 100;

    private final Map<CreditUnit, Comparison> units = new HashMap<>();

    void add(Entry entry) {
        String counterparty = entry.counterparty();
        if (counterparty == null || counterparty.charAt(0) == '@') {
            return;
        }
        UUID id = entry.transaction().value();
        units.computeIfAbsent(entry.unit(), any -> new Comparison(Part.NONE))
                .entries(new Name(id.getMostSignificantBits(), id.getLeastSignificantBits(), ""), entry.change());
    }

    /** Adds what another has added up. */
    void add(ZeroSums another) {
        another.units.forEach((unit, sum) ->
                units.computeIfAbsent(unit, any -> new Comparison(Part.NONE)).add(sum));
    }

    /** @param complete whether every entry was added once; if not, the storage has to add up itself */
    void check(Reader reader, boolean complete, Consumer<Violation> violations) {
        if (complete && units.values().stream().allMatch(Comparison::isEqual)) {
            return;
        }
        List<Unbalanced> unbalanced = reader.unbalanced(MOST_NAMED);
        for (Unbalanced entry : unbalanced) {
            String message = "transaction " + entry.transaction() + " does not sum to zero";
            violations.accept(new Violation("L1", entry.account(), entry.seq(), message));
        }
        if (complete && unbalanced.isEmpty()) {
            violations.accept(new Violation("L1", null, null, "what moved between accounts does not sum to zero"));
        }
    }
}
