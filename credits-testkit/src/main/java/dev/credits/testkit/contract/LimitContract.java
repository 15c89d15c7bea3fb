package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.INSUFFICIENT_CREDITS;
import static dev.credits.ledger.DeclineCode.LIMIT_EXCEEDED;
import static dev.credits.ledger.DeclineCode.UNIT_MISMATCH;
import static dev.credits.ledger.DeclineCode.WRONG_DIRECTION;
import static dev.credits.ledger.Window.CALL;
import static dev.credits.ledger.Window.DAY;
import static dev.credits.ledger.Window.MONTH;
import static dev.credits.ledger.Window.NONE;
import static dev.credits.ledger.Window.WEEK;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.BudgetCommands.extra;
import static dev.credits.testkit.contract.BudgetCommands.lift;
import static dev.credits.testkit.contract.BudgetCommands.limit;
import static dev.credits.testkit.contract.BudgetCommands.limitOf;
import static dev.credits.testkit.contract.BudgetCommands.member;
import static dev.credits.testkit.contract.BudgetCommands.reset;
import static dev.credits.testkit.contract.BudgetCommands.used;
import static dev.credits.testkit.contract.BudgetCommands.usedToday;
import static dev.credits.testkit.contract.Commands.capture;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.extend;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.release;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.reverse;
import static dev.credits.testkit.contract.Commands.settle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Overrun;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.Shadow;
import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is spent and held in a window stays inside its limit, at every account on the way. */
@Tag("L13")
@Tag("H3")
public interface LimitContract extends StorageUnderTest {
    private static void organisation(Scenario given) {
        given.does(
                open("org"),
                member("team", "org"),
                member("ann", "team"),
                member("bob", "team"),
                grant("org", "g", "1000"));
    }

    private static Instant tomorrow(Scenario given) {
        return given.now().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    }

    @Test
    @Tag("class-15")
    default void everyLimitOnTheWayBinds(Scenario given) {
        organisation(given);
        given.does(limit("ann", "l", DAY, "10"), limit("team", "l", DAY, "15"), limit("org", "l", DAY, "100"));

        given.execute(charge("ann", "c1", "10.000001"))
                .isDeclinedWith(LIMIT_EXCEEDED)
                .isBlockedBy("ann DAY")
                .hasShortfall("0.000001")
                .wouldPassAt(null);
        given.does(charge("ann", "c1", "8"));
        given.execute(charge("ann", "c2", "3"))
                .isDeclinedWith(LIMIT_EXCEEDED)
                .isBlockedBy("ann DAY")
                .hasShortfall("1")
                .wouldPassAt(tomorrow(given));
        given.execute(charge("bob", "c1", "8"))
                .isDeclinedWith(LIMIT_EXCEEDED)
                .isBlockedBy("team DAY")
                .hasShortfall("1");
        given.does(charge("bob", "c1", "7"), charge("org", "c1", "80"));
        given.execute(charge("org", "c2", "6")).isDeclinedWith(LIMIT_EXCEEDED).isBlockedBy("org DAY");
        given.execute(charge("org", "c2", "5")).isApplied();
        given.clock().set(tomorrow(given));
        given.execute(charge("ann", "c2", "10")).isApplied();
    }

    @Test
    default void theOneThatClearsLastIsNamed(Scenario given) {
        organisation(given);
        given.does(limit("ann", "d", DAY, "10"), limit("ann", "m", MONTH, "12"), limit("ann", "n", NONE, "20"));
        given.does(charge("ann", "c1", "9"));

        given.execute(charge("ann", "c2", "2")).isBlockedBy("ann DAY").wouldPassAt(tomorrow(given));
        given.execute(charge("ann", "c2", "4"))
                .isBlockedBy("ann MONTH")
                .wouldPassAt(limitOf(given, "ann", MONTH).resets());
        given.execute(charge("ann", "c2", "12")).isBlockedBy("ann DAY").wouldPassAt(null);
        given.does(lift("ann", "d2", DAY), lift("ann", "m2", MONTH));
        given.execute(charge("ann", "c2", "12"))
                .isBlockedBy("ann NONE")
                .wouldPassAt(null)
                .hasShortfall("1");
    }

