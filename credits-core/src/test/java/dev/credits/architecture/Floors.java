package dev.credits.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;

/** Which package of core may use which: arrows run down only. Names are relative to the base package. */
final class Floors {
    private static final String FRONT_DOOR = "";

    /** The packages of the kernel, with all that each may use beside itself. Every other package is a capability. */
    private static final Map<String, Set<String>> KERNEL = Map.of(
            "money", Set.of(),
            "text", Set.of("money"),
            "ledger", Set.of("money", "text"),
            "spi", Set.of("money", "ledger"),
            "log", Set.of("ledger", "spi"),
            "ledger.internal", Set.of("money", "text", "ledger", "spi", "log"));

    private Floors() {}

    static boolean permit(String from, String to) {
        if (from.equals(to) || from.equals(FRONT_DOOR)) {
            return true;
        }
        if (KERNEL.containsKey(from)) {
            return KERNEL.get(from).contains(to);
        }
        return !to.equals(FRONT_DOOR) && (!isInternal(to) || to.equals(from + ".internal"));
    }

    static ArchCondition<JavaClass> useOnlyWhatTheirFloorMay(String base) {
        return new ArchCondition<>("use only what their floor may") {
            @Override
            public void check(JavaClass from, ConditionEvents events) {
                from.getDirectDependenciesFromSelf().stream()
                        .filter(arrow -> isWithin(base, arrow.getTargetClass().getPackageName()))
                        .filter(arrow -> !permit(
                                relative(base, from.getPackageName()),
                                relative(base, arrow.getTargetClass().getPackageName())))
                        .forEach(arrow -> events.add(SimpleConditionEvent.violated(arrow, arrow.getDescription())));
            }
        };
    }

    static String relative(String base, String name) {
        return name.equals(base) ? FRONT_DOOR : name.substring(base.length() + 1);
    }

    static boolean isWithin(String base, String name) {
        return name.equals(base) || name.startsWith(base + ".");
    }

    private static boolean isInternal(String name) {
        return name.endsWith(".internal") || name.contains(".internal.");
    }
}
