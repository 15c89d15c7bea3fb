package dev.credits.text;

import dev.credits.money.InvalidInputException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The bounds every instant from outside must keep: years 1 to 9999, and microseconds, which is what every storage keeps. */
public final class Times {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
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
}
