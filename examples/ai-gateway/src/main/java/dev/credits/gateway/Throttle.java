package dev.credits.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts something by address, and says when there has been too much of it in a minute. Thread-safe. */
final class Throttle {
    static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 10_000;

    private final InstantSource clock;
    private final int most;
    private final Map<String, Count> counts = new LinkedHashMap<>();

    private record Count(Instant since, int number) {}

    Throttle(InstantSource clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    /** Counts one more; false, and not counted, if there were too many. */
    synchronized boolean pass(String address) {
        Instant now = clock.instant();
        Count before = counts.get(address);
        boolean goesOn = before != null && now.isBefore(before.since().plus(WINDOW));
        Count count = before != null && goesOn ? before : new Count(now, 0);
        if (count.number() >= most) {
            return false;
        }
        if (!goesOn) {
            counts.remove(address); // so that the oldest window comes first
            if (counts.size() >= MOST_ADDRESSES) {
                counts.remove(counts.keySet().iterator().next());
            }
        }
        counts.put(address, new Count(count.since(), count.number() + 1));
        return true;
    }
}
