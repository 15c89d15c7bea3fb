package dev.credits.jdbc.internal;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Instants as the databases know them: at UTC, to the microsecond, whatever the zone of the machine or the session. */
final class Times {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant AFTER_LAST = Instant.parse("+10000-01-01T00:00:00Z");

    private Times() {}

    static OffsetDateTime utc(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    /** An instant that the library can have written: in the years 1 to 9999. */
    static Instant read(OffsetDateTime time) {
        Instant at = time.toInstant();
        if (at.isBefore(FIRST) || !at.isBefore(AFTER_LAST)) {
            throw new IllegalArgumentException(time + " is not in the years 1 to 9999");
        }
        return at;
    }

    /** As PostgreSQL reads it inside an array. */
    static String text(Instant at) {
        String text = at.truncatedTo(ChronoUnit.MICROS).toString();
        return text.charAt(0) == '+' ? text.substring(1) : text;
    }

    static long micros(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1_000);
    }

    static Instant ofMicros(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
