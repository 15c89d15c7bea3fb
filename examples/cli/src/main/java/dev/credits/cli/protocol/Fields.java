package dev.credits.cli.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import dev.credits.money.InvalidInputException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of one line, each read as the type it has to be; every complaint names the field. */
final class Fields {
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private static final String END = "an instant in the years 1 to 9999, such as \"2026-01-31T00:00:00Z\","
            + " or how long from the start: \"P30D\", \"P1M\" or \"PT12H\"";

    private final Op op;
    private final Map<String, JsonNode> values;

    /** Complains about a field the operation does not have, then about one it needs and does not find. */
    Fields(Op op, Map<String, JsonNode> values) {
        this.op = op;
        this.values = values;
        for (String name : values.keySet()) {
            if (!op.fields().contains(name)) {
                throw InvalidLine.unknownField(name, op);
            }
        }
        for (String name : op.fields()) {
            if (op.requires(name) && !has(name)) {
                throw InvalidLine.missing(name, "given for \"" + op.label() + "\"");
            }
        }
    }

    Op op() {
        return op;
    }

    /** True if it is there and not null. */
    boolean has(String name) {
        return !value(name).isMissingNode();
    }

    /** Complains unless it is there, if only as null. */
    void requireSaid(String name, String wanted) {
        if (!values.containsKey(name)) {
            throw InvalidLine.missing(name, wanted);
        }
    }

    String text(String name) {
        return text(name, "a string");
    }

    @Nullable
    String textOrNull(String name) {
        return has(name) ? text(name) : null;
    }

    /** What is wrong with a value, shown as it was given. */
    InvalidLine wrong(InvalidInputException wrong) {
        JsonNode given = value(wrong.field());
        return given.isTextual()
                ? InvalidLine.field(wrong.field(), given.textValue(), wrong.wanted())
                : InvalidLine.of(wrong);
    }

    AccountId account(String name) {
        return named(name, AccountId::of);
    }

    IdempotencyKey key(String name) {
        return named(name, IdempotencyKey::of);
    }

    /** The key of something that is booked already, which may be one of the library's own. */
    IdempotencyKey reference(String name) {
        return named(name, IdempotencyKey::new);
    }

    /** The value, made of a string by a constructor that may call the field by another name. */
    <T> T named(String name, Function<String, T> make) {
        String text = text(name);
        try {
            return make.apply(text);
        } catch (InvalidInputException wrong) {
            throw InvalidLine.field(name, wrong.value(), wrong.wanted());
        }
    }

    String decimal(String name) {
        return text(name, "a decimal number in quotes, such as \"12.5\"");
    }

    Amount amount(String name, CreditUnit unit) {
        return Amount.of(name, decimal(name), unit);
    }

    int whole(String name, int otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        JsonNode value = value(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw InvalidLine.field(name, shown(value), "a whole number, without quotes");
        }
        return value.intValue();
    }

    long sequence(String name) {
        if (!has(name)) {
            return 0;
        }
        JsonNode value = value(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw InvalidLine.field(name, shown(value), "the sequence of an entry, without quotes");
        }
        return value.longValue();
    }

    boolean flag(String name) {
        if (!has(name)) {
            return false;
        }
        JsonNode value = value(name);
        if (!value.isBoolean()) {
            throw InvalidLine.field(name, shown(value), "true or false, without quotes");
        }
        return value.booleanValue();
    }

    <E extends Enum<E>> E oneOf(String name, E otherwise) {
        return has(name) ? oneOf(name, otherwise.getDeclaringClass()) : otherwise;
    }