    @Test
    @Tag("class-5")
    default void whatIsHeldAndThenSpentCountsOnce(Scenario given) {
        organisation(given);
        given.does(limit("ann", "l", DAY, "10"), reserve("ann", "h", "6"));

        given.execute(reserve("ann", "h2", "5")).isDeclinedWith(LIMIT_EXCEEDED).hasShortfall("1");
        given.does(capture("ann", "c", "h", "2"));
        assertThat(used(given, "ann", DAY)).isEqualTo("6");
        given.does(settle("ann", "s", "h", "3"));
        assertThat(used(given, "ann", DAY)).isEqualTo("5");
        given.execute(reserve("ann", "h2", "5")).isApplied();
        given.does(release("ann", "r", "h2"));
        assertThat(used(given, "ann", DAY)).isEqualTo("5");
        given.does(reverse("ann", "rev", "s", "1"));
        assertThat(used(given, "ann", DAY)).isEqualTo("4");
    }

    @Test
    @Tag("class-2")
    default void aLapsedHoldGivesItsRoomBack(Scenario given) {
        organisation(given);
        given.does(limit("ann", "l", DAY, "10"), limit("team", "l", NONE, "10"), reserve("ann", "h", "10"));

        given.clock().advance(Duration.ofMinutes(15));
        assertThat(given.ledger().sweep().lapsed()).isOne();
        given.execute(charge("bob", "c", "10")).isApplied();
        given.execute(charge("ann", "c", "0.1")).isDeclinedWith(LIMIT_EXCEEDED).isBlockedBy("team NONE");
        assertThat(used(given, "ann", DAY)).isEqualTo("0");
    }

    @Test
    default void aHoldCountsInTheWindowItWasOpenedIn(Scenario given) {
        organisation(given);
        Instant midnight = tomorrow(given);
        given.clock().set(midnight.minusSeconds(60));
        given.does(limit("ann", "l", DAY, "10"), limit("ann", "m", NONE, "15"), reserve("ann", "h", "8"));
        given.clock().set(midnight);

        given.execute(reserve("ann", "h2", "7.1")).isBlockedBy("ann NONE");
        given.does(reserve("ann", "h2", "7"));
        given.does(capture("ann", "c", "h", "1"), settle("ann", "s", "h", "5"), release("ann", "r", "h2"));
        assertThat(used(given, "ann", DAY)).isEqualTo("0");
        assertThat(used(given, "ann", NONE)).isEqualTo("6");
        assertThat(usedToday(given, "ann", null))
                .as("counts when it was set aside")
                .isZero();
        given.does(reverse("ann", "rev", "s"), charge("ann", "c2", "10"));
        assertThat(used(given, "ann", DAY))
                .as("a refund gives room back to the day it took it from")
                .isEqualTo("10");
    }

    @Test
    default void aHoldThatIsGivenMoreCountsInTheWindowOfThen(Scenario given) {
        organisation(given);
        Instant midnight = tomorrow(given);
        given.clock().set(midnight.minusSeconds(60));
        given.does(limit("ann", "l", DAY, "10"), reserve("ann", "h", "8"));
        given.clock().set(midnight.plusSeconds(60));

        given.execute(extend("ann", "e", "h", "2.5"))
                .isDeclinedWith(LIMIT_EXCEEDED)
                .hasShortfall("0.5");
        given.does(extend("ann", "e0", "h", Duration.ofHours(1)));
        assertThat(used(given, "ann", DAY)).isEqualTo("0");
        given.does(capture("ann", "c", "h", "1"), extend("ann", "e", "h", "2.5"));
        assertThat(used(given, "ann", DAY)).isEqualTo("9.5");
        given.execute(extend("ann", "e2", "h", "1")).isDeclinedWith(LIMIT_EXCEEDED);
        given.does(settle("ann", "s", "h", "9.5"));
        assertThat(used(given, "ann", DAY)).isEqualTo("9.5");
        assertThat(usedToday(given, "ann", null)).isEqualTo(9_500_000);
    }

