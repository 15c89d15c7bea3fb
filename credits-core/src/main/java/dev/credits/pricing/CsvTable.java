package dev.credits.pricing;

import dev.credits.money.InvalidInputException;
import dev.credits.pricing.internal.BadInput;
import dev.credits.pricing.internal.CsvReader;
import dev.credits.pricing.internal.Fields;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A table with a row for each model: {@code provider}, {@code model}, {@code currency}, and a column for each dimension,
 * whose cells are rates such as {@code 3/1M}. {@code input>200K} is the rate of the whole request when the prompt is
 * longer, {@code input@batch} under a modifier; {@code counting} holds fallbacks such as {@code reasoning=output}.
 */
final class CsvTable {
    private static final Pattern COLUMN = Pattern.compile("([a-z0-9_.]+)(?:>([0-9]{1,9})([KM]?))?(?:@([^@>]+))?");
    private static final Set<String> NAMES = Set.of("provider", "model", "currency", "counting");

    private final List<Column> columns;

    private CsvTable(List<Column> columns) {
        this.columns = columns;
    }

    static void read(String text, Gathering gathering) {
        CsvReader csv = new CsvReader(text);
        List<String> header = csv.row();
        if (header == null) {
            throw new BadInput(1, "the header is missing");
        }
        int first = csv.line();
        CsvTable table = new CsvTable(columns(header, first));
        for (List<String> row = csv.row(); row != null; row = csv.row()) {
            List<String> cells = row;
            int line = csv.line();
            gathering.entry(line, table.cell(cells, "model"), () -> table.card(cells, line));
        }
    }

    private static List<Column> columns(List<String> header, int line) {
        List<Column> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : header) {
            if (!seen.add(name)) {
                throw new BadInput(line, "column " + name + " is given twice");
            }
            columns.add(NAMES.contains(name) ? new Column(name, null, 0, null) : rateColumn(name, line));
        }
        for (String name : List.of("provider", "model", "currency")) {
            if (!seen.contains(name)) {
                throw new BadInput(line, "column " + name + " is missing");
            }
        }
        return columns;
    }

    private static Column rateColumn(String name, int line) {
        Matcher parts = COLUMN.matcher(name);
        if (!parts.matches()) {
            throw new BadInput(
                    line, "column \"" + name + "\" is not known; it must be like input, input>200K or input@batch");
        }
        Dimension dimension = Fields.at(line, () -> Dimension.of(parts.group(1)));
        long factor = "M".equals(parts.group(3)) ? 1_000_000 : "K".equals(parts.group(3)) ? 1_000 : 1;
        long above = parts.group(2) == null ? 0 : Long.parseLong(parts.group(2)) * factor;
        return new Column(name, dimension, above, parts.group(4));
    }

    private RateCard card(List<String> cells, int line) {
        if (cells.size() != columns.size()) {
            throw new BadInput(line, cells.size() + " cells in " + columns.size() + " columns");
        }
        CardDraft draft = new CardDraft();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (column.dimension != null && !cells.get(i).isEmpty()) {
                Rate rate = rate(column, cells.get(i));
                draft.rate(line, column.modifier, column.above, column.dimension, rate.price(), rate.per());
            }
        }
        for (String fallback : cell(cells, "counting").split("[; ]+", -1)) {
            if (!fallback.isEmpty()) {
                String[] parts = fallback.split("=", 2);
                draft.counting(Dimension.of(parts[0]), Dimension.of(parts[parts.length - 1]));
            }
        }
        return draft.card(cell(cells, "provider"), cell(cells, "model"), currency(cell(cells, "currency")));
    }

    private static Rate rate(Column column, String cell) {
        try {
            return Rate.parse(cell);
        } catch (InvalidInputException wrong) {
            throw new InvalidInputException(column.name, cell, wrong.wanted());
        }
    }

    private static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException unknown) {
            throw new InvalidInputException("currency", code, "an ISO 4217 code such as USD");
        }
    }

    /** The cell of a named column; empty if there is none. */
    private String cell(List<String> cells, String name) {
        for (int i = 0; i < Math.min(cells.size(), columns.size()); i++) {
            if (columns.get(i).name.equals(name)) {
                return cells.get(i);
            }
        }
        return "";
    }

    /** A column; with a dimension if it holds rates. */
    private record Column(
            String name,
            @Nullable Dimension dimension,
            long above,
            @Nullable String modifier) {}
}
