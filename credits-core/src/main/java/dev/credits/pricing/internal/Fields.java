package dev.credits.pricing.internal;

import dev.credits.money.InvalidInputException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes the members of a JSON object one by one; {@link #end} refuses those nobody took. Complaints name the line. */
public final class Fields {
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?");

    private final int line;
    private final Map<String, JsonValue> left;

    private Fields(JsonValue.Obj object) {
        this.line = object.line();
        this.left = new LinkedHashMap<>(object.members());
    }

    public static Fields of(String what, JsonValue value) {
        if (value instanceof JsonValue.Obj object) {
            return new Fields(object);
        }
        throw wrong(what, value, "an object");
    }

    public int line() {
        return line;
    }

    /** The names of what was not taken yet. */
    public List<String> names() {
        return List.copyOf(left.keySet());
    }

    public @Nullable JsonValue take(String name) {
        JsonValue value = left.remove(name);
        return value instanceof JsonValue.Null ? null : value;
    }

    public @Nullable String textOrNull(String name) {
        JsonValue value = take(name);
        return value == null ? null : text(name, value);
    }

    public String text(String name) {
        return text(name, need(name));
    }

    public JsonValue need(String name) {
        JsonValue value = take(name);
        if (value == null) {
            throw new BadInput(line, name + " is missing");
        }
        return value;
    }

    public Fields object(String name) {
        return of(name, need(name));
    }

    public boolean flag(String name) {
        JsonValue value = need(name);
        if (value instanceof JsonValue.Bool bool) {
            return bool.value();
        }
        throw wrong(name, value, "true or false");
    }

    public long whole(String name) {
        JsonValue value = need(name);
        try {
            return decimal(name, value).longValueExact();
        } catch (ArithmeticException fraction) {
            throw wrong(name, value, "a whole number");
        }
    }

    public BigDecimal decimal(String name) {
        return decimal(name, need(name));
    }

    /** The items of a list, each read by {@code read}; empty if there is none. */
    public <T> List<T> list(String name, Function<JsonValue, T> read) {
        JsonValue value = take(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof JsonValue.Arr array)) {
            throw wrong(name, value, "a list");
        }
        List<T> items = new ArrayList<>();
        array.items().forEach(item -> items.add(read.apply(item)));
        return items;
    }

    /** A list of texts, none twice; empty if there is none. */
    public Set<String> texts(String name) {
        Set<String> texts = new TreeSet<>();
        list(name, item -> {
            if (!texts.add(text(name, item))) {
                throw wrong(name, item, "given once");
            }
            return item;
        });
        return texts;
    }

    /** Takes every member that is left; what {@code each} refuses is refused on its line. */
    public void each(BiConsumer<String, JsonValue> each) {
        Map<String, JsonValue> rest = new LinkedHashMap<>(left);
        left.clear();
        rest.forEach((name, value) -> at(value.line(), () -> {
            each.accept(name, value);
            return value;
        }));
    }

    /** One of an enum's constants, in any case. */
    public <E extends Enum<E>> E constant(String name, Class<E> type) {
        JsonValue value = need(name);
        String text = text(name, value).toUpperCase(Locale.ROOT);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw wrong(
                name,
                value,
                "one of " + List.of(type.getEnumConstants()).toString().toLowerCase(Locale.ROOT));
    }

    /** Refuses members that nobody took. */
    public void end() {
        left.forEach((name, value) -> {
            throw new BadInput(value.line(), name + " is not a known field");
        });
    }

    public static String text(String name, JsonValue value) {
        if (value instanceof JsonValue.Str string) {
            return string.text();
        }
        throw wrong(name, value, "a text in quotes");
    }

    /** A number, or one written as a text. */
    public static BigDecimal decimal(String name, JsonValue value) {
        if (value instanceof JsonValue.Num number) {
            return number.value();
        }
        if (value instanceof JsonValue.Str string
                && DECIMAL.matcher(string.text()).matches()) {
            return new BigDecimal(string.text());
        }
        throw wrong(name, value, "a number");
    }

    /** Makes something of what was read; what its own checks refuse is refused on this line. */
    public static <T> T at(int line, Supplier<T> make) {
        try {
            return make.get();
        } catch (InvalidInputException invalid) {
            throw new BadInput(line, String.valueOf(invalid.getMessage()));
        }
    }

    public static BadInput wrong(String name, JsonValue value, String wanted) {
        return new BadInput(value.line(), name + " is " + value.kind() + "; it must be " + wanted);
    }
}
