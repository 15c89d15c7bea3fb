package dev.credits.pricing;

import dev.credits.money.InvalidInputException;
import dev.credits.pricing.internal.BadInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Collects what is read of a table, within bounds. Not thread-safe. */
final class Gathering {
    private static final int MOST_PROBLEMS = 1_000;

    private final Map<String, RateCard> cards = new LinkedHashMap<>();
    private final List<PriceTable.Problem> problems = new ArrayList<>();
    private final Map<String, PriceTable.Unmapped> unmapped = new TreeMap<>();
    private final List<String> unpriced = new ArrayList<>();
    private int entries;
    private boolean whole = true;

    /** Makes the next entry's card; what is wrong with it becomes a problem. */
    void entry(int line, String subject, Supplier<RateCard> make) {
        count(line);
        try {
            RateCard card = make.get();
            if (cards.putIfAbsent(card.subject(), card) != null) {
                problem(line, subject, "it is given twice");
            }
        } catch (BadInput wrong) {
            problem(wrong.line(), subject, wrong.what());
        } catch (InvalidInputException wrong) {
            problem(line, subject, String.valueOf(wrong.getMessage()));
        }
    }

    void problem(int line, String subject, String message) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new PriceTable.Problem(line, subject, message));
        } else if (problems.size() == MOST_PROBLEMS) {
            problems.add(new PriceTable.Problem(line, "", "and more from here on"));
        }
    }

    /** Reading has ended early, for this reason. */
    void ended(int line, String why) {
        whole = false;
        problems.add(0, new PriceTable.Problem(line, "", why + ": the rest was not read"));
    }

    void unmapped(int line, String subject, String field) {
        if (unmapped.containsKey(field) || unmapped.size() < MOST_PROBLEMS) {
            unmapped.merge(
                    field,
                    new PriceTable.Unmapped(field, 1, line, subject),
                    (known, one) -> new PriceTable.Unmapped(field, known.entries() + 1, known.line(), known.example()));
        }
    }

    void unpriced(int line, String subject) {
        count(line);
        unpriced.add(subject);
    }

    private void count(int line) {
        if (++entries > PriceTable.MOST_ENTRIES) {
            throw new BadInput(line, "more than " + PriceTable.MOST_ENTRIES + " entries");
        }
    }

    PriceTable table() {
        return new PriceTable(List.copyOf(cards.values()), problems, List.copyOf(unmapped.values()), unpriced, whole);
    }
}
