package dev.credits.ledger;

import dev.credits.money.InvalidInputException;
import java.time.Duration;

/**
 * The bounds of a ledger's pipeline.
 *
 * @param lanes how many batches may be under way at once, each on a connection of its own, and as many again for accounts
 *     that somebody else has locked; commands of one account share a lane
 * @param batch how many commands one commit may hold
 * @param queue how many commands may wait in one lane
 * @param deadline how long a call waits for its outcome, and a submitted command for its end
 */
public record Limits(int lanes, int batch, int queue, Duration deadline) {
    private static final int MOST_LANES = 256;
    private static final int MOST_COMMANDS = 5_000;
    private static final int MOST_WAITING = 1_000_000;
    private static final Duration LONGEST = Duration.ofHours(1);

    /** Four lanes, 512 commands a commit, 10,000 waiting in each lane, 30 seconds. */
    public static final Limits USUAL = new Limits(4, 512, 10_000, Duration.ofSeconds(30));

    public Limits {
        require("lanes", lanes, MOST_LANES);
        require("batch", batch, MOST_COMMANDS);
        require("queue", queue, MOST_WAITING);
        if (deadline.isNegative() || deadline.isZero() || deadline.compareTo(LONGEST) > 0) {
            throw new InvalidInputException("deadline", deadline, "longer than zero and at most an hour");
        }
    }

    public Limits lanes(int count) {
        return new Limits(count, batch, queue, deadline);
    }

    public Limits batch(int commands) {
        return new Limits(lanes, commands, queue, deadline);
    }

    public Limits queue(int commands) {
        return new Limits(lanes, batch, commands, deadline);
    }

    public Limits deadline(Duration longest) {
        return new Limits(lanes, batch, queue, longest);
    }

    private static void require(String field, int value, int most) {
        if (value < 1 || value > most) {
            throw new InvalidInputException(field, value, "a whole number from 1 to " + most);
        }
    }
}
