package dev.credits.testkit;

import dev.credits.Credits;
import dev.credits.ledger.Ledger;
import dev.credits.spi.Storage;
import java.lang.reflect.Constructor;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What {@link CreditsTest} stands for, for tests that say themselves where their credits are kept:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final CreditsExtension CREDITS = CreditsExtension.on(() -> JdbcStorage.on(emptyDatabase()));
 * }</pre>
 *
 * Each test gets a storage of its own, made when it is first asked for; a storage that is {@link AutoCloseable} is closed
 * after the laws have been checked.
 */
public final class CreditsExtension implements ParameterResolver, AfterTestExecutionCallback, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(CreditsExtension.class);

    private final @Nullable Supplier<? extends Storage> storages;
    private final @Nullable Instant start;

    /** As {@link CreditsTest} at the test or its class says; in memory, if there is none. */
    public CreditsExtension() {
        this(null, null);
    }

    private CreditsExtension(@Nullable Supplier<? extends Storage> storages, @Nullable Instant start) {
        this.storages = storages;
        this.start = start;
    }

    /** Credits in an empty storage that this makes for each test. */
    public static CreditsExtension on(Supplier<? extends Storage> storages) {
        return new CreditsExtension(storages, null);
    }

    /** The same with the clock at this instant when a test begins. */
    public CreditsExtension startingAt(Instant now) {
        return new CreditsExtension(storages, now);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Credits.class || type == Ledger.class || type == ManualClock.class || type == Storage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        Kit kit = kit(context);
        if (type == Ledger.class) {
            return kit.credits.ledger();
        }
        if (type == ManualClock.class) {
            return kit.clock;
        }
        return type == Storage.class ? kit.storage : kit.credits;
    }

    /** Before the test's own {@code @AfterEach} methods, which may close its database. */
    @Override
    public void afterTestExecution(ExtensionContext context) {
        Kit kit = context.getStore(NAMESPACE).get(context.getUniqueId(), Kit.class);
        if (kit != null) {
            CreditsAssertions.assertThat(kit.credits.ledger()).obeysTheLaws();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        Kit kit = context.getStore(NAMESPACE).remove(context.getUniqueId(), Kit.class);
        if (kit != null && kit.storage instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    private Kit kit(ExtensionContext context) {
        ExtensionContext.Store store = context.getStore(NAMESPACE);
        Kit known = store.get(context.getUniqueId(), Kit.class);
        if (known != null) {
            return known;
        }
        Optional<CreditsTest> annotation = annotation(context);
        Storage storage = storages != null
                ? storages.get()
                : annotation.<Storage>map(test -> made(test).get()).orElseGet(MemoryStorage::new);
        ManualClock clock = start != null
                ? ManualClock.at(start)
                : annotation.map(test -> ManualClock.at(test.now())).orElseGet(ManualClock::start);
        Kit kit = new Kit(storage, clock, Credits.on(storage).withClock(clock));
        store.put(context.getUniqueId(), kit);
        return kit;
    }

    private static Optional<CreditsTest> annotation(ExtensionContext context) {
        Optional<CreditsTest> onMethod = AnnotationSupport.findAnnotation(context.getElement(), CreditsTest.class);
        if (onMethod.isPresent()) {
            return onMethod;
        }
        Class<?> type = context.getTestClass().orElse(null);
        while (type != null) {
            Optional<CreditsTest> onClass = AnnotationSupport.findAnnotation(type, CreditsTest.class);
            if (onClass.isPresent()) {
                return onClass;
            }
            type = type.getEnclosingClass();
        }
        return Optional.empty();
    }

    private static Supplier<? extends Storage> made(CreditsTest test) {
        try {
            Constructor<? extends Supplier<? extends Storage>> constructor =
                    test.storage().getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException notMade) {
            throw new ExtensionConfigurationException(
                    "@CreditsTest(storage = " + test.storage().getSimpleName()
                            + ".class) needs a constructor without arguments",
                    notMade);
        }
    }

    /** What one test works with. */
    private record Kit(Storage storage, ManualClock clock, Credits credits) {}
}
