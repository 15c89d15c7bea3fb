package dev.credits.pricing.internal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads strict JSON, one value at a time, so that a large object can be taken member by member. Depth, text, numbers and
 * the values of one tree are bounded; whatever is wrong is a {@link BadInput} that names the line. Not thread-safe.
 */
public final class JsonReader {
    private static final int DEPTH = 16;
    private static final int VALUES = 10_000;
    private static final int TEXT = 20_000;
    private static final int DIGITS = 60;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");

    private final String text;
    private int at;
    private int line = 1;
    private int values;

    public JsonReader(String text) {
        this.text = text;
    }

    /** The whole of a text that is one value. */
    public static JsonValue read(String text) {
        JsonReader reader = new JsonReader(text);
        JsonValue value = reader.value();
        reader.end();
        return value;
    }

    /** The line of what comes next. */
    public int line() {
        space();
        return line;
    }

    /** Steps into an object; its members follow by {@link #nextName} and {@link #value}. */
    public void enterObject() {
        expect('{', "an object");
    }

    /** The name of the object's next member, or null at its end. */
    public @Nullable String nextName(boolean first) {
        if (peek() == '}') {
            at++;
            return null;
        }
        if (!first) {
            expect(',', "a comma or the object's end");
        }
        return name();
    }

    /** Steps into a list; its items follow by {@link #nextItem} and {@link #value}. */
    public void enterList() {
        expect('[', "a list");
    }

    /** Whether the list has another item. */
    public boolean nextItem(boolean first) {
        if (peek() == ']') {
            at++;
            return false;
        }
        if (!first) {
            expect(',', "a comma or the list's end");
        }
        return true;
    }

    /** The next value, whole. */
    public JsonValue value() {
        values = 0;
        return value(0);
    }

    /** Refuses whatever is left. */
    public void end() {
        space();
        if (at < text.length()) {
            throw bad("something after the end: '" + text.charAt(at) + "'");
        }
    }

    private JsonValue value(int depth) {
        if (depth > DEPTH) {
            throw bad("nested more than " + DEPTH + " deep");
        }
        if (++values > VALUES) {
            throw bad("more than " + VALUES + " values in one entry");
        }
        char c = peek();
        int begins = line;
        return switch (c) {
            case '{' -> object(begins, depth);
            case '[' -> array(begins, depth);
            case '"' -> new JsonValue.Str(begins, string());
            case 't' -> word("true", new JsonValue.Bool(begins, true));
            case 'f' -> word("false", new JsonValue.Bool(begins, false));
            case 'n' -> word("null", new JsonValue.Null(begins));
            default -> new JsonValue.Num(begins, number());
        };
    }

    private JsonValue object(int begins, int depth) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        enterObject();
        String name = nextName(true);
        while (name != null) {
            int where = line;
            if (members.put(name, value(depth + 1)) != null) {
                throw new BadInput(where, name + " is given twice");
            }
            name = nextName(false);
        }
        return new JsonValue.Obj(begins, members);
    }

    private JsonValue array(int begins, int depth) {
        List<JsonValue> items = new ArrayList<>();
        enterList();
        while (nextItem(items.isEmpty())) {
            items.add(value(depth + 1));
        }
        return new JsonValue.Arr(begins, items);
    }

    private String name() {
        if (peek() != '"') {
            throw bad("a name in quotes is missing before '" + text.charAt(at) + "'");
        }
        String name = string();
        expect(':', "a colon");
        return name;
    }

    private String string() {
        StringBuilder out = new StringBuilder();
        at++;
        while (true) {
            char c = next();
            if (c == '"') {
                return out.toString();
            }
            if (c < ' ') {
                throw bad("a text that does not end on its line, or holds a control character");
            }
            out.append(c == '\\' ? escaped() : c);
            if (out.length() > TEXT) {
                throw bad("a text of more than " + TEXT + " characters");
            }
        }
    }

    private char escaped() {
        char c = next();
        int simple = "\"\\/bfnrt".indexOf(c);
        if (simple >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(simple);
        }
        if (c != 'u' || at + 4 > text.length()) {
            throw bad("an unknown escape \\" + c);
        }
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(text.charAt(at++), 16);
            if (digit < 0) {
                throw bad("an escape \\u without four hexadecimal digits");
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private BigDecimal number() {
        int begin = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String digits = text.substring(begin, at);
        if (!NUMBER.matcher(digits).matches()) {
            throw bad(digits.isEmpty() ? "no value before '" + text.charAt(at) + "'" : digits + " is not a number");
        }
        BigDecimal number = digits.length() <= DIGITS ? new BigDecimal(digits) : null;
        if (number == null || Math.abs(number.scale()) > DIGITS) {
            throw bad("a number with too many digits");
        }
        return number;
    }

    private JsonValue word(String word, JsonValue value) {
        if (!text.startsWith(word, at)) {
            throw bad("no value before '" + text.charAt(at) + "'");
        }
        at += word.length();
        return value;
    }

    private void expect(char wanted, String what) {
        char c = peek();
        if (c != wanted) {
            throw bad(what + " is missing before '" + c + "'");
        }
        at++;
    }

    private char peek() {
        space();
        if (at >= text.length()) {
            throw bad("it ends too soon");
        }
        return text.charAt(at);
    }

    private char next() {
        if (at >= text.length()) {
            throw bad("it ends too soon");
        }
        return text.charAt(at++);
    }

    private void space() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                line++;
            } else if (c != ' ' && c != '\t' && c != '\r') {
                return;
            }
            at++;
        }
    }

    private BadInput bad(String what) {
        return new BadInput(line, what);
    }
}
