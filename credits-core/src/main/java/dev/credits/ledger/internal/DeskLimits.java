package dev.credits.ledger.internal;

import dev.credits.ledger.Limit;
import dev.credits.ledger.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The limits of one account while a batch is decided, at most one a window, and which of them were loaded. */
final class DeskLimits {
    private List<Limit> loaded = List.of();
    private List<Limit> limits = List.of();

    DeskLimits() {}

    DeskLimits(DeskLimits from) {
        loaded = from.loaded;
        limits = from.limits;
    }

    List<Limit> all() {
        return limits;
    }

    @Nullable
    Limit find(Window window) {
        return find(limits, window);
    }

    /** A limit that was loaded; one that is known stays as it stands. */
    void admit(Limit limit) {
        if (find(limit.window()) == null) {
            boolean untouched = limits == loaded;
            loaded = with(loaded, limit);
            limits = untouched ? loaded : with(limits, limit);
        }
    }

    void put(Limit limit) {
        limits = with(limits, limit);
    }

    boolean noneLoaded() {
        return loaded.isEmpty();
    }

    boolean wasLoaded(Limit limit) {
        return find(loaded, limit.window()) != null;
    }

    /** Those that differ from what was loaded. */
    List<Limit> changed() {
        return limits == loaded
                ? List.of()
                : limits.stream().filter(limit -> !loaded.contains(limit)).toList();
    }

    int inForce() {
        return (int) limits.stream().filter(Limit::isInForce).count();
    }

    private static @Nullable Limit find(List<Limit> limits, Window window) {
        for (Limit limit : limits) {
            if (limit.window() == window) {
                return limit;
            }
        }
        return null;
    }

    private static List<Limit> with(List<Limit> limits, Limit limit) {
        List<Limit> with = new ArrayList<>(limits);
        with.removeIf(other -> other.window() == limit.window());
        with.add(limit);
        with.sort(Comparator.comparing(Limit::window));
        return with;
    }
}
