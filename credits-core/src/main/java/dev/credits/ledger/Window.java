package dev.credits.ledger;

import dev.credits.money.InvalidInputException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/**
 * The stretch of time over which a limit counts. Days, weeks and months are the calendar's in some zone, so a day may have
 * 23 or 25 hours; all begin at a whole {@link Usage#slot(Instant) slot}.
 */
public enum Window {
    /** One command: nothing is counted. */
    CALL(1),
    /** From midnight to midnight. */
    DAY(1),
    /** From an anchor day of the week, 1 (Monday) to 7. */
    WEEK(7),
    /** From an anchor day of the month, 1 to 31; in a month that is too short, from its last day. */
    MONTH(31),
    /** All time: a limit in total. */
    NONE(1);

    private final int lastAnchor;

    Window(int lastAnchor) {
        this.lastAnchor = lastAnchor;
    }

    /** True if there comes a next one. */
    public boolean rolls() {
        return this == DAY || this == WEEK || this == MONTH;
    }

    /**
     * The first instant of the window that holds {@code at}. Windows are made of whole slots, whatever a zone's offset is
     * or was: every slot belongs to one, and a later slot never to an earlier one.
     */
    public Instant start(Instant at, ZoneId zone, int anchor) {
        if (!rolls()) {
            return Instant.EPOCH;
        }
        Instant slot = Usage.slot(at);
        LocalDate first = first(slot.atZone(zone).toLocalDate(), anchor);
        Instant next = Usage.slot(next(first, anchor), zone);
        return next.isAfter(slot) ? Usage.slot(first, zone) : next;
    }

    /** The first instant of the window after the one that begins at {@code start}, or null if there is none. */
    public @Nullable Instant end(Instant start, ZoneId zone, int anchor) {
        return rolls() ? Usage.slot(next(start.atZone(zone).toLocalDate(), anchor), zone) : null;
    }

    void checkAnchor(int anchor) {
        if (anchor < 1 || anchor > lastAnchor) {
            throw new InvalidInputException(
                    "anchor",
                    anchor,
                    lastAnchor == 1 ? "1: this window has no other anchor" : "a whole number from 1 to " + lastAnchor);
        }
    }

    private LocalDate first(LocalDate day, int anchor) {
        if (this == WEEK) {
            return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.of(anchor)));
        }
        if (this == DAY) {
            return day;
        }
        LocalDate here = day(YearMonth.from(day), anchor);
        return day.isBefore(here) ? day(YearMonth.from(day).minusMonths(1), anchor) : here;
    }

    private LocalDate next(LocalDate first, int anchor) {
        if (this == MONTH) {
            return day(YearMonth.from(first).plusMonths(1), anchor);
        }
        return first.plusDays(this == WEEK ? 7 : 1);
    }

    private static LocalDate day(YearMonth month, int anchor) {
        return month.atDay(Math.min(anchor, month.lengthOfMonth()));
    }
}
