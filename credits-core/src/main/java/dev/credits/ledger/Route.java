package dev.credits.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How spending came to the account whose ledger it is in.
 *
 * @param path the accounts it came through, from the one that spent up, without the one whose credits they are; empty if
 *     that one spent them itself
 * @param counted when the credits were set aside, if that is not in the {@link Usage#slot slot} of the entry's own time
 * @param shadows limits in shadow that it went beyond
 * @param pardons limits on the way that had forgiven what was spent before, and how often
 */
public record Route(List<AccountId> path, @Nullable Instant counted, List<Shadow> shadows, List<Pardons> pardons) {
    /** An account's own credits, counted when they were booked. */
    public static final Route DIRECT = new Route(List.of(), null, List.of(), List.of());

    public Route {
        path = List.copyOf(path);
        shadows = List.copyOf(shadows);
        pardons = List.copyOf(pardons);
    }

    /** True if there is nothing to tell. */
    public boolean isDirect() {
        return path.isEmpty() && counted == null && shadows.isEmpty() && pardons.isEmpty();
    }

    /** How often a limit had been reset by then. */
    public int pardonsOf(Limit limit) {
        for (Pardons had : pardons) {
            if (had.window() == limit.window() && had.account().equals(limit.account())) {
                return had.times();
            }
        }
        return 0;
    }
}
