package dev.credits.pricing.internal;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** A value read from JSON, with the line it begins on. */
public sealed interface JsonValue {
    int line();

    /** What a complaint calls it. */
    String kind();

    /** Members in the order they were written. */
    record Obj(int line, Map<String, JsonValue> members) implements JsonValue {
        @Override
        public String kind() {
            return "an object";
        }
    }

    record Arr(int line, List<JsonValue> items) implements JsonValue {
        @Override
        public String kind() {
            return "a list";
        }
    }

    record Str(int line, String text) implements JsonValue {
        @Override
        public String kind() {
            return "\"" + (text.length() <= 40 ? text : text.substring(0, 40) + "…") + "\"";
        }
    }

    /** A number, exactly as written. */
    record Num(int line, BigDecimal value) implements JsonValue {
        @Override
        public String kind() {
            return value.toString();
        }
    }

    record Bool(int line, boolean value) implements JsonValue {
        @Override
        public String kind() {
            return String.valueOf(value);
        }
    }

    record Null(int line) implements JsonValue {
        @Override
        public String kind() {
            return "null";
        }
    }
}
