package dev.credits.pricing.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rows of comma-separated values, quoted where they hold commas, quotes or line breaks. Not thread-safe. */
public final class CsvReader {
    private static final int CELLS = 200;
    private static final int TEXT = 2_000;

    private final String text;
    private int at;
    private int line = 1;
    private int begun = 1;

    public CsvReader(String text) {
        this.text = text;
    }

    /** The line the last row began on. */
    public int line() {
        return begun;
    }

    /** The next row that is not empty, each cell without blanks around it; null at the end. */
    public @Nullable List<String> row() {
        while (at < text.length()) {
            if (isBreak()) {
                line += text.charAt(at++) == '\n' ? 1 : 0;
                continue;
            }
            begun = line;
            List<String> cells = new ArrayList<>(List.of(cell()));
            while (at < text.length() && text.charAt(at) == ',') {
                at++;
                cells.add(cell());
                if (cells.size() > CELLS) {
                    throw new BadInput(line, "more than " + CELLS + " columns");
                }
            }
            if (cells.size() > 1 || !cells.get(0).isEmpty()) {
                return cells;
            }
        }
        return null;
    }

    private boolean isBreak() {
        return text.charAt(at) == '\r' || text.charAt(at) == '\n';
    }

    private String cell() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        int begin = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return checked(text.substring(begin, at).strip());
    }

    private String quoted() {
        StringBuilder cell = new StringBuilder();
        int begins = line;
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '"') {
                line += c == '\n' ? 1 : 0;
                cell.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                at++;
                cell.append('"');
            } else {
                afterQuote();
                return checked(cell.toString());
            }
        }
        throw new BadInput(begins, "a quoted cell does not end");
    }

    private void afterQuote() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        if (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            throw new BadInput(line, "something after a quoted cell: '" + text.charAt(at) + "'");
        }
    }

    private String checked(String cell) {
        if (cell.length() > TEXT) {
            throw new BadInput(line, "a cell of more than " + TEXT + " characters");
        }
        return cell;
    }
}
