package dev.credits.testkit;

import dev.credits.ledger.HandSetClock;
import java.time.Duration;
import java.time.Instant;

/** A clock that stands still until a test moves it. It goes forward only, unless {@link #turnBack} is asked. Thread-safe. */
public final class ManualClock implements HandSetClock {
    /** Where a clock stands that was told nothing else. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Instant now;

    private ManualClock(Instant start) {
        this.now = start;
    }

    /** A clock that shows {@link #START}. */
    public static ManualClock start() {
        return at(START);
    }

    /** A clock that shows this instant. */
    public static ManualClock at(Instant start) {
        return new ManualClock(start);
    }

    /** A clock that shows this instant, such as {@code 2026-01-31T23:59:59Z}. */
    public static ManualClock at(String start) {
        return at(Instant.parse(start));
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** Moves on to this instant, and answers it. */
    public synchronized Instant set(Instant to) {
        if (to.isBefore(now)) {
            throw new IllegalArgumentException(
                    "the clock shows " + now + ", after " + to + "; turnBack simulates skew");
        }
        now = to;
        return now;
    }

    /** Moves on by so much, and answers the new instant. */
    public synchronized Instant advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("the clock goes forward, not by " + by + "; turnBack simulates skew");
        }
        now = now.plus(by);
        return now;
    }

    /** Shows an earlier time than before, as the skewed clock of another machine would, and answers it. */
    public synchronized Instant turnBack(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("the clock is turned back by a positive time, not " + by);
        }
        now = now.minus(by);
        return now;
    }

    @Override
    public String toString() {
        return instant().toString();
    }
}
