package dev.credits.testkit.contract;

import static dev.credits.testkit.contract.BudgetCommands.child;
import static dev.credits.testkit.contract.BudgetCommands.extra;
import static dev.credits.testkit.contract.BudgetCommands.isolate;
import static dev.credits.testkit.contract.BudgetCommands.limit;
import static dev.credits.testkit.contract.BudgetCommands.member;
import static dev.credits.testkit.contract.BudgetCommands.move;
import static dev.credits.testkit.contract.BudgetCommands.reset;
import static dev.credits.testkit.contract.BudgetCommands.share;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.extend;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.grantUntil;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.reverse;
import static dev.credits.testkit.contract.Commands.settle;
import static dev.credits.testkit.contract.Commands.transfer;

import dev.credits.ledger.Overrun;
import dev.credits.ledger.Window;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random histories that once broke a law, cut to the steps they need and named after what went wrong. The laws are reckoned
 * after each step from what was booked, by no rule of the ledger's.
 */
public interface FoundHistoriesContract extends StorageUnderTest {
    @Test
    @Tag("L13")
    default void aLimitSetByAClockBehindThePoolsCountsTheDayThePoolIsIn(Scenario given) {
        Tale.from("2026-01-01T23:59:58Z")
                .send(open("org"), member("level1", "org"), grant("org", "g", "200"))
                .skew(1, Duration.ofSeconds(4))
                .by(1, charge("level1", "c", "50"))
                .send(limit("level1", "l", Window.DAY, "60"), charge("level1", "c2", "60"))
                .at("2026-01-02T00:00:10Z")
                .send(charge("level1", "c3", "10.000001"), charge("level1", "c4", "10"))
                .holdsOn(given);
    }

    @Test
    @Tag("L13")
    default void aLimitThatWaitedForItsRowsOverMidnightCountsTheNewDay(Scenario given) {
        Tale.from("2026-01-01T12:00:00Z")
                .send(open("org"), member("level1", "org"), grant("org", "g", "200"))
                .at("2026-01-02T00:00:01Z")
                .by(1, charge("level1", "c", "50"))
                .late(Duration.ofSeconds(3), limit("level1", "l", Window.DAY, "60"))
                .send(charge("level1", "c2", "60"), charge("level1", "c3", "10"))
                .holdsOn(given);
    }

    @Test
    @Tag("L13")
    default void aReversalInThePoolsDayNeverTakesAMembersCounterBelowZero(Scenario given) {
        Tale.from("2026-01-01T23:59:58Z")
                .send(open("org"), member("level1", "org"), member("level2", "level1"), grant("org", "g", "8"))
                .skew(1, Duration.ofSeconds(4))
                .by(1, charge("level2", "c", "1"))
                .send(limit("level1", "l", Window.DAY, "6.5"), reset("level1", "forgive", Window.DAY))
                .by(1, reverse("level2", "r", "c"))
                .send(charge("level2", "c2", "6.5"))
                .holdsOn(given);
    }

    @Test
    @Tag("L13")
    default void extraFromAClockBehindThePoolsIsGivenInTheDayThePoolIsIn(Scenario given) {
        Tale.from("2026-01-01T23:59:58Z")
                .send(open("org"), member("level2", "org"), grant("org", "g", "19"))
                .skew(1, Duration.ofSeconds(4))
                .by(1, reserve("level2", "h", "3.5"))
                .send(limit("level2", "l", Window.DAY, "2.7"), extra("level2", "x", Window.DAY, "1"))
                .by(1, charge("level2", "c", "0.3"), charge("level2", "c2", "0.2"))
                .holdsOn(given);
    }

    @Test
    @Tag("L7")
    default void bothSidesOfATransferHaveOneTime(Scenario given) {
        Tale.from("2026-01-31T23:59:57Z")
                .send(open("user:1"))
                .skew(1, Duration.ofSeconds(100))
                .by(1, open("user:2"), grant("user:2", "g", "13.5"))
                .send(transfer("user:2", "user:1", "t", "0.5"))
                .holdsOn(given);
    }

    @Test
    @Tag("L7")
    @Tag("K2")
    default void whatWaitedForItsRowsIsNotBookedIntoAPastThatWasTold(Scenario given) {
        Tale.from("2026-01-01T00:00:00Z")
                .send(open("user:1"), grant("user:1", "g", "10"))
                .at("2026-01-01T00:00:10Z")
                .at("2026-01-01T00:00:20Z")
                .late(Duration.ofSeconds(15), charge("user:1", "c", "1"))
                .at("2026-01-01T00:00:30Z")
                .holdsOn(given);
    }

    @Test
    @Tag("H2")
    @Tag("K5")
    default void anIsolatedMemberSettlesNothingNewFromThePool(Scenario given) {
        Tale tale = Tale.from("2026-01-01T00:00:00Z").send(open("org"), grant("org", "g", "26"));
        for (Overrun over : Overrun.values()) {
            String name = "member:" + over;
            tale.send(member(name, "org"), reserve(name, "h", "1.25"), isolate(name, "own"))
                    .send(settle(name, "s", "h", "4.5").over(over));
        }
        tale.holdsOn(given);
    }

