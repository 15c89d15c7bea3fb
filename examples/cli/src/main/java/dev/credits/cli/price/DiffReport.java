package dev.credits.cli.price;

import dev.credits.pricing.PriceDiff;
import dev.credits.pricing.PriceTable;
import dev.credits.pricing.RateCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a table would change, for a person. */
final class DiffReport {
    private static final int SHOWN = 20;

    private final Counter counter;
    private final boolean all;
    private final boolean withdrawing;

    /** Long lists are cut short unless {@code all} is meant; but not what is withdrawn. */
    DiffReport(Counter counter, boolean all, boolean withdrawing) {
        this.counter = counter;
        this.all = all;
        this.withdrawing = withdrawing;
    }

    List<String> lines(PriceTable table, PriceDiff diff) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d new, %,d changed, %,d gone, %,d the same.",
                diff.added().size(),
                diff.changed().size(),
                diff.gone().size(),
                diff.same()));
        section(lines, "New", List.of("model", "rates"), cards(diff.added()));
        section(lines, "Changed", List.of("model", "what", "#from", "#to", "#%"), changes(diff.changed()));
        String gone = withdrawing ? "Gone, to be withdrawn" : "Gone (kept, unless --withdraw-gone)";
        section(lines, gone, List.of("model", "rates"), cards(diff.gone()), all || withdrawing);
        List<List<@Nullable Object>> unmapped = new ArrayList<>();
        table.unmapped()
                .forEach(field -> unmapped.add(List.of(field.field(), field.entries(), field.example(), field.line())));
        section(
                lines,
                "Not used, though they look like prices",
                List.of("field", "#entries", "first in", "#line"),
                unmapped);
        List<List<@Nullable Object>> unpriced = new ArrayList<>();
        table.unpriced().forEach(model -> unpriced.add(List.of(model)));
        section(lines, "Without any price (what is in force of them is kept)", List.of("model"), unpriced);
        List<List<@Nullable Object>> problems = new ArrayList<>();
        table.problems().forEach(each -> problems.add(List.of(each.line(), each.subject(), each.message())));
        section(lines, "Wrong", List.of("#line", "model", "problem"), problems);
        return lines;
    }

    private void section(List<String> lines, String title, List<String> titles, List<List<@Nullable Object>> rows) {
        section(lines, title, titles, rows, all);
    }

    private void section(
            List<String> lines, String title, List<String> titles, List<List<@Nullable Object>> rows, boolean whole) {
        if (rows.isEmpty()) {
            return;
        }
        int shown = whole ? rows.size() : Math.min(SHOWN, rows.size());
        lines.add("");
        lines.add(title + ":");
        lines.addAll(counter.table(titles, rows.subList(0, shown)));
        if (shown < rows.size()) {
            lines.add(String.format(Locale.ROOT, "… and %,d more; --all shows them.", rows.size() - shown));
        }
    }

    private static List<List<@Nullable Object>> cards(List<RateCard> cards) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        cards.forEach(card -> rows.add(List.of(card.subject(), Cards.rates(card))));
        return rows;
    }

    private static List<List<@Nullable Object>> changes(List<PriceDiff.Changed> changed) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (PriceDiff.Changed card : changed) {
            for (PriceDiff.Change change : card.changes()) {
                List<@Nullable Object> row =
                        new ArrayList<>(List.of(card.after().subject(), change.what()));
                row.add(change.from());
                row.add(change.to());
                row.add(percent(change));
                rows.add(row);
            }
        }
        return rows;
    }

    private static @Nullable String percent(PriceDiff.Change change) {
        if (change.percent() == null) {
            return null;
        }
        String sign = change.percent().signum() > 0 ? "+" : "";
        return (change.exact() ? "" : "≈ ") + sign + change.percent().toPlainString();
    }
}
