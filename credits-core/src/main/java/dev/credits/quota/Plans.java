package dev.credits.quota;

import dev.credits.ledger.Window;
import dev.credits.money.InvalidInputException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The plans there are. Immutable; a host makes its own, or begins with {@link #USUAL}. */
public final class Plans {
    /** Free, starter, pro and enterprise, with generations a month and megabytes in total. */
    public static final Plans USUAL = of(
            Plan.of("free", Allowance.monthly("generations", 10), Allowance.total("storage-mb", 100)),
            Plan.of("starter", Allowance.monthly("generations", 100), Allowance.total("storage-mb", 1_000)),
            Plan.of("pro", Allowance.monthly("generations", 1_000), Allowance.total("storage-mb", 10_000)),
            Plan.of(
                    "enterprise",
                    Allowance.unlimited("generations", Window.MONTH),
                    Allowance.unlimited("storage-mb", Window.NONE)));

    private final Map<String, Plan> byName;

    private Plans(Map<String, Plan> byName) {
        this.byName = byName;
    }

    public static Plans of(Plan... plans) {
        return of(List.of(plans));
    }

    public static Plans of(Collection<Plan> plans) {
        Map<String, Plan> byName = new LinkedHashMap<>();
        for (Plan plan : plans) {
            if (byName.put(plan.name(), plan) != null) {
                throw new InvalidInputException("plan", plan.name(), "named once");
            }
        }
        return new Plans(byName);
    }

    /** These and one more, or another in the place of the one with its name. */
    public Plans with(Plan plan) {
        Map<String, Plan> more = new LinkedHashMap<>(byName);
        more.put(plan.name(), plan);
        return new Plans(more);
    }

    /** All, in the order they were given. */
    public List<Plan> all() {
        return List.copyOf(byName.values());
    }

    /** The plan of this name; {@link InvalidInputException} names those there are if there is none. */
    public Plan plan(String name) {
        Plan plan = byName.get(name);
        if (plan == null) {
            throw new InvalidInputException("plan", name, "one of " + String.join(", ", byName.keySet()));
        }
        return plan;
    }
}
