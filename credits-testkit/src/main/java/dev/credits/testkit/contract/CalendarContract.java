package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.LIMIT_EXCEEDED;
import static dev.credits.ledger.Window.DAY;
import static dev.credits.ledger.Window.MONTH;
import static dev.credits.ledger.Window.WEEK;
import static dev.credits.testkit.contract.BudgetCommands.limit;
import static dev.credits.testkit.contract.BudgetCommands.limitOf;
import static dev.credits.testkit.contract.BudgetCommands.used;
import static dev.credits.testkit.contract.Commands.capture;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.release;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.money.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Windows begin and end where the calendar of their zone says, whatever the day, the month or the year is like. */
@Tag("L13")
@Tag("class-10")
public interface CalendarContract extends StorageUnderTest {
    @Test
    default void daysThatBeginBetweenTwoSlotsAreRefused(Scenario given) {
        given.does(open("ann"), grant("ann", "g", "10"));
        ZoneId odd = ZoneId.of("+00:07");
        LocalDate day = LocalDate.of(2026, 1, 1);

        assertThatThrownBy(() -> limit("ann", "l", DAY, "10").in(odd))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("zone is \"+00:07\"");
        assertThatThrownBy(() -> given.ledger().usage(id("ann"), day, day.plusDays(1), odd))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("zone is \"+00:07\"");
    }

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

    @Test
    default void aDayTheZoneSkipsIsNobodys(Scenario given) {
        Instant eve = Instant.parse("2011-12-30T09:59:59Z");
        given.clock().turnBack(Duration.between(eve, given.now()));
        given.does(open("early"), grant("early", "g", "1000"));
        given.does(limit("early", "l", DAY, "10").in(ZoneId.of("Pacific/Apia")), charge("early", "c", "10"));

        given.execute(charge("early", "c2", "1")).wouldPassAt(Instant.parse("2011-12-30T10:00:00Z"));
        given.clock().set(Instant.parse("2011-12-30T10:00:00Z"));
        given.does(charge("early", "c2", "10"));
        assertThat(BudgetCommands.resets(given, "early", DAY)).isEqualTo(Instant.parse("2011-12-31T10:00:00Z"));
    }

    @Test
    @Tag("L5")
    default void aHoldAcrossTheEndsOfALeapFebruaryAndADayOf23Hours(Scenario given) {
        given.does(open("user"), grant("user", "g", "1000"));
        given.clock().set(Instant.parse("2028-02-29T22:59:59.999999Z"));
        given.does(
                limit("user", "m", MONTH, "10").in(ZoneId.of("Europe/Berlin")),
                limit("user", "w", WEEK, "14").in(ZoneId.of("Europe/Berlin")),
                reserve("user", "feb", "8", Duration.ofDays(40)));
        given.clock().set(Instant.parse("2028-02-29T23:00:00Z"));
        assertThat(used(given, "user", MONTH)).as("March has begun in Berlin").isEqualTo("0");
        assertThat(used(given, "user", WEEK)).as("a Tuesday and a Wednesday").isEqualTo("8");

        given.execute(charge("user", "c", "6.5")).isBlockedBy("user WEEK");
        given.does(charge("user", "c", "6"), settle("user", "s", "feb", "5"));
        assertThat(used(given, "user", MONTH)).isEqualTo("6");
        assertThat(used(given, "user", WEEK)).isEqualTo("11");
        given.clock().set(Instant.parse("2028-03-25T22:59:59Z"));
        given.does(limit("user", "d", DAY, "10").in(ZoneId.of("Europe/Berlin")), reserve("user", "sat", "3"));
        given.clock().set(Instant.parse("2028-03-25T23:00:00Z"));
        given.does(reserve("user", "sun", "1", Duration.ofDays(2)), release("user", "r", "sat"));
        assertThat(used(given, "user", DAY)).isEqualTo("1");
        assertThat(BudgetCommands.resets(given, "user", DAY)).isEqualTo(Instant.parse("2028-03-26T22:00:00Z"));
        given.clock().set(Instant.parse("2028-03-26T22:00:00Z"));
        given.does(settle("user", "s2", "sun", "1"));
        assertThat(used(given, "user", DAY)).as("it was Sunday's").isEqualTo("0");
        assertThat(used(given, "user", MONTH)).isEqualTo("7");
    }

    @Test
    @Tag("L5")
    default void aLimitMovedToAnotherZoneFindsItsHoldsWhereTheyBelong(Scenario given) {
        given.does(open("user"), grant("user", "g", "1000"));
        given.clock().set(Instant.parse("2026-05-05T14:59:59Z"));
        given.does(limit("user", "l", DAY, "10"), reserve("user", "h1", "4", Duration.ofDays(2)));
        given.clock().set(Instant.parse("2026-05-05T15:00:00Z"));
        given.does(reserve("user", "h2", "3", Duration.ofDays(2)));

        given.does(limit("user", "l2", DAY, "10").in(ZoneId.of("Asia/Tokyo")));
        assertThat(used(given, "user", DAY))
                .as("what was set aside since Tokyo's midnight")
                .isEqualTo("3");
        given.does(settle("user", "s1", "h1", "4"), capture("user", "c2", "h2", "1"));
        assertThat(used(given, "user", DAY)).isEqualTo("3");
        given.does(limit("user", "l3", DAY, "10"));
        assertThat(used(given, "user", DAY)).as("back again, all of the day").isEqualTo("7");
        given.does(release("user", "r2", "h2"));
        assertThat(used(given, "user", DAY)).isEqualTo("5");
    }
}
