package dev.credits.ledger;

import java.util.List;

/**
 * An account with what is due on it taken into account, and what is used of it.
 *
 * @param limits those in force, as they count now
 * @param used what was spent through it on the days that were asked for, in minor units
 */
public record Standing(Account account, List<Limit> limits, long used) {
    public Standing {
        limits = List.copyOf(limits);
    }
}
