package dev.credits.ledger;

import java.time.Duration;
import java.time.Instant;

/**
 * What a process's clock showed when a unit of work began, and how far the database's may be from it.
 *
 * @param shown by the clock of this process
 * @param most how far another clock may be from that
 */
public record ClockCheck(Instant shown, Duration most) {
    /** Refuses to book by a clock that is too far from the database's. */
    public void requireNear(Instant database) {
        if (isFar(database)) {
            throw ClockException.ofDatabase(shown, database, most);
        }
    }

    /** Refuses to book by a clock that has jumped since. */
    public void requireSteady(Instant now) {
        if (isFar(now)) {
            throw ClockException.ofJump(now, shown, most);
        }
    }

    /** Refuses to book what would have to follow on something much later than the clock; {@code what} has to. */
    public void requireNotBehind(Instant newest, String what) {
        if (isBehind(newest)) {
            throw ClockException.ofNewest(what, shown, newest, most);
        }
    }

    /** True if a time lies ahead of the clock by more than it may. */
    public boolean isBehind(Instant newest) {
        return newest.isAfter(shown) && isFar(newest);
    }

    private boolean isFar(Instant other) {
        return Duration.between(shown, other).abs().compareTo(most) > 0;
    }
}
