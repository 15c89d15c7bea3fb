package dev.credits.hostile;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Values that nobody in his right mind would pass, by seed: of any type that the library's factories take. */
final class Hostile {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "user:1",
            "0",
            "-0",
            "1e9",
            "1E+2147483647",
            "1e-2147483648",
            "NaN",
            "9".repeat(400),
            "0." + "0".repeat(400) + "1",
            "\0",
            "\uD800",
            "\uDFFF\uD800",
            "a\u0000b",
            "\u202Euser",
            "@issued",
            "../../etc/passwd",
            "'; DROP TABLE x; --",
            "x".repeat(201),
            "x".repeat(100_000),
            "\n",
            "é",
            "🦀",
            "null",
            "{",
            "{\"a\":",
            "[".repeat(5_000),
            "a,b\n\"",
            "USD");
    private static final List<Long> NUMBERS = List.of(
            0L,
            1L,
            -1L,
            2L,
            6L,
            9L,
            10L,
            31L,
            1_000L,
            1_000_000L,
            (long) Integer.MAX_VALUE,
            (long) Integer.MIN_VALUE,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            Long.MAX_VALUE - 1,
            1L << 53);
    private static final List<String> DECIMALS = List.of(
            "0",
            "1",
            "-1",
            "0.000001",
            "1e30",
            "-1e-30",
            "9223372036854775807",
            "9223372036854775808",
            "1e2147483646",
            "1e1000000000",
            "1e-1000000000",
            "1e2147483647",
            "1e-2147483646",
            "0e2147483647",
            "3.14");

    /** Of a type whose values are made of others, so many are made anew; after that mostly one of these is taken again. */
    private static final int KEPT = 40;

    private static final List<String> SUMS = List.of(
            "Amount.plus(",
            "Amount.minus(",
            "Amount.times(",
            "Limit.plus(",
            "Lot.joined(",
            "Limit.excess(",
            "Limit.at(",
            "Window.start(",
            "Window.end(");

    private static final Map<Class<?>, List<Factory>> FACTORIES = new HashMap<>();

    private final Random random;
    private final Set<Class<?>> types;
    private final Map<Class<?>, List<Object>> kept = new HashMap<>();

    Hostile(long seed, Set<Class<?>> types) {
        this.random = new Random(seed);
        this.types = types;
    }

    /** A value of this type, or empty if there is no way to one from here. */
    Optional<Object> of(Type type, int depth) {
        if (type instanceof ParameterizedType generic) {
            return container(generic, depth);
        }
        if (!(type instanceof Class<?> raw) || depth < 0) {
            return Optional.empty();
        }
        Optional<Object> simple = simple(raw);
        return simple.isPresent() ? simple : made(raw, depth);
    }

    private Optional<Object> simple(Class<?> type) {
        Map<Class<?>, Supplier<Object>> simple = new HashMap<>();
        simple.put(String.class, () -> any(TEXTS));
        simple.put(CharSequence.class, () -> any(TEXTS));
        simple.put(long.class, () -> any(NUMBERS));
        simple.put(Long.class, () -> any(NUMBERS));
        simple.put(int.class, () -> any(NUMBERS).intValue());
        simple.put(Integer.class, () -> any(NUMBERS).intValue());
        simple.put(boolean.class, random::nextBoolean);
        simple.put(BigDecimal.class, () -> new BigDecimal(any(DECIMALS)));
        simple.put(
                BigInteger.class,
                () -> BigInteger.ONE.shiftLeft(random.nextInt(4000)).negate());
        simple.put(
                Instant.class,
                () -> any(List.of(
                        Instant.MIN, Instant.MAX, Instant.EPOCH, Instant.parse("2026-01-31T00:00:00.000000001Z"))));
        simple.put(
                Duration.class,
                () -> any(List.of(
                        Duration.ZERO,
                        Duration.ofSeconds(Long.MAX_VALUE),
                        Duration.ofSeconds(Long.MIN_VALUE),
                        Duration.ofNanos(1),
                        Duration.ofHours(1))));
        simple.put(Period.class, () -> Period.of(any(NUMBERS).intValue(), 1, -1));
        simple.put(LocalDate.class, () -> any(List.of(LocalDate.MIN, LocalDate.MAX, LocalDate.EPOCH)));
        simple.put(ZoneId.class, () -> ZoneId.of(any(List.of("UTC", "Pacific/Apia", "+18:00"))));
        simple.put(Currency.class, () -> Currency.getInstance(any(List.of("USD", "JPY", "XXX", "CLF"))));
        simple.put(UUID.class, () -> new UUID(random.nextLong(), any(NUMBERS)));
        simple.put(byte[].class, () -> new byte[any(List.of(0, 1, 31, 32, 33, 10_000))]);
        if (type.isEnum()) {
            return Optional.of(type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)]);
        }
        return Optional.ofNullable(simple.get(type)).map(Supplier::get);
    }

    private Optional<Object> container(ParameterizedType type, int depth) {
        List<Object> items = new ArrayList<>();
        Type first = type.getActualTypeArguments()[0];
        Optional<Object> one = of(first, depth - 1);
        for (int i = any(List.of(0, 1, 2, 40)); i > 0 && one.isPresent(); i--) {
            items.add(one.get());
            one = i < 5 || types.contains(first) ? one : of(first, depth - 1);
        }
        if (type.getRawType() == List.class || type.getRawType() == Iterable.class) {
            return Optional.of(items);
        } else if (type.getRawType() == Set.class) {
            return Optional.of(new HashSet<>(items));
        } else if (type.getRawType() == Map.class) {
            Map<Object, Object> map = new HashMap<>();
            items.forEach(
                    key -> of(type.getActualTypeArguments()[1], depth - 1).ifPresent(value -> map.put(key, value)));
            return Optional.of(map);
        } else if (type.getRawType() == Optional.class) {
            return Optional.of(items.stream().findFirst());
        }
        return Optional.empty();
    }

    /** By one of its own factories, or a kind of it; what they refuse is not a value. */
    private Optional<Object> made(Class<?> type, int depth) {
        if (type.isArray()) {
            return Optional.of(Array.newInstance(type.getComponentType(), 0));
        }
        if (!types.contains(type)) {
            return Optional.empty();
        }
        List<Object> some = kept.computeIfAbsent(type, any -> new ArrayList<>());
        if (some.size() == KEPT && random.nextInt(8) > 0) {
            return Optional.of(any(some));
        }
        Optional<Object> made = anew(type, depth);
        if (made.isPresent() && some.size() < KEPT) {
            some.add(made.get());
        }
        return made;
    }

    private Optional<Object> anew(Class<?> type, int depth) {
        List<Factory> factories = factories(type);
        if (factories.isEmpty() || depth == 0) {
            List<Class<?>> kinds = types.stream()
                    .filter(kind -> kind != type && type.isAssignableFrom(kind))
                    .toList();
            return kinds.isEmpty() ? Optional.empty() : made(any(kinds), depth - 1);
        }
        for (int attempt = 0; attempt < 8; attempt++) {
            Factory factory = any(factories);
            Optional<Object[]> arguments = arguments(factory.parameters(), depth - 1);
            if (arguments.isPresent()) {
                try {
                    Object value = factory.call(arguments.get());
                    if (type.isInstance(value)) {
                        return Optional.of(value);
                    }
                } catch (ReflectiveOperationException | RuntimeException refused) {
                    // another time
                }
            }
        }
        return Optional.empty();
    }

    Optional<Object[]> arguments(Type[] parameters, int depth) {
        List<Object> arguments = Stream.of(parameters)
                .flatMap(parameter -> of(parameter, depth).stream())
                .collect(Collectors.toList());
        return arguments.size() == parameters.length ? Optional.of(arguments.toArray()) : Optional.empty();
    }

    <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** The public ways to a value of a type: constructors, and static methods that give one. */
    static List<Factory> factories(Class<?> type) {
        return FACTORIES.computeIfAbsent(type, Hostile::found);
    }

    private static List<Factory> found(Class<?> type) {
        List<Factory> factories = new ArrayList<>();
        if (!Modifier.isAbstract(type.getModifiers())) {
            for (Constructor<?> constructor : type.getConstructors()) {
                factories.add(new Factory(
                        constructor.getGenericParameterTypes(), type + " constructor", constructor::newInstance));
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (Modifier.isStatic(method.getModifiers())
                    && Modifier.isPublic(method.getModifiers())
                    && !method.isSynthetic()
                    && !(type.isEnum() && method.getName().equals("valueOf"))) {
                factories.add(new Factory(
                        method.getGenericParameterTypes(), method.toString(), args -> method.invoke(null, args)));
            }
        }
        factories.sort(java.util.Comparator.comparing(Factory::name));
        return factories;
    }

    /** One way to a value. */
    record Factory(List<Type> types, String name, Call call) {
        Factory(Type[] parameters, String name, Call call) {
            this(List.of(parameters), name, call);
        }

        Type[] parameters() {
            return types.toArray(Type[]::new);
        }

        /** True if it works something out of sound values: that may leave what a long or a calendar can hold. */
        boolean isSum() {
            return SUMS.stream().anyMatch(name::contains);
        }

        Object call(Object... arguments) throws ReflectiveOperationException {
            return call.make(arguments);
        }
    }

    /** Calls it. */
    interface Call {
        Object make(Object[] arguments) throws ReflectiveOperationException;
    }

    static String shown(Object[] arguments) {
        return IntStream.range(0, arguments.length)
                .mapToObj(i -> text(arguments[i]))
                .map(text -> text.length() > 60 ? text.substring(0, 60) + "..." : text)
                .collect(Collectors.joining(", "));
    }

    private static String text(Object value) {
        try {
            return String.valueOf(value);
        } catch (RuntimeException | OutOfMemoryError broken) {
            return value.getClass() + " that cannot be shown: " + broken;
        }
    }
}
