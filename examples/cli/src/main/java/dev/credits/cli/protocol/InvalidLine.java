package dev.credits.cli.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import dev.credits.money.InvalidInputException;
import org.jspecify.annotations.Nullable;

/** A line that is wrong in itself: says what is wrong, with which field, and what would be right. */
final class InvalidLine extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int MAX_SHOWN = 80;

    private final String code;
    private final @Nullable String field;

    private InvalidLine(String code, @Nullable String field, String message) {
        super(message, null, false, false);
        this.code = code;
        this.field = field == null ? null : shown(field);
    }

    static InvalidLine json(String message) {
        return new InvalidLine("INVALID_JSON", null, message);
    }

    static InvalidLine unknownOp(String op) {
        String message = new InvalidInputException("op", op, "one of " + Op.labels()).getMessage();
        return new InvalidLine("UNKNOWN_OP", "op", String.valueOf(message));
    }

    static InvalidLine unknownField(String field, Op op) {
        String known = op.fields().isEmpty() ? "none but op" : "op, " + String.join(", ", op.fields());
        return new InvalidLine(
                "UNKNOWN_FIELD", field, "\"" + op.label() + "\" has no field " + quoted(field) + "; it has " + known);
    }

    static InvalidLine missing(String field, String wanted) {
        return new InvalidLine("MISSING_FIELD", field, field + " is missing; it must be " + wanted);
    }

    static InvalidLine twice(String field) {
        return new InvalidLine("INVALID_FIELD", field, quoted(field) + " is given twice; it must be given once");
    }

    static InvalidLine field(String field, Object value, String wanted) {
        return of(new InvalidInputException(field, value, wanted));
    }

    static InvalidLine of(InvalidInputException wrong) {
        return new InvalidLine("INVALID_FIELD", wrong.field(), String.valueOf(wrong.getMessage()));
    }

    static InvalidLine notAnObject(JsonNode value) {
        String shown = shown(value.toString());
        return new InvalidLine("INVALID_FIELD", null, shown + "; it must be an object such as {\"op\":\"charge\", …}");
    }

    /** The same, found in a part of the line. */
    InvalidLine within(String part) {
        String whole = field == null ? part : part + "." + field;
        return new InvalidLine(code, whole, part + (field == null ? " is " : ": ") + getMessage());
    }

    String code() {
        return code;
    }

    /** The field that is wrong, or null if it is the line as a whole. */
    @Nullable
    String field() {
        return field;
    }

    private static String quoted(String name) {
        return '"' + shown(name) + '"';
    }

    /** A name as it may be repeated: cut short, without control characters. */
    private static String shown(String name) {
        StringBuilder safe = new StringBuilder();
        name.chars().limit(MAX_SHOWN).forEach(c -> safe.append(Character.isISOControl(c) ? '?' : (char) c));
        return safe.append(name.length() > MAX_SHOWN ? "…" : "").toString();
    }
}
