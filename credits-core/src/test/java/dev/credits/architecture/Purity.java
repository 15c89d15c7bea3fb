package dev.credits.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.FieldAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What core must not reach for: a clock, chance, binary fractions, a console. */
final class Purity {
    private static final Set<String> CLOCKS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.time.InstantSource.system",
            "java.util.Calendar.getInstance",
            "java.util.Date.<init>");
    private static final Set<String> DICE = Set.of(
            "java.lang.Math.random",
            "java.lang.StrictMath.random",
            "java.util.UUID.randomUUID",
            "java.util.Collections.shuffle");
    private static final Set<String> DICE_TYPES = Set.of(
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.concurrent.ThreadLocalRandom",
            "java.security.SecureRandom");
    private static final Set<String> FRACTIONS = Set.of("double", "float", "java.lang.Double", "java.lang.Float");
    private static final Set<String> CONSOLES = Set.of(
            "java.lang.System.out",
            "java.lang.System.err",
            "java.lang.System.in",
            "java.lang.System.exit",
            "java.lang.System.getLogger");

    private Purity() {}

    static DescribedPredicate<JavaAccess<?>> readsAClock() {
        return access(
                "reads a clock",
                target -> CLOCKS.contains(name(target))
                        || (isJavaTime(target) && target.getName().equals("now"))
                        || (target.getOwner().getName().equals("java.time.Clock")
                                && (target.getName().startsWith("system")
                                        || target.getName().startsWith("tick"))));
    }

    static DescribedPredicate<JavaAccess<?>> rollsDice() {
        return access(
                "rolls dice",
                target -> DICE.contains(name(target))
                        || DICE_TYPES.contains(target.getOwner().getName())
                        || target.getOwner().getPackageName().equals("java.util.random"));
    }

    static DescribedPredicate<JavaAccess<?>> usesTheConsole() {
        return access(
                "uses the console",
                target -> CONSOLES.contains(name(target)) || target.getName().equals("printStackTrace"));
    }

    /** As far as signatures and calls show it; {@link FractionsInSource} sees the rest. */
    static ArchCondition<JavaClass> knowNoBinaryFraction() {
        return new ArchCondition<>("know no binary fraction") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaField field : type.getFields()) {
                    report(field.getDescription(), Stream.of(field.getType()), events);
                }
                for (JavaCodeUnit unit : type.getCodeUnits()) {
                    report(unit.getDescription(), signature(unit.getParameterTypes(), unit.getReturnType()), events);
                }
                for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                    report(access.getDescription(), types(access.getTarget()), events);
                }
            }
        };
    }

    private static Stream<JavaType> types(AccessTarget target) {
        if (target instanceof CodeUnitAccessTarget unit) {
            return Stream.concat(Stream.of(unit.getOwner()), signature(unit.getParameterTypes(), unit.getReturnType()));
        }
        return target instanceof FieldAccessTarget field ? Stream.of(field.getType()) : Stream.empty();
    }

    private static Stream<JavaType> signature(Iterable<? extends JavaType> parameters, JavaType returned) {
        Stream.Builder<JavaType> types = Stream.builder();
        parameters.forEach(types);
        return types.add(returned).build();
    }

    private static void report(String where, Stream<JavaType> types, ConditionEvents events) {
        types.flatMap(type -> type.getAllInvolvedRawTypes().stream())
                .filter(type -> FRACTIONS.contains(type.getBaseComponentType().getName()))
                .findFirst()
                .ifPresent(
                        type -> events.add(SimpleConditionEvent.violated(type, where + " involves " + type.getName())));
    }

    private static DescribedPredicate<JavaAccess<?>> access(String description, Predicate<AccessTarget> targets) {
        return DescribedPredicate.describe(description, access -> targets.test(access.getTarget()));
    }

    private static String name(AccessTarget target) {
        return target.getOwner().getName() + "." + target.getName();
    }

    private static boolean isJavaTime(AccessTarget target) {
        return Floors.isWithin("java.time", target.getOwner().getPackageName());
    }
}
