package dev.credits.metering;

import dev.credits.ledger.TransactionId;
import dev.credits.money.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which holds {@link Metering#resolve} looks at. Immutable; each method that is not static gives another one.
 *
 * @param ahead holds that lapse within this time; at most a third of the shortest {@code ttl} in use, so that a live process
 *     has extended its hold before
 * @param back holds that have lapsed, no longer ago than this
 * @param most how many holds are looked at in one go, 1 to 10,000
 * @param from where the search before stopped, or null to begin
 */
public record Search(
        Duration ahead, Duration back, int most, @Nullable Place from) {
    /** How far a search looks back that does not say. */
    public static final Duration USUAL_BACK = Duration.ofDays(1);

    private static final int USUAL_MOST = 1_000;
    private static final int MOST = 10_000;

    public Search {
        if (ahead.isNegative()) {
            throw new InvalidInputException("ahead", ahead, "zero or longer");
        }
        if (back.isNegative()) {
            throw new InvalidInputException("back", back, "zero or longer");
        }
        if (most < 1 || most > MOST) {
            throw new InvalidInputException("most", most, "a whole number from 1 to " + MOST);
        }
    }

    /** Holds that lapse within this time, or have within the last day; 1,000 in one go. */
    public static Search ahead(Duration window) {
        return new Search(window, USUAL_BACK, USUAL_MOST, null);
    }

    /** The same for holds that have lapsed no longer ago than this. */
    public Search back(Duration past) {
        return new Search(ahead, past, most, from);
    }

    /** The same with at most so many holds in one go. */
    public Search most(int holds) {
        return new Search(ahead, back, holds, from);
    }

    /** The same, going on where another stopped. */
    public Search from(@Nullable Place place) {
        return new Search(ahead, back, most, place);
    }

    /** Where a search stopped: after the hold with this deadline and transaction. */
    public record Place(Instant deadline, TransactionId hold) {}
}