    <E extends Enum<E>> E oneOf(String name, Class<E> type) {
        String all = Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
        String text = text(name, "one of " + all);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(text))
                .findFirst()
                .orElseThrow(() -> InvalidLine.field(name, text, "one of " + all));
    }

    JsonNode array(String name) {
        JsonNode value = value(name);
        if (!value.isArray()) {
            throw InvalidLine.field(name, shown(value), "an array of objects");
        }
        return value;
    }

    Instant instant(String name) {
        return instant(name, "an instant in the years 1 to 9999, such as \"2026-01-31T00:00:00Z\"");
    }

    private Instant instant(String name, String wanted) {
        String text = text(name, wanted);
        try {
            Instant instant = Instant.parse(text);
            if (!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) {
                return instant;
            }
        } catch (DateTimeException notAnInstant) {
            // told below, with the field's name
        }
        throw InvalidLine.field(name, text, wanted);
    }

    @Nullable
    Instant instantOrNull(String name) {
        return has(name) ? instant(name) : null;
    }

    /** True if the field tells how long something lasts, such as {@code P30D}, and not when it ends. */
    boolean isSpan(String name) {
        return has(name) && text(name, END).startsWith("P");
    }

    /** When something ends; null if it does not, or if the field tells how long it lasts. */
    @Nullable
    Instant endOrNull(String name) {
        return has(name) && !isSpan(name) ? instant(name, END) : null;
    }

    /** How long something lasts: a time such as {@code PT12H}, or days, months and years such as {@code P1M}; or null. */
    @Nullable
    TemporalAmount spanOrNull(String name) {
        if (!isSpan(name)) {
            return null;
        }
        String text = text(name, END);
        try {
            return text.contains("T") ? Duration.parse(text) : Period.parse(text);
        } catch (DateTimeException neither) {
            throw InvalidLine.field(name, text, END);
        }
    }

    @Nullable
    Duration durationOrNull(String name) {
        if (!has(name)) {
            return null;
        }
        String wanted = "a duration such as \"PT15M\" or \"P1D\"";
        String text = text(name, wanted);
        try {
            return Duration.parse(text);
        } catch (DateTimeException notADuration) {
            throw InvalidLine.field(name, text, wanted);
        }
    }

    /** A day of the calendar. */
    LocalDate day(String name) {
        String wanted = "a day in the years 1 to 9999, such as \"2026-01-31\"";
        String text = text(name, wanted);
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= 1 && day.getYear() <= 9999) {
                return day;
            }
        } catch (DateTimeException notADay) {
            // told below, with the field's name
        }
        throw InvalidLine.field(name, text, wanted);
    }

    ZoneId zone(String name, ZoneId otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        String wanted = "a time zone such as \"Europe/Berlin\" or \"+02:00\"";
        String text = text(name, wanted);
        try {
            return ZoneId.of(text);
        } catch (DateTimeException notAZone) {
            throw InvalidLine.field(name, text, wanted);
        }
    }

    /** An object of strings; empty if there is none. */
    Map<String, String> pairs(String name, String wanted) {
        Map<String, String> pairs = new TreeMap<>();
        if (has(name)) {
            JsonNode object = value(name);
            if (!object.isObject()) {
                throw InvalidLine.field(name, shown(object), wanted);
            }
            object.properties().forEach(pair -> {
                if (!pair.getValue().isTextual()) {
                    throw InvalidLine.field(name + "." + pair.getKey(), shown(pair.getValue()), "a string");
                }
                pairs.put(pair.getKey(), pair.getValue().textValue());
            });
        }
        return pairs;
    }

    /** An array of strings; empty if there is none. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        if (has(name)) {
            for (JsonNode text : array(name)) {
                if (!text.isTextual()) {
                    throw InvalidLine.field(name, shown(text), "an array of strings");
                }
                texts.add(text.textValue());
            }
        }
        return texts;
    }

    /** An object of numbers, in quotes or not; empty if there is none. */
    Map<String, BigDecimal> quantities(String name, String wanted) {
        Map<String, BigDecimal> quantities = new TreeMap<>();
        if (has(name)) {
            JsonNode object = value(name);
            if (!object.isObject()) {
                throw InvalidLine.field(name, shown(object), wanted);
            }
            object.properties().forEach(pair -> {
                String text = shown(pair.getValue());
                if (!text.matches("[0-9]{1,15}(\\.[0-9]{1,9})?")) {
                    throw InvalidLine.field(name + "." + pair.getKey(), text, "a number of zero or more, such as 2000");
                }
                quantities.put(pair.getKey(), new BigDecimal(text));
            });
        }
        return quantities;
    }

    private String text(String name, String wanted) {
        JsonNode value = value(name);
        if (value.isMissingNode()) {
            throw InvalidLine.missing(name, wanted);
        }
        if (!value.isTextual()) {
            throw InvalidLine.field(name, shown(value), wanted);
        }
        return value.textValue();
    }

    /** What the field holds; null counts as absent. */
    private JsonNode value(String name) {
        JsonNode value = values.get(name);
        return value == null || value.isNull() ? MissingNode.getInstance() : value;
    }

    private static String shown(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }
}
