package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.LIMIT_EXCEEDED;
import static dev.credits.ledger.Window.DAY;
import static dev.credits.ledger.Window.MONTH;
import static dev.credits.ledger.Window.WEEK;
import static dev.credits.testkit.contract.BudgetCommands.limit;
import static dev.credits.testkit.contract.BudgetCommands.limitOf;
import static dev.credits.testkit.contract.BudgetCommands.used;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.open;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Windows begin and end where the calendar of their zone says, whatever the day, the month or the year is like. */
@Tag("L13")
@Tag("class-10")
public interface CalendarContract extends StorageUnderTest {
    @Test
    default void aDayOfTheZoneMayHave23Hours(Scenario given) {
        given.does(open("user"), grant("user", "g", "1000"));
        given.clock().set(Instant.parse("2026-03-28T23:00:00Z"));
        given.does(limit("user", "l", DAY, "10").in(ZoneId.of("Europe/Berlin")), charge("user", "c", "10"));

        given.execute(charge("user", "c2", "1")).wouldPassAt(Instant.parse("2026-03-29T22:00:00Z"));
        given.clock().set(Instant.parse("2026-03-29T21:59:59.999999Z"));
        given.execute(charge("user", "c2", "1")).isDeclinedWith(LIMIT_EXCEEDED);
        given.clock().set(Instant.parse("2026-03-29T22:00:00Z"));
        given.execute(charge("user", "c2", "10")).isApplied();
    }

    @Test
    default void aDayMayBeginAtAnotherHourThanMidnight(Scenario given) {
        given.does(open("user"), grant("user", "g", "1000"));
        given.clock().set(Instant.parse("2026-03-28T21:59:59Z"));
        given.does(limit("user", "l", DAY, "10").in(ZoneId.of("Asia/Beirut")), charge("user", "c", "10"));

        given.execute(charge("user", "c2", "1")).wouldPassAt(Instant.parse("2026-03-28T22:00:00Z"));
        given.clock().set(Instant.parse("2026-03-28T22:00:00Z"));
        given.does(charge("user", "c2", "10"));
        given.execute(charge("user", "c3", "1")).wouldPassAt(Instant.parse("2026-03-29T21:00:00Z"));
    }

    @Test
    @Tag("class-11")
    default void leapDaysAreDaysLikeOthers(Scenario given) {
        given.does(open("user"), grant("user", "g", "1000"));
        given.clock().set(Instant.parse("2028-02-29T00:00:00Z"));
        given.does(
                limit("user", "l", DAY, "10"), limit("user", "l2", MONTH, "15").anchoredAt(29));
        given.does(charge("user", "c", "10"));

        given.execute(charge("user", "c2", "6")).wouldPassAt(Instant.parse("2028-03-29T00:00:00Z"));
        given.clock().set(Instant.parse("2028-03-01T00:00:00Z"));
        assertThat(used(given, "user", DAY)).isEqualTo("0");
        given.does(charge("user", "c3", "5"));
        given.clock().set(Instant.parse("2029-02-27T23:59:59.999999Z"));
        assertThat(limitOf(given, "user", MONTH).period()).isEqualTo(Instant.parse("2029-01-29T00:00:00Z"));
        given.clock().set(Instant.parse("2029-02-28T00:00:00Z"));
        assertThat(limitOf(given, "user", MONTH).period()).isEqualTo(Instant.parse("2029-02-28T00:00:00Z"));
        assertThat(BudgetCommands.resets(given, "user", MONTH)).isEqualTo(Instant.parse("2029-03-29T00:00:00Z"));
    }

    @Test
    @Tag("class-10")
    default void monthsNeverDriftFromTheirAnchor(Scenario given) {
        given.does(open("user"), grant("user", "g", "1000"));
        given.clock().set(Instant.parse("2026-01-31T12:00:00Z"));
        given.does(limit("user", "l", MONTH, "10").anchoredAt(31).in(ZoneId.of("America/New_York")));
        String[] begins = {"2026-02-28T05", "2026-03-31T04", "2026-04-30T04", "2026-05-31T04", "2026-06-30T04"};
        for (String begin : begins) {
            Instant next = Instant.parse(begin + ":00:00Z");
            assertThat(BudgetCommands.resets(given, "user", MONTH)).isEqualTo(next);
            given.clock().set(next);
        }
    }

    @Test
    default void weeksBeginOnTheirDayAcrossTheYearsEnd(Scenario given) {
        given.does(open("user"), grant("user", "g", "1000"));
        given.clock().set(Instant.parse("2026-12-31T12:00:00Z"));
        given.does(limit("user", "l", WEEK, "10").anchoredAt(3), charge("user", "c", "10"));

        assertThat(limitOf(given, "user", WEEK).period()).isEqualTo(Instant.parse("2026-12-30T00:00:00Z"));
        given.execute(charge("user", "c2", "1")).wouldPassAt(Instant.parse("2027-01-06T00:00:00Z"));
    }
}
