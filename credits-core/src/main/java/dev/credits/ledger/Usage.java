package dev.credits.ledger;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What was spent through an account for one feature in one slot of time, less what of it was reversed. Credits count in
 * the slot in which they were set aside, or charged, and at every account from the one that spent them up to the one whose
 * they were.
 *
 * @param feature what they were used for, or null
 * @param slot the quarter of an hour it counts in: every zone's midnight is at one
 * @param spent in minor units
 */
public record Usage(AccountId account, @Nullable String feature, Instant slot, long spent) {
    private static final long SECONDS = 15 * 60;

    /** What was spent on one day for one feature, in minor units. */
    public record Day(LocalDate day, @Nullable String feature, long spent) {}

    /** The quarter of an hour that holds this instant. */
    public static Instant slot(Instant at) {
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), SECONDS) * SECONDS);
    }
}
