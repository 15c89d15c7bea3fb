package dev.credits.text;

import dev.credits.money.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The bounds every time from outside must keep: instants in the years 1 to 9999, durations of at least a microsecond, and
 * no finer parts, because microseconds are what every storage keeps.
 */
public final class Times {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Duration SHORTEST = Duration.of(1, ChronoUnit.MICROS);
    private static final Instant AFTER_LAST = Instant.parse("+10000-01-01T00:00:00Z");

    private Times() {}

    /** The instant in whole microseconds, if there is one and it is in bounds. */
    public static @Nullable Instant bounded(String field, @Nullable Instant at) {
        if (at == null) {
            return null;
        }
        if (at.isBefore(FIRST) || !at.isBefore(AFTER_LAST)) {
            throw new InvalidInputException(field, at, "in the years 1 to 9999");
        }
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    /** True if a time is no shorter than what is kept, so that it is not over as it begins, and no longer than the longest. */
    public static boolean isSpan(Duration time, Duration longest) {
        return time.compareTo(SHORTEST) >= 0 && time.compareTo(longest) <= 0;
    }
}
