package dev.credits.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where a log ends: the number and hash of its last line, and when that was published. Whoever remembers one can tell
 * later whether the log still has the lines that were read.
 */
public record LogHead(String log, long number, Hash hash, Instant at) {
    /** Before the first line. */
    public static LogHead empty(String log) {
        return new LogHead(log, 0, Hash.GENESIS, Instant.MIN);
    }

    /** When the next line is published: now, or when the last one was if the clock has been set back since. */
    public Instant moment(Instant now) {
        Instant micros = now.truncatedTo(ChronoUnit.MICROS);
        return micros.isAfter(at) ? micros : at;
    }

    /** The next line, published at {@link #moment}. */
    public LogLine next(LogLine.Content what, Actor by, String reason, Instant moment) {
        return next(what, null, by, reason, moment);
    }

    /** The same, under a key that no other line of the log has. */
    public LogLine next(LogLine.Content what, @Nullable IdempotencyKey key, Actor by, String reason, Instant moment) {
        return LogLine.after(this, what, key, by, reason, moment);
    }

    /** True if this is the line after this head, as it was published. */
    public boolean isFollowedBy(LogLine line) {
        return line.log().equals(log)
                && line.number() == number + 1
                && line.previous().equals(hash)
                && line.isIntact();
    }
}
