package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.INSUFFICIENT_CREDITS;
import static dev.credits.ledger.DeclineCode.LIMIT_EXCEEDED;
import static dev.credits.ledger.DeclineCode.NOT_EMPTY;
import static dev.credits.ledger.DeclineCode.WRONG_DIRECTION;
import static dev.credits.ledger.Window.DAY;
import static dev.credits.ledger.Window.NONE;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.BudgetCommands.child;
import static dev.credits.testkit.contract.BudgetCommands.isolate;
import static dev.credits.testkit.contract.BudgetCommands.limit;
import static dev.credits.testkit.contract.BudgetCommands.member;
import static dev.credits.testkit.contract.BudgetCommands.share;
import static dev.credits.testkit.contract.BudgetCommands.used;
import static dev.credits.testkit.contract.Commands.allocate;
import static dev.credits.testkit.contract.Commands.capture;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.extend;
import static dev.credits.testkit.contract.Commands.floor;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.grantFrom;
import static dev.credits.testkit.contract.Commands.grantUntil;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.reclaim;
import static dev.credits.testkit.contract.Commands.release;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.settle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Funding;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Lot;
import dev.credits.ledger.Overrun;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A campaign spends its own allocation or its client's credits, and is switched between the two. */
@Tag("H2")
public interface FundingContract extends StorageUnderTest {
    private static void client(Scenario given) {
        given.does(open("client"), child("campaign", "client"), grant("client", "g", "100"));
        given.does(allocate("client", "campaign", "a", "20"));
    }

    @Test
    @Tag("L12")
    default void sharingGivesBackWhatWasAllocated(Scenario given) {
        given.does(open("client"), child("campaign", "client"));
        Instant soon = given.in(Duration.ofDays(3));
        given.does(grantUntil("client", "g", "30", soon), allocate("client", "campaign", "a", "20"));

        given.execute(share("campaign", "f")).isApplied().hasAvailable("0");
        assertThat(given.ledger()).account("client").hasAvailable("30").hasIn("20");
        assertThat(given.lots("client")).extracting(Lot::expires).containsOnly(soon);
        assertThat(given.ledger().account(id("campaign")).orElseThrow().funding())
                .isEqualTo(Funding.PARENT);
        given.execute(charge("campaign", "c", "25")).isApplied().hasAvailable("5");
        assertThat(given.entry("client", 0).spender()).isEqualTo(id("campaign"));
    }

    @Test
    default void sharingMayKeepWhatWasAllocated(Scenario given) {
        client(given);

        given.execute(share("campaign", "f").keeping()).isApplied();
        given.execute(charge("campaign", "c", "81"))
                .isDeclinedWith(INSUFFICIENT_CREDITS)
                .isBlockedBy("client");
        assertThat(given.ledger()).account("campaign").hasAvailable("20");
        given.does(reclaim("campaign", "client", "r", "5"), isolate("campaign", "f2"));
        given.execute(charge("campaign", "c", "15")).isApplied().hasAvailable("0");
        assertThat(given.ledger()).account("client").hasAvailable("85");
    }

    @Test
    @Tag("L5")
    default void whatIsHeldStaysWhereItWasHeld(Scenario given) {
        client(given);
        given.does(reserve("campaign", "own", "15"), limit("campaign", "l", NONE, "60"));
        given.does(share("campaign", "f"), reserve("campaign", "shared", "30"));
        assertThat(given.ledger()).account("campaign").hasHeld("15").hasAvailable("0");
        assertThat(given.ledger()).account("client").hasHeld("30").hasAvailable("55");

        given.does(isolate("campaign", "f2"));
        given.execute(settle("campaign", "s1", "shared", "10"))
                .isApplied()
                .hasCaptured("10")
                .hasHeld("0");
        assertThat(given.ledger()).account("client").hasAvailable("75").hasSpent("10");
        given.execute(settle("campaign", "s2", "own", "5")).isApplied().hasAvailable("10");
        assertThat(used(given, "campaign", NONE)).isEqualTo("15");
        assertThat(given.ledger()).account("campaign").hasSpent("5").hasHold("own", Hold.State.SETTLED);
    }

    @Test
    @Tag("L13")
    default void limitsAboveCountWhatIsSharedOnly(Scenario given) {
        client(given);
        given.does(limit("client", "l", DAY, "50"), charge("campaign", "c", "20"));
        assertThat(used(given, "client", DAY)).isEqualTo("0");

        given.does(share("campaign", "f"), reserve("campaign", "h", "40"));
        given.execute(charge("campaign", "c2", "11"))
                .isDeclinedWith(LIMIT_EXCEEDED)
                .isBlockedBy("client DAY");
        given.does(isolate("campaign", "f2"), release("campaign", "r", "h"));
        assertThat(used(given, "client", DAY)).isEqualTo("0");
    }

