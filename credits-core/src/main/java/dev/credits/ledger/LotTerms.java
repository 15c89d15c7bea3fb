package dev.credits.ledger;

import dev.credits.money.InvalidInputException;
import dev.credits.money.Money;
import dev.credits.text.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import org.jspecify.annotations.Nullable;

/**
 * The terms credits are given on; they never change afterwards.
 *
 * @param source how they came in
 * @param priority 0 to 1000; smaller burns first
 * @param starts the first instant at which they can be spent, or null for at once
 * @param expires the first instant at which they no longer can, or null
 * @param lasts how long they can be spent, from when they start or are booked: a {@link Duration} or a {@link Period} of
 *     days, months and years in UTC; or null. With neither this nor {@code expires} they never expire.
 * @param cost what was paid for the whole grant, or null for nothing known
 */
public record LotTerms(
        Source source,
        int priority,
        @Nullable Instant starts,
        @Nullable Instant expires,
        @Nullable TemporalAmount lasts,
        @Nullable Money cost) {
    /** The priority of credits that name none. */
    public static final int USUAL_PRIORITY = 50;

    private static final int MAX_PRIORITY = 1000;
    private static final int MOST_YEARS = 1000;
    private static final Duration LONGEST = Duration.ofDays(365_000);

    public LotTerms {
        if (priority < 0 || priority > MAX_PRIORITY) {
            throw new InvalidInputException("priority", priority, "a whole number from 0 to 1000");
        }
        starts = Times.bounded("starts", starts);
        expires = Times.bounded("expires", expires);
        if (starts != null && expires != null && !expires.isAfter(starts)) {
            throw new InvalidInputException("expires", expires, "after starts (" + starts + ")");
        }
        if (lasts != null) {
            if (expires != null) {
                throw new InvalidInputException("lasts", lasts, "absent, because expires is " + expires);
            }
            requireSpan(lasts);
        }
    }

    private static void requireSpan(TemporalAmount lasts) {
        boolean fits = lasts instanceof Duration time && Times.isSpan(time, LONGEST)
                || lasts instanceof Period days
                        && !days.isNegative()
                        && !days.isZero()
                        && !LocalDate.EPOCH.plus(days).isAfter(LocalDate.EPOCH.plusYears(MOST_YEARS));
        if (!fits) {
            throw new InvalidInputException(
                    "lasts", lasts, "a time from a microsecond, or a period from a day, to a thousand years");
        }
    }

    /** Credits of this source, spendable at once, without an end. */
    public static LotTerms of(Source source) {
        return new LotTerms(source, USUAL_PRIORITY, null, null, null, null);
    }

    public LotTerms starting(Instant at) {
        return new LotTerms(source, priority, at, expires, lasts, cost);
    }

    /** The same with this end. A retry must name the same instant; {@link #expiringAfter} needs no clock. */
    public LotTerms expiring(Instant at) {
        return new LotTerms(source, priority, starts, at, null, cost);
    }

    /** The same ending so long after they start, or after they are booked if they start at once. */
    public LotTerms expiringAfter(Duration time) {
        return new LotTerms(source, priority, starts, null, time, cost);
    }

    /**
     * The same ending so many days, months or years later by the calendar in UTC. A retry must say the same: a
     * {@link Duration} of 30 days is other content than a period of 30 days.
     */
    public LotTerms expiringAfter(Period period) {
        return new LotTerms(source, priority, starts, null, period, cost);
    }

    /** When credits that are booked at this instant expire, or null for never. */
    public @Nullable Instant expiry(Instant booked) {
        if (lasts == null) {
            return expires;
        }
        Instant from = starts != null && starts.isAfter(booked) ? starts : booked;
        return Times.bounded(
                "expires", from.atOffset(ZoneOffset.UTC).plus(lasts).toInstant());
    }

    public LotTerms priority(int order) {
        return new LotTerms(source, order, starts, expires, lasts, cost);
    }

    public LotTerms costing(Money paid) {
        return new LotTerms(source, priority, starts, expires, lasts, paid);
    }
}
