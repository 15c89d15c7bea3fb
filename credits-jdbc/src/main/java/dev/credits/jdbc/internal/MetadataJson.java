package dev.credits.jdbc.internal;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Metadata as JSON: one flat object of strings, so that the database's own functions can read it too; none is null. */
final class MetadataJson {
    /** Far above what 32 pairs can be, escaped. */
    private static final int MAX = 200_000;

    private final String json;
    private int at;

    private MetadataJson(String json) {
        this.json = json;
    }

    static @Nullable String write(Map<String, String> pairs) {
        if (pairs.isEmpty()) {
            return null;
        }
        StringBuilder text = new StringBuilder("{");
        pairs.forEach((name, value) -> {
            text.append(text.length() == 1 ? "" : ",");
            quote(name, text);
            text.append(':');
            quote(value, text);
        });
        return text.append('}').toString();
    }

    static Map<String, String> read(@Nullable String json) {
        return json == null ? Map.of() : new MetadataJson(json).object();
    }

    private static void quote(String value, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append("\\u%04x".formatted((int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    private Map<String, String> object() {
        if (json.length() > MAX) {
            throw new IllegalArgumentException("metadata of " + json.length() + " characters");
        }
        Map<String, String> pairs = new TreeMap<>();
        expect('{');
        if (!skip('}')) {
            do {
                String name = string();
                expect(':');
                if (pairs.put(name, string()) != null) {
                    throw wrong("a name that comes once");
                }
            } while (skip(','));
            expect('}');
        }
        blanks();
        if (at < json.length()) {
            throw wrong("the end");
        }
        return pairs;
    }

    private String string() {
        expect('"');
        StringBuilder text = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            text.append(c == '\\' ? escaped() : c);
        }
        return text.toString();
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> code();
            default -> throw wrong("an escape");
        };
    }

    private char code() {
        if (at + 4 > json.length()) {
            throw wrong("four hexadecimal digits");
        }
        at += 4;
        return (char) Integer.parseInt(json, at - 4, at, 16);
    }

    private char next() {
        if (at >= json.length()) {
            throw wrong("more");
        }
        return json.charAt(at++);
    }

    private void expect(char wanted) {
        if (!skip(wanted)) {
            throw wrong("'" + wanted + "'");
        }
    }

    private boolean skip(char wanted) {
        blanks();
        if (at < json.length() && json.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void blanks() {
        while (at < json.length() && (json.charAt(at) == ' ' || json.charAt(at) == '\n')) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String wanted) {
        return new IllegalArgumentException("metadata: expected " + wanted + " at " + at + " of " + json);
    }
}
