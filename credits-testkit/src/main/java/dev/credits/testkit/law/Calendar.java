package dev.credits.testkit.law;

import dev.credits.ledger.Window;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;

/** The windows of limits by the calendar: from one midnight of their zone to another. */
public final class Calendar {
    private Calendar() {}

    /** The window that holds an instant. */
    public static Span window(Window window, ZoneId zone, int anchor, Instant at) {
        LocalDate day = at.atZone(zone).toLocalDate();
        return switch (window) {
            case CALL -> new Span(Instant.MAX, Instant.MAX);
            case NONE -> new Span(Instant.MIN, Instant.MAX);
            case DAY -> new Span(midnight(day, zone), midnight(day.plusDays(1), zone));
            case WEEK -> {
                LocalDate first = day;
                while (first.getDayOfWeek() != DayOfWeek.of(anchor)) {
                    first = first.minusDays(1);
                }
                yield new Span(midnight(first, zone), midnight(first.plusDays(7), zone));
            }
            case MONTH -> {
                YearMonth month = YearMonth.from(day);
                if (day.isBefore(day(month, anchor))) {
                    month = month.minusMonths(1);
                }
                yield new Span(midnight(day(month, anchor), zone), midnight(day(month.plusMonths(1), anchor), zone));
            }
        };
    }

    private static LocalDate day(YearMonth month, int anchor) {
        return month.atDay(Math.min(anchor, month.lengthOfMonth()));
    }

    private static Instant midnight(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** From an instant to before another. */
    public record Span(Instant start, Instant end) {
        public boolean holds(Instant at) {
            return !at.isBefore(start) && at.isBefore(end);
        }
    }
}
