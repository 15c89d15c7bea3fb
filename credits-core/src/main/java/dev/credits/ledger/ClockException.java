package dev.credits.ledger;

import java.time.Duration;
import java.time.Instant;

/**
 * The fault of a process whose clock is too far from the database's, or from an account's newest entry. Nothing was booked.
 * A bad clock expires credits and holds them for years, so a ledger refuses to book by it.
 *
 * <p>It is {@link #retryable()} if the clock of this process is in doubt: once that is set right, or by another process, the
 * command may succeed. It is not if an account's newest entry lies ahead of the clock.
 */
public final class ClockException extends CreditsException {
    private static final long serialVersionUID = 1L;

    private final Instant shown;
    private final Instant other;

    private ClockException(String message, boolean retryable, Instant shown, Instant other) {
        super(message, retryable, null);
        this.shown = shown;
        this.other = other;
    }

    /** The process's clock and the database's differ by more than {@code most}. */
    public static ClockException ofDatabase(Instant shown, Instant database, Duration most) {
        String message = "the clock of this process shows " + shown + ", the database's " + database;
        return new ClockException(message + allowed(most), true, shown, database);
    }

    /** The process's clock has jumped by more than {@code most} while a command was decided. */
    public static ClockException ofJump(Instant shown, Instant before, Duration most) {
        String message = "the clock of this process shows " + shown + ", and showed " + before + " a moment before";
        return new ClockException(message + allowed(most), true, shown, before);
    }

    /** What would be booked has to follow on something later than the clock by more than {@code most}. */
    public static ClockException ofNewest(String what, Instant shown, Instant newest, Duration most) {
        String message = "the clock of this process shows " + shown + ", but " + what + " would be booked at " + newest
                + ", the time of the newest it has to follow";
        return new ClockException(message + allowed(most), false, shown, newest);
    }

    /** What the clock of this process showed. */
    public Instant shown() {
        return shown;
    }

    /** The time it was compared with. */
    public Instant other() {
        return other;
    }

    private static String allowed(Duration most) {
        return "; they may differ by " + most;
    }
}
