package dev.credits.cli.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A table in plain text: some columns of words, then columns of figures. Not thread-safe. */
final class Columns {
    private final int words;
    private final List<String[]> rows = new ArrayList<>();

    Columns(int words, String... titles) {
        this.words = words;
        rows.add(titles);
    }

    Columns row(String... cells) {
        rows.add(cells);
        return this;
    }

    void print(PrintWriter out) {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row[i].codePointCount(0, row[i].length()));
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String room = " ".repeat(widths[i] - row[i].codePointCount(0, row[i].length()));
                line.append(i == 0 ? "" : "  ").append(i < words ? row[i] + room : room + row[i]);
            }
            out.println(line.toString().stripTrailing());
        }
        out.flush();
    }
}
