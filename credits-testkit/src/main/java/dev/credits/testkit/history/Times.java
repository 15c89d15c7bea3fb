package dev.credits.testkit.history;

import dev.credits.ledger.Command;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.Window;
import dev.credits.testkit.law.Calendar;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The time of a history: where windows begin and things fall due, and what the clocks of its processes make of it. */
final class Times {
    private static final Duration MICRO = Duration.ofNanos(1000);

    /** As long as callers wait for a lock. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final Duration FARTHEST_SKEW = Duration.ofDays(3);
    private static final List<Duration> SKEWS = List.of(
            Duration.ofMillis(1),
            Duration.ofMillis(300),
            Duration.ofSeconds(2),
            Duration.ofSeconds(20),
            Duration.ofMinutes(1),
            Duration.ofMinutes(20),
            Duration.ofHours(3),
            Duration.ofDays(1));

    private final SplittableRandom random;
    private final TreeSet<Instant> moments = new TreeSet<>();
    private final Set<Grid> grids = new LinkedHashSet<>();
    private Instant now;

    Times(SplittableRandom random, Instant start) {
        this.random = random;
        this.now = start;
    }

    Instant now() {
        return now;
    }

    /** Remembers what falls due by a command. */
    void note(Command command) {
        if (command instanceof Reserve reserve) {
            moments.add(now.plus(reserve.ttl()));
        } else if (command instanceof Grant grant) {
            Stream.of(grant.terms().starts(), grant.terms().expires())
                    .filter(java.util.Objects::nonNull)
                    .forEach(moments::add);
        } else if (command instanceof SetLimit limit) {
            if (limit.window().rolls()) {
                grids.add(new Grid(
                        limit.window(), limit.terms().zone(), limit.terms().anchor()));
            }
            if (limit.terms().liftedUntil() != null) {
                moments.add(limit.terms().liftedUntil());
            }
        }
    }

    /** To an instant at which something is due or a window begins, just before or after it, or some way on. */
    Step.Clock clock() {
        Instant due = next();
        int kind = random.nextInt(10);
        Instant chosen = due == null || kind > 6
                ? now.plusSeconds(1L << random.nextInt(18)).plusNanos(1000L * random.nextInt(1_000_000))
                : near(due, kind);
        now = chosen.isAfter(now) ? chosen : now.plusSeconds(1 + random.nextInt(100));
        return new Step.Clock(now);
    }

    /** To a second before or after the next midnight of a zone. */
    Step.Clock midnight(ZoneId zone, boolean before) {
        Instant midnight =
                Calendar.window(Window.DAY, zone, 1, now.plusSeconds(1)).end();
        now = before ? midnight.minusSeconds(1) : midnight.plusSeconds(1);
        return new Step.Clock(now);
    }

    private Instant near(Instant due, int kind) {
        if (kind < 3) {
            return due;
        } else if (kind < 5) {
            return due.minus(MICRO);
        }
        return kind == 5 ? due.plus(MICRO) : due.plusMillis(1 + random.nextInt(10_000));
    }

    /** A clock goes wrong, or right again: by milliseconds to days, or so that it shows just the edge of a window. */
    Step.Skew skew(int process) {
        int kind = random.nextInt(10);
        if (kind < 3) {
            return new Step.Skew(process, Duration.ZERO);
        }
        Instant edge = random.nextBoolean() ? next() : begun();
        if (kind < 6 && edge != null) {
            Duration by = Duration.between(now, edge).plus(MICRO.multipliedBy(random.nextInt(3) - 1L));
            if (by.abs().compareTo(FARTHEST_SKEW) < 0) {
                return new Step.Skew(process, by);
            }
        }
        Duration by = SKEWS.get(random.nextInt(SKEWS.size())).multipliedBy(1 + random.nextInt(3));
        return new Step.Skew(process, random.nextBoolean() ? by : by.negated());
    }

    /** How long the next command has been waiting for locks: rarely at all, and over an edge if one has just passed. */
    Duration waited() {
        Instant edge = begun();
        Duration since = edge == null ? LONGEST_WAIT : Duration.between(edge, now);
        if (since.compareTo(LONGEST_WAIT) < 0 && random.nextInt(8) == 0) {
            return since.plus(List.of(MICRO, MICRO, Duration.ofSeconds(2)).get(random.nextInt(3)));
        }
        return random.nextInt(50) == 0 ? Duration.ofSeconds(1 + random.nextInt(20)) : Duration.ZERO;
    }

    /** The next instant at which something is due or a window begins. */
    private @Nullable Instant next() {
        Instant moment = moments.higher(now);
        for (Grid grid : grids) {
            Instant end = grid.span(now).end();
            moment = moment == null || end.isBefore(moment) ? end : moment;
        }
        return moment;
    }

    /** When the latest of the windows of now began. */
    private @Nullable Instant begun() {
        return grids.stream()
                .map(grid -> grid.span(now).start())
                .max(Instant::compareTo)
                .orElse(null);
    }

    private record Grid(Window window, ZoneId zone, int anchor) {
        Calendar.Span span(Instant at) {
            return Calendar.window(window, zone, anchor, at);
        }
    }
}
