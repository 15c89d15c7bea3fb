package dev.credits.jdbc.internal;

import java.time.Duration;

/**
 * How long a transaction of our own waits: for the database's answers, for locks, and, on the server's side, for us.
 *
 * @param deadline of a unit of work, all attempts together
 * @param hasty true if it rather fails than waits for what somebody else has locked
 */
record Patience(Duration deadline, boolean hasty) {
    /** For questions, migrations and whatever else nobody else waits for. */
    static final Patience USUAL = new Patience(Duration.ofSeconds(30), false);

    /** How long hasty work waits for a lock: longer than most units of work take. */
    static final int HASTY_MILLIS = 100;

    private static final int SHARES = 3;
    private static final int READING = 10;

    Patience inHaste(boolean wanted) {
        return new Patience(deadline, wanted);
    }

    /** How long to wait for an answer in one attempt, if so much of the deadline is left. */
    int answerMillis(Access access, long leftNanos) {
        long share = deadline.toMillis() / SHARES;
        long most = access.writes() ? Math.min(share, leftNanos / 1_000_000) : share * READING;
        return (int) Math.max(deadline.toMillis() / (SHARES * SHARES), most);
    }

    /** A server on which a unit stands still gives its locks back before the next attempt needs them. */
    long idleMillis() {
        return deadline.toMillis() / (SHARES + 1);
    }
}
