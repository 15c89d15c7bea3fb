package dev.credits.cli.protocol;

import dev.credits.ledger.HandSetClock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The clock of a run: the system's, or one that stands where it is set and never goes back. One thread at a time. */
public final class SessionClock implements HandSetClock {
    private volatile @Nullable Instant set;

    private SessionClock(@Nullable Instant set) {
        this.set = set;
    }

    public static SessionClock system() {
        return new SessionClock(null);
    }

    /** A clock that shows {@code start} until it is set. */
    public static SessionClock manual(Instant start) {
        return new SessionClock(start);
    }

    @Override
    public Instant instant() {
        Instant manual = set;
        return (manual != null ? manual : Instant.now()).truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public boolean isSetByHand() {
        return isManual();
    }

    /** True if it only moves when it is set. */
    public boolean isManual() {
        return set != null;
    }

    /** Sets a manual clock; false, and unchanged, if that were a step back. */
    public boolean set(Instant to) {
        Instant now = set;
        if (now == null || to.isBefore(now)) {
            return false;
        }
        set = to;
        return true;
    }
}