    @Test
    @Tag("H2")
    @Tag("K5")
    default void anIsolatedMemberExtendsItsHoldByNothingOfThePools(Scenario given) {
        Tale.from("2026-01-01T00:00:00Z")
                .send(open("org"), member("level1", "org"), grant("org", "g", "8"))
                .send(reserve("level1", "h", "2.75"), isolate("level1", "own"), extend("level1", "e", "h", "2"))
                .holdsOn(given);
    }

    @Test
    @Tag("H2")
    @Tag("K5")
    default void whoSharesAPoolSettlesNothingNewFromWhatItLeftBehind(Scenario given) {
        Tale.from("2026-01-01T00:00:00Z")
                .send(open("org"), child("level1", "org"), grant("org", "g", "8"), grant("level1", "g", "8"))
                .send(reserve("level1", "h", "2"))
                .send(dev.credits.ledger.Fund.shared(Commands.id("level1"), BudgetCommands.reasoned("share"))
                        .keeping())
                .send(settle("level1", "s", "h", "4").over(Overrun.DRAW))
                .holdsOn(given);
    }

    @Test
    @Tag("L13")
    @Tag("L9")
    default void whatWasForgivenAndThenReversedLeavesNoRoomASecondTime(Scenario given) {
        Tale.from("2026-01-01T00:00:00Z")
                .send(open("user:1"), grant("user:1", "g", "500"), limit("user:1", "l", Window.DAY, "100"))
                .send(charge("user:1", "c", "100"), reset("user:1", "forgive", Window.DAY))
                .send(reverse("user:1", "r", "c"))
                .send(charge("user:1", "c2", "100"), charge("user:1", "c3", "100"), charge("user:1", "c4", "1"))
                .holdsOn(given);
    }

    @Test
    @Tag("L13")
    @Tag("L9")
    default void whatWasSpentAfterAResetCountsThoughWhatWasForgivenIsReversed(Scenario given) {
        Tale.from("2026-01-31T23:59:57Z")
                .send(open("org"), member("level1", "org"), grant("org", "g", "26"))
                .send(limit("org", "l", Window.DAY, "11"), reserve("level1", "h", "2.5"))
                .send(settle("level1", "s", "h", "2"), reset("org", "forgive", Window.DAY))
                .send(charge("org", "c", "5"), reverse("level1", "r", "s"))
                .send(charge("org", "c2", "6"), charge("org", "c3", "0.5"))
                .holdsOn(given);
    }

    @Test
    @Tag("L13")
    @Tag("L9")
    default void whatWasForgivenStaysSoThoughWhatWasSpentAfterIsReversed(Scenario given) {
        Tale.from("2026-01-01T00:00:00Z")
                .send(open("user:1"), grant("user:1", "g", "500"), limit("user:1", "l", Window.DAY, "100"))
                .send(charge("user:1", "c", "60"), reset("user:1", "forgive", Window.DAY))
                .send(
                        charge("user:1", "c2", "40"),
                        reverse("user:1", "r", "c2", "30"),
                        reverse("user:1", "r2", "c", "10"))
                .send(charge("user:1", "c3", "90"), charge("user:1", "c4", "1"))
                .holdsOn(given);
    }

    @Test
    @Tag("L11")
    @Tag("K2")
    default void aMoveBooksNoExpiryOfAnAccountItPasses(Scenario given) {
        Instant end = Instant.parse("2026-01-02T01:32:21.461185Z");
        Tale.from("2026-01-01T00:59:59.5Z")
                .send(open("org"), member("level1", "org"), member("level2", "level1"), member("level3", "level2"))
                .send(member("member3", "level2"), grantUntil("org", "g", "17", end))
                .at("2026-01-02T01:32:21.461185Z")
                .send(move("level3", "m", "member3"))
                .at("2026-01-02T01:33:00Z")
                .holdsOn(given);
    }

    @Test
    @Tag("L11")
    @Tag("K2")
    default void anOpeningChangesNoPastBalanceOfAnAccountAbove(Scenario given) {
        Instant end = Instant.parse("2026-01-17T00:16:03.170831Z");
        Tale.from("2026-01-01T00:30:00Z")
                .send(open("org"), member("level1", "org"), grantUntil("org", "g", "13", end))
                .at("2026-01-17T00:17:03.17083Z")
                .send(member("member2", "level1"))
                .at("2026-01-17T00:18:00Z")
                .holdsOn(given);
    }

    @Test
    @Tag("L11")
    @Tag("K2")
    default void spendingBooksNoExpiryOfAnAccountBetween(Scenario given) {
        Instant end = Instant.parse("2026-01-01T01:00:00Z");
        Tale.from("2026-01-01T00:00:00Z")
                .send(open("org"), child("level1", "org"), member("member1", "level1"), grant("org", "g", "20"))
                .send(grantUntil("level1", "g", "5", end), reserve("level1", "h", "2", Duration.ofMinutes(15)))
                .send(dev.credits.ledger.Fund.shared(Commands.id("level1"), BudgetCommands.reasoned("share"))
                        .keeping())
                .at("2026-01-01T01:00:00.000001Z")
                .at("2026-01-01T02:00:00Z")
                .send(charge("member1", "c", "1"))
                .at("2026-01-01T03:00:00Z")
                .send(charge("member1", "c2", "1"), share("level1", "again"))
                .holdsOn(given);
    }
}
