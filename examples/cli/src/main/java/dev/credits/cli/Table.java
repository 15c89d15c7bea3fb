package dev.credits.cli;

import dev.credits.cli.protocol.Printable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table in plain text: words flush left, numbers with their decimal points under each other. Not thread-safe. */
final class Table {
    private static final String GAP = "  ";

    private final List<String> titles = new ArrayList<>();
    private final List<Boolean> numeric = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a column of words. */
    Table words(String title) {
        return column(title, false);
    }

    /** Adds a column of numbers. */
    Table numbers(String title) {
        return column(title, true);
    }

    /** Adds a row; null is an empty cell. */
    Table row(@Nullable Object... cells) {
        if (cells.length != titles.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + titles.size() + " columns");
        }
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell == null ? "" : Printable.of(cell.toString()));
        }
        rows.add(row);
        return this;
    }

    /** The lines: titles, a rule, rows. A column without anything in it is left out. */
    List<String> lines() {
        List<StringBuilder> lines = new ArrayList<>();
        for (int i = 0; i < rows.size() + 2; i++) {
            lines.add(new StringBuilder());
        }
        for (int column = 0; column < titles.size(); column++) {
            int shown = column;
            if (rows.stream().anyMatch(row -> !row.get(shown).isEmpty())) {
                append(lines, column);
            }
        }
        return lines.stream().map(line -> line.toString().stripTrailing()).toList();
    }

    private Table column(String title, boolean number) {
        titles.add(title);
        numeric.add(number);
        return this;
    }

    private void append(List<StringBuilder> lines, int column) {
        boolean number = numeric.get(column);
        int decimals = 0;
        for (List<String> row : rows) {
            decimals = number ? Math.max(decimals, decimals(row.get(column))) : 0;
        }
        List<String> cells = new ArrayList<>();
        int width = width(titles.get(column));
        for (List<String> row : rows) {
            String cell = row.get(column);
            cells.add(number && !cell.isEmpty() ? cell + " ".repeat(decimals - decimals(cell)) : cell);
            width = Math.max(width, width(cells.get(cells.size() - 1)));
        }
        String gap = lines.get(0).isEmpty() ? "" : GAP;
        lines.get(0).append(gap).append(padded(titles.get(column), width, number));
        lines.get(1).append(gap).append("-".repeat(width));
        for (int i = 0; i < cells.size(); i++) {
            lines.get(i + 2).append(gap).append(padded(cells.get(i), width, number));
        }
    }

    /** How much room the point and what follows it take. */
    private static int decimals(String number) {
        int point = number.indexOf('.');
        return point < 0 ? 0 : number.length() - point;
    }

    private static String padded(String cell, int width, boolean right) {
        String room = " ".repeat(width - width(cell));
        return right ? room + cell : cell + room;
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