    @Test
    @Tag("K5")
    default void anOverrunIsCutAtTheLimit(Scenario given) {
        organisation(given);
        given.does(limit("team", "l", DAY, "10"), reserve("ann", "h", "6"), charge("bob", "c", "2"));

        given.execute(settle("ann", "s", "h", "9").over(Overrun.DRAW))
                .isApplied()
                .hasCaptured("8")
                .hasShortfall("1");
        assertThat(used(given, "team", DAY)).isEqualTo("10");
        given.clock().set(tomorrow(given).minusSeconds(30));
        given.does(lift("team", "l2", DAY), limit("team", "l3", DAY, "20"), reserve("ann", "h2", "10"));
        given.clock().set(tomorrow(given));
        given.does(charge("bob", "c2", "8"));
        given.execute(settle("ann", "s2", "h2", "14").over(Overrun.DRAW))
                .as("drawing more moves the whole to the new day")
                .isApplied()
                .hasCaptured("12")
                .hasShortfall("2");
        assertThat(used(given, "team", DAY)).isEqualTo("20");
    }

    @Test
    default void aSingleCallIsBounded(Scenario given) {
        organisation(given);
        given.does(limit("team", "l", CALL, "10"));

        given.execute(charge("ann", "c", "11"))
                .isDeclinedWith(LIMIT_EXCEEDED)
                .isBlockedBy("team CALL")
                .wouldPassAt(null);
        given.does(charge("ann", "c", "10"), reserve("ann", "h", "9"));
        given.execute(extend("ann", "e", "h", "1.5"))
                .isDeclinedWith(LIMIT_EXCEEDED)
                .hasShortfall("0.5");
        given.does(capture("ann", "cap", "h", "5"));
        given.execute(extend("ann", "e", "h", "1")).isApplied();
        given.execute(settle("ann", "s", "h", "20").over(Overrun.DRAW))
                .isApplied()
                .hasCaptured("5")
                .hasShortfall("15");
    }

    @Test
    @Tag("class-15")
    default void aLimitCountsWhatWasSpentBeforeItWasSet(Scenario given) {
        organisation(given);
        given.does(charge("ann", "c1", "8"), reserve("bob", "h", "3"), reserve("ann", "h", "1"));

        given.does(limit("team", "l", DAY, "20"), limit("ann", "l", MONTH, "10"), limit("org", "n", NONE, "50"));
        assertThat(used(given, "team", DAY)).isEqualTo("12");
        assertThat(used(given, "ann", MONTH)).isEqualTo("9");
        assertThat(used(given, "org", NONE)).isEqualTo("12");
        given.execute(charge("ann", "c2", "1.1")).isDeclinedWith(LIMIT_EXCEEDED).isBlockedBy("ann MONTH");
        given.does(settle("ann", "s", "h", "0.5"), settle("bob", "s", "h", "3"));
        assertThat(used(given, "team", DAY)).isEqualTo("11.5");
        given.clock().set(tomorrow(given));
        given.does(limit("bob", "l", DAY, "1"), limit("bob", "l2", WEEK, "5"));
        assertThat(used(given, "bob", DAY)).isEqualTo("0");
        given.does(lift("team", "off", DAY), charge("ann", "c3", "0.25"), limit("team", "on", DAY, "20"));
        assertThat(used(given, "team", DAY)).isEqualTo("0.25");
    }

    @Test
    default void loweringStopsFurtherSpendingAndTakesNothingBack(Scenario given) {
        organisation(given);
        given.does(limit("ann", "l", DAY, "10"), charge("ann", "c", "6"), reserve("ann", "h", "3"));

        given.does(limit("ann", "l2", DAY, "5"));
        given.execute(charge("ann", "c2", "0.1")).isDeclinedWith(LIMIT_EXCEEDED).hasShortfall("4.1");
        given.execute(settle("ann", "s", "h", "3")).isApplied().hasCaptured("3");
        given.does(limit("ann", "l3", DAY, "12"));
        given.execute(charge("ann", "c2", "3")).isApplied();
        given.does(lift("ann", "off", DAY));
        given.execute(charge("ann", "c3", "500")).isApplied();
        assertThat(given.ledger().limits(id("ann"))).isEmpty();
    }

