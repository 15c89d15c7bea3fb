package dev.credits.ledger;

import dev.credits.money.InvalidInputException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * What was spent through an account for one feature in one slot of time, less what of it was reversed. Credits count in
 * the slot in which they were set aside, or charged, and at every account from the one that spent them up to the one whose
 * they were.
 *
 * @param feature what they were used for, or null
 * @param slot the quarter of an hour it counts in: the days of every zone that is accepted begin at one
 * @param spent in minor units
 */
public record Usage(AccountId account, @Nullable String feature, Instant slot, long spent) {
    private static final long SECONDS = 15 * 60;
    private static final Instant YEAR_2000 = Instant.parse("2000-01-01T00:00:00Z");

    /** What was spent on one day for one feature, in minor units. */
    public record Day(LocalDate day, @Nullable String feature, long spent) {}

    /** The quarter of an hour that holds this instant. */
    public static Instant slot(Instant at) {
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), SECONDS) * SECONDS);
    }

    /** The first quarter of an hour of a day. */
    public static Instant slot(LocalDate day, ZoneId zone) {
        Instant midnight = day.atStartOfDay(zone).toInstant();
        Instant slot = slot(midnight);
        return slot.equals(midnight) ? slot : slot.plusSeconds(SECONDS);
    }

    /** The zone, if its days begin at a whole quarter of an hour; that they did not before the year 2000 does not matter. */
    public static ZoneId inQuarters(ZoneId zone) {
        ZoneRules rules = zone.getRules();
        boolean quarters = isQuarters(rules.getOffset(YEAR_2000))
                && rules.getTransitions().stream()
                        .filter(change -> change.getInstant().isAfter(YEAR_2000))
                        .allMatch(change -> isQuarters(change.getOffsetAfter()))
                && rules.getTransitionRules().stream().allMatch(rule -> isQuarters(rule.getOffsetAfter()));
        if (!quarters) {
            throw new InvalidInputException(
                    "zone", zone, "a zone whose offset is a multiple of 15 minutes, such as Asia/Kathmandu or +05:45");
        }
        return zone;
    }

    private static boolean isQuarters(ZoneOffset offset) {
        return offset.getTotalSeconds() % SECONDS == 0;
    }
}
