package dev.credits.testkit.fault;

import dev.credits.testkit.fault.Fault.Point;
import dev.credits.testkit.fault.Fault.When;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what goes wrong and when. Must be thread-safe; the plans here are immutable. */
@FunctionalInterface
public interface FaultPlan {
    /** What goes wrong at a point that is reached for the {@code n}th time, counted from 1. */
    Optional<Injection> at(Point point, long n);

    /** Nothing goes wrong. */
    static FaultPlan none() {
        return (point, n) -> Optional.empty();
    }

    /** One fault, at the {@code n}th time a point is reached. */
    static FaultPlan once(Point point, long n, Fault fault, When when) {
        return from(point, n, fault, when, 1);
    }

    /** The same fault so many times in a row. */
    static FaultPlan from(Point point, long first, Fault fault, When when, long times) {
        Optional<Injection> injection = Optional.of(new Injection(point, fault, when));
        return (reached, n) -> reached == point && n >= first && n - first < times ? injection : Optional.empty();
    }

    /** Any fault that fits, at one in so many points, by seed: the {@code n}th is the same whichever thread comes to it. */
    static FaultPlan seeded(long seed, int oneIn) {
        return seeded(seed, oneIn, EnumSet.complementOf(EnumSet.of(Fault.STALL)));
    }

    /** The same with only these faults. */
    static FaultPlan seeded(long seed, int oneIn, Set<Fault> faults) {
        if (oneIn < 1) {
            throw new IllegalArgumentException("one in how many: 1 or more, not " + oneIn);
        }
        return (point, n) -> {
            long dice = Dice.roll(seed, point.name(), n);
            List<Injection> choices = choices(point, faults);
            return Math.floorMod(dice, oneIn) != 0 || choices.isEmpty()
                    ? Optional.empty()
                    : Optional.of(choices.get(Math.floorMod(dice / oneIn, choices.size())));
        };
    }

    /** Everything of these faults that can happen at a point. */
    static List<Injection> choices(Point point, Set<Fault> faults) {
        List<Injection> choices = new ArrayList<>();
        for (Fault fault : faults) {
            for (When when : When.values()) {
                if (fault.fits(point, when)) {
                    choices.add(new Injection(point, fault, when));
                }
            }
        }
        return choices;
    }

    /** One fault at one point. */
    record Injection(Point point, Fault fault, When when) {
        public Injection {
            if (!fault.fits(point, when)) {
                throw new IllegalArgumentException(fault + " does not happen " + when + " " + point);
            }
        }
    }
}