    @Test
    default void aLimitIsLiftedForATime(Scenario given) {
        organisation(given);
        Instant until = given.in(Duration.ofHours(1));
        given.does(limit("ann", "l", DAY, "10").liftedUntil(until), charge("ann", "c", "15"));

        given.clock().set(until);
        given.execute(charge("ann", "c2", "1")).isDeclinedWith(LIMIT_EXCEEDED).hasShortfall("6");
        assertThat(used(given, "ann", DAY)).isEqualTo("15");
    }

    @Test
    @Tag("class-15")
    default void extraIsForTheCurrentWindowOnly(Scenario given) {
        organisation(given);
        given.does(limit("ann", "l", DAY, "10"), charge("ann", "c", "10"));

        given.clock().advance(Duration.ofHours(1));
        given.does(extra("ann", "x", DAY, "5"), extra("ann", "x2", DAY, "1"));
        assertThat(given.entry("ann", 0).route().isDirect())
                .as("counts when it is booked")
                .isTrue();
        given.execute(charge("ann", "c2", "6")).isApplied();
        given.execute(charge("ann", "c3", "0.1")).isDeclinedWith(LIMIT_EXCEEDED);
        given.does(limit("ann", "l2", DAY, "11"));
        given.execute(charge("ann", "c3", "1")).isApplied();
        given.clock().set(tomorrow(given));
        given.execute(charge("ann", "c4", "11.1"))
                .isDeclinedWith(LIMIT_EXCEEDED)
                .hasShortfall("0.1");
        given.execute(extra("ann", "x3", MONTH, "1")).isDeclinedWith(WRONG_DIRECTION);
    }

    @Test
    @Tag("H4")
    default void usageIsForgivenAndItsFiguresStay(Scenario given) {
        organisation(given);
        given.does(limit("ann", "l", DAY, "10"), charge("ann", "c", "7"), reserve("ann", "h", "2"));

        given.does(reset("ann", "z", DAY));
        assertThat(used(given, "ann", DAY)).isEqualTo("2");
        assertThat(usedToday(given, "ann", null)).isEqualTo(7_000_000);
        assertThat(BudgetCommands.amendment(given.entry("ann", 0)).previous()).isEqualTo("7");
        given.does(charge("ann", "c2", "8"));
        given.execute(charge("ann", "c3", "0.1")).isDeclinedWith(LIMIT_EXCEEDED);
        given.does(reverse("ann", "r", "c"));
        assertThat(used(given, "ann", DAY))
                .as("forgiven, and so no room is given again")
                .isEqualTo("10");
        given.does(reset("ann", "z2", DAY), reset("ann", "z3", DAY));
        assertThat(used(given, "ann", DAY)).isEqualTo("2");
        given.clock().set(tomorrow(given));
        given.does(charge("ann", "c4", "10"));
        assertThat(used(given, "ann", DAY)).isEqualTo("10");
    }

    @Test
    @Tag("X9")
    default void aLimitInShadowIsReportedAndNotEnforced(Scenario given) {
        organisation(given);
        given.does(limit("team", "l", DAY, "10").inShadow(), charge("ann", "c", "9"));

        var outcome = given.outcome(charge("bob", "c", "3"));
        assertThat(outcome).isApplied();
        assertThat(outcome.orElseThrow().shadows()).containsExactly(new Shadow(id("team"), DAY, 2_000_000));
        assertThat(given.outcome(charge("bob", "c", "3"))).isReplayOf(outcome);
        var held = given.outcome(reserve("bob", "h", "1"));
        assertThat(held.orElseThrow().shadows()).containsExactly(new Shadow(id("team"), DAY, 3_000_000));
        assertThat(given.outcome(settle("bob", "s", "h", "1")).orElseThrow().shadows())
                .isEmpty();
        given.does(reserve("bob", "h2", "1", Duration.ofDays(2)));
        given.clock().set(tomorrow(given));
        given.does(charge("ann", "c3", "9"));
        given.execute(settle("bob", "s2", "h2", "4").over(Overrun.DRAW))
                .isApplied()
                .hasCaptured("4");
        assertThat(given.entry("org", 0).route().shadows()).containsExactly(new Shadow(id("team"), DAY, 3_000_000));
        given.does(limit("team", "l2", DAY, "10"));
        given.execute(charge("ann", "c2", "1")).isDeclinedWith(LIMIT_EXCEEDED).hasShortfall("4");
    }

