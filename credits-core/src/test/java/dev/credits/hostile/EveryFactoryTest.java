package dev.credits.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.credits.hostile.Hostile.Factory;
import dev.credits.ledger.ClockException;
import dev.credits.ledger.CreditsException;
import dev.credits.money.InvalidInputException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Every public factory, constructor and method of an immutable value, called with what nobody should pass. More of it:
 * {@code -Dcredits.inputs=1000}, another beginning: {@code -Dcredits.seed=7}.
 */
class EveryFactoryTest {
    private static final int INPUTS = Integer.getInteger("credits.inputs", 25);
    private static final int DEPTH = 4;
    private static final int MOST_SHOWN = 10_000_000;
    private static final List<String> EXPORTED = List.of(
            "dev.credits.budget",
            "dev.credits.ledger",
            "dev.credits.metering",
            "dev.credits.money",
            "dev.credits.pricing",
            "dev.credits.quota",
            "dev.credits.spi");

    private final Set<Class<?>> types = exported();
    private final Hostile hostile = new Hostile(Long.getLong("credits.seed", 1), types);
    private final Map<String, String> wrong = new TreeMap<>();
    private long called;
    private long accepted;

    @Test
    @DisplayName(
            "bad input is refused by name or taken: no other exception, no hang, whatever is passed to a public factory")
    void everyFactory() {
        assertTimeoutPreemptively(Duration.ofSeconds(60L + INPUTS), () -> {
            for (Class<?> type : types) {
                for (Factory factory : Hostile.factories(type)) {
                    for (int i = 0; i < INPUTS; i++) {
                        attempt(factory);
                    }
                }
                for (Method method : type.getDeclaredMethods()) {
                    for (int i = 0; i < INPUTS && takesArguments(method); i++) {
                        attempt(type, method);
                    }
                }
            }
        });
        assertThat(wrong.entrySet()).isEmpty();
        assertThat(called).isGreaterThan(100L * INPUTS);
        assertThat(accepted).isGreaterThan(called / 20);
    }

    private void attempt(Factory factory) {
        hostile.arguments(factory.parameters(), DEPTH).ifPresent(arguments -> attempt(factory, arguments));
    }

    private void attempt(Class<?> type, Method method) {
        Optional<Object> self = hostile.of(type, DEPTH);
        Optional<Object[]> arguments = hostile.arguments(method.getGenericParameterTypes(), DEPTH);
        if (self.isPresent() && arguments.isPresent()) {
            Type[] none = {};
            attempt(new Factory(none, method.toString(), any -> method.invoke(self.get(), any)), arguments.get());
        }
    }

    private void attempt(Factory factory, Object[] arguments) {
        called++;
        try {
            Object made = factory.call(arguments);
            accepted++;
            usable(factory, made, arguments);
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            boolean unreadable =
                    cause instanceof CreditsException && factory.name().contains("PriceVersion.read(");
            boolean apart = cause instanceof ClockException && factory.name().contains("ClockCheck.require");
            boolean outside = cause instanceof ArithmeticException || cause instanceof DateTimeException;
            if (!(cause instanceof InvalidInputException || unreadable || apart || (outside && factory.isSum()))) {
                wrong.putIfAbsent(factory.name(), cause + " for " + Hostile.shown(arguments));
            }
        } catch (ReflectiveOperationException | IllegalArgumentException unreachable) {
            wrong.putIfAbsent(factory.name(), unreachable + " for " + Hostile.shown(arguments));
        }
    }

    /** What was taken can be written down, compared and looked up, in little memory. */
    private void usable(Factory factory, Object made, Object[] arguments) {
        try {
            String shown = String.valueOf(made);
            if (shown.length() > MOST_SHOWN
                    || !Set.of(Optional.ofNullable(made)).contains(Optional.ofNullable(made))) {
                wrong.putIfAbsent(factory.name(), shown.length() + " characters for " + Hostile.shown(arguments));
            }
        } catch (RuntimeException | OutOfMemoryError broken) {
            wrong.putIfAbsent(factory.name(), broken + " when used, for " + Hostile.shown(arguments));
        }
    }

    private static boolean takesArguments(Method method) {
        return Modifier.isPublic(method.getModifiers())
                && !Modifier.isStatic(method.getModifiers())
                && !Modifier.isAbstract(method.getModifiers())
                && !method.isSynthetic()
                && method.getParameterCount() > 0
                && !method.getName().equals("equals");
    }

    private static Set<Class<?>> exported() {
        Set<Class<?>> types = new LinkedHashSet<>();
        for (String name : EXPORTED) {
            Path folder = Path.of("target", "classes", name.replace('.', '/'));
            try (Stream<Path> files = Files.list(folder)) {
                List<String> names = new ArrayList<>();
                files.map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
                        .sorted()
                        .forEach(file -> names.add(name + "." + file.substring(0, file.length() - ".class".length())));
                for (String each : names) {
                    Class<?> type = Class.forName(each);
                    if (Modifier.isPublic(type.getModifiers()) && isReachable(type)) {
                        types.add(type);
                    }
                }
            } catch (IOException | ClassNotFoundException unreadable) {
                throw new AssertionError(unreadable);
            }
        }
        return types;
    }

    private static boolean isReachable(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return outer == null || (Modifier.isPublic(outer.getModifiers()) && isReachable(outer));
    }
}
