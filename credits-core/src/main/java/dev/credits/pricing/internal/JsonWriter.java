package dev.credits.pricing.internal;

import org.jspecify.annotations.Nullable;

/** Writes compact JSON. Not thread-safe. */
public final class JsonWriter {
    private final StringBuilder out = new StringBuilder();
    private boolean first = true;

    public JsonWriter open() {
        return bracket('{');
    }

    public JsonWriter open(String name) {
        return name(name).bracket('{');
    }

    public JsonWriter openList(String name) {
        return name(name).bracket('[');
    }

    public JsonWriter openItem() {
        return comma().bracket('{');
    }

    public JsonWriter close() {
        return end('}');
    }

    public JsonWriter closeList() {
        return end(']');
    }

    /** A member, left out if it is null. */
    public JsonWriter text(String name, @Nullable Object value) {
        return value == null ? this : name(name).quoted(value.toString());
    }

    public JsonWriter number(String name, long value) {
        name(name);
        out.append(value);
        return this;
    }

    public JsonWriter flag(String name, boolean value) {
        name(name);
        out.append(value);
        return this;
    }

    public JsonWriter item(Object text) {
        return comma().quoted(text.toString());
    }

    public JsonWriter item(long number) {
        comma();
        out.append(number);
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private JsonWriter name(String name) {
        comma().quoted(name);
        out.append(':');
        return this;
    }

    private JsonWriter comma() {
        if (!first) {
            out.append(',');
        }
        first = false;
        return this;
    }

    private JsonWriter bracket(char bracket) {
        out.append(bracket);
        first = true;
        return this;
    }

    private JsonWriter end(char bracket) {
        out.append(bracket);
        first = false;
        return this;
    }

    private JsonWriter quoted(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                out.append(c);
            }
        }
        out.append('"');
        return this;
    }
}