    @Test
    default void anAccountsOwnCreditsHaveLimitsToo(Scenario given) {
        given.does(open("user"), grant("user", "g", "5"), limit("user", "l", WEEK, "10"));

        given.execute(charge("user", "c", "6")).isDeclinedWith(INSUFFICIENT_CREDITS);
        given.does(charge("user", "c", "5"), grant("user", "g2", "100"));
        given.execute(charge("user", "c2", "6")).isDeclinedWith(LIMIT_EXCEEDED).isBlockedBy("user WEEK");
        given.execute(limit("user", "l2", DAY, "1").on(dev.credits.ledger.LimitTerms.USUAL))
                .isApplied();
        given.execute(SetLimit.of(
                        id("user"), DAY, Amount.of("1", new CreditUnit("CALLS", 0)), BudgetCommands.reasoned("l3")))
                .isDeclinedWith(UNIT_MISMATCH);
    }

    @Test
    @Tag("class-10")
    default void aDayOfTheZoneMayHave25Hours(Scenario given) {
        organisation(given);
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        given.clock().set(Instant.parse("2026-10-24T22:00:00Z"));
        given.does(limit("ann", "l", DAY, "10").in(berlin), charge("ann", "c", "10"));

        given.execute(charge("ann", "c2", "1")).wouldPassAt(Instant.parse("2026-10-25T23:00:00Z"));
        given.clock().set(Instant.parse("2026-10-25T22:59:59.999999Z"));
        given.execute(charge("ann", "c2", "1")).isDeclinedWith(LIMIT_EXCEEDED);
        given.clock().set(Instant.parse("2026-10-25T23:00:00Z"));
        given.execute(charge("ann", "c2", "10")).isApplied();
    }

    @Test
    @Tag("class-10")
    @Tag("class-11")
    default void monthsKeepTheirAnchorDay(Scenario given) {
        organisation(given);
        given.clock().set(Instant.parse("2027-01-31T00:00:00Z"));
        given.does(limit("ann", "l", MONTH, "10").anchoredAt(31), charge("ann", "c", "10"));

        given.execute(charge("ann", "c2", "1")).wouldPassAt(Instant.parse("2027-02-28T00:00:00Z"));
        given.clock().set(Instant.parse("2027-02-28T00:00:00Z"));
        given.does(charge("ann", "c2", "10"));
        given.execute(charge("ann", "c3", "1")).wouldPassAt(Instant.parse("2027-03-31T00:00:00Z"));
        given.clock().set(Instant.parse("2027-03-31T00:00:00Z"));
        given.does(charge("ann", "c3", "10"));
    }

    @Test
    @Tag("class-10")
    default void anotherZoneCountsAnotherDay(Scenario given) {
        organisation(given);
        given.clock().set(Instant.parse("2026-05-05T14:00:00Z"));
        given.does(limit("ann", "l", DAY, "10"), charge("ann", "c", "4"), extra("ann", "x", DAY, "1"));
        given.clock().set(Instant.parse("2026-05-05T16:00:00Z"));
        given.does(charge("ann", "c2", "5"));

        given.does(limit("ann", "l2", DAY, "10").in(ZoneId.of("Asia/Tokyo")));
        assertThat(limitOf(given, "ann", DAY).period()).isEqualTo(Instant.parse("2026-05-05T15:00:00Z"));
        assertThat(used(given, "ann", DAY)).isEqualTo("5");
        given.does(reverse("ann", "r", "c"));
        assertThat(used(given, "ann", DAY)).isEqualTo("5");
        given.execute(charge("ann", "c3", "5.1")).wouldPassAt(Instant.parse("2026-05-06T15:00:00Z"));
        given.does(limit("ann", "l3", DAY, "10").in(ZoneId.of("Asia/Kathmandu")));
        assertThat(limitOf(given, "ann", DAY).period()).isEqualTo(Instant.parse("2026-05-04T18:15:00Z"));
        assertThat(used(given, "ann", DAY)).isEqualTo("5");
    }
}