    @Test
    default void sharingGoesThroughAnyNumberOfLevels(Scenario given) {
        given.does(
                open("platform").unlimited(),
                child("agency", "platform"),
                child("client", "agency"),
                child("campaign", "client"),
                member("flight", "campaign"));
        given.does(allocate("platform", "agency", "a", "100"), allocate("agency", "client", "a", "50"));
        given.does(allocate("client", "campaign", "a", "10"));

        given.execute(charge("flight", "c", "4")).isApplied().hasAvailable("6");
        given.does(share("campaign", "f"));
        given.execute(charge("flight", "c2", "40")).isApplied().hasAvailable("6");
        given.does(share("client", "f"));
        given.execute(charge("flight", "c3", "50")).isApplied().hasAvailable("6");
        assertThat(given.ledger()).account("platform").hasAvailable("-100").hasOut("100");
        assertThat(given.entry("agency", 0).route().path()).containsExactly(id("flight"), id("campaign"), id("client"));
    }

    @Test
    default void nothingIsStranded(Scenario given) {
        client(given);
        given.does(grantFrom("campaign", "later", "5", given.in(Duration.ofDays(1))));

        given.execute(share("campaign", "f")).isDeclinedWith(NOT_EMPTY);
        given.does(share("campaign", "k").keeping(), isolate("campaign", "i"));
        given.does(floor("campaign", "fl", "-5"), charge("campaign", "c", "25"));
        given.execute(share("campaign", "f").keeping()).isDeclinedWith(NOT_EMPTY);
        given.execute(share("client", "f")).isDeclinedWith(WRONG_DIRECTION);
    }

    @Test
    @Tag("L5")
    @Tag("L13")
    default void aHoldOfCreditsThatAreNoLongerSpentTakesNoMoreOfThem(Scenario given) {
        client(given);
        given.does(share("campaign", "f").keeping(), reserve("campaign", "h", "30"), reserve("campaign", "h2", "5"));
        given.does(floor("client", "fl", "-50"), isolate("campaign", "f2"));

        given.execute(extend("campaign", "e", "h", "10"))
                .isDeclinedWith(WRONG_DIRECTION)
                .isBlockedBy("client");
        assertThat(given.outcome(extend("campaign", "e", "h", "10")).toString())
                .contains("hold h is of the credits of client, which campaign no longer spends");
        given.does(extend("campaign", "longer", "h", Duration.ofHours(2)), capture("campaign", "c", "h", "10"));
        given.execute(settle("campaign", "s", "h", "50").over(Overrun.DRAW))
                .isApplied()
                .hasCaptured("20")
                .hasShortfall("30");
        given.execute(settle("campaign", "s2", "h2", "9").over(Overrun.DEBT))
                .isApplied()
                .hasCaptured("5")
                .hasShortfall("4");
        assertThat(given.ledger()).account("client").hasAvailable("45").hasHeld("0");
        assertThat(given.ledger()).account("campaign").hasAvailable("20");
    }

    @Test
    @Tag("L5")
    default void aHoldOfAnAccountsOwnCreditsTakesNoMoreOfThemWhileItShares(Scenario given) {
        client(given);
        given.does(reserve("campaign", "h", "5"), share("campaign", "f").keeping());

        given.execute(extend("campaign", "e", "h", "1"))
                .isDeclinedWith(WRONG_DIRECTION)
                .isBlockedBy("campaign");
        given.does(isolate("campaign", "f2"));
        given.execute(extend("campaign", "e", "h", "1")).isApplied().hasHeld("6");
        given.does(share("campaign", "f3").keeping());
        given.execute(settle("campaign", "s", "h", "10").over(Overrun.DRAW))
                .isApplied()
                .hasCaptured("6")
                .hasShortfall("4");
    }

    @Test
    @Tag("L5")
    default void aHoldTakesNoMoreOnceAnAccountOnItsWayHasCreditsOfItsOwn(Scenario given) {
        given.does(open("org"), member("team", "org"), member("ann", "team"), grant("org", "g", "100"));
        given.does(reserve("ann", "h", "10"), isolate("team", "f"), grant("team", "g", "50"));

        given.execute(extend("ann", "e", "h", "1"))
                .isDeclinedWith(WRONG_DIRECTION)
                .isBlockedBy("org");
        given.execute(settle("ann", "s", "h", "30").over(Overrun.DRAW))
                .isApplied()
                .hasCaptured("10")
                .hasShortfall("20");
        given.execute(reserve("ann", "h2", "20")).isApplied();
        assertThat(given.ledger()).account("team").hasHeld("20");
    }
}
