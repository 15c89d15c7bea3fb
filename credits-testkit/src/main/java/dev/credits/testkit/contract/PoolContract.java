package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.ACCOUNT_CLOSED;
import static dev.credits.ledger.DeclineCode.ACCOUNT_FROZEN;
import static dev.credits.ledger.DeclineCode.HOLD_ENDED;
import static dev.credits.ledger.DeclineCode.HOLD_NOT_FOUND;
import static dev.credits.ledger.DeclineCode.INSUFFICIENT_CREDITS;
import static dev.credits.ledger.DeclineCode.NOT_EMPTY;
import static dev.credits.ledger.DeclineCode.WRONG_DIRECTION;
import static dev.credits.ledger.EntryKind.CHARGE;
import static dev.credits.ledger.EntryKind.GRANT;
import static dev.credits.ledger.EntryKind.LAPSE;
import static dev.credits.ledger.EntryKind.OPEN;
import static dev.credits.ledger.EntryKind.RESERVE;
import static dev.credits.ledger.EntryKind.SETTLE;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.BudgetCommands.member;
import static dev.credits.testkit.contract.BudgetCommands.usedToday;
import static dev.credits.testkit.contract.Commands.adjust;
import static dev.credits.testkit.contract.Commands.allocate;
import static dev.credits.testkit.contract.Commands.capture;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.close;
import static dev.credits.testkit.contract.Commands.extend;
import static dev.credits.testkit.contract.Commands.freeze;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.grantUntil;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.key;
import static dev.credits.testkit.contract.Commands.memo;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.release;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.reverse;
import static dev.credits.testkit.contract.Commands.settle;
import static dev.credits.testkit.contract.Commands.transfer;
import static dev.credits.testkit.contract.Commands.unfreeze;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Charge;
import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Overrun;
import dev.credits.ledger.TransactionId;
import dev.credits.ledger.Window;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Members that spend what an account above them has, through any number of levels. */
@Tag("H3")
@Tag("X1")
public interface PoolContract extends StorageUnderTest {
    /** An organisation with 100, a team and two members that spend them, and one member beside the team. */
    private static void organisation(Scenario given) {
        given.does(
                open("org"),
                member("team", "org"),
                member("ann", "team"),
                member("bob", "team"),
                member("cem", "org"),
                grant("org", "g", "100"));
    }

    @Test
    default void aMembersChargeTakesThePoolsCredits(Scenario given) {
        organisation(given);

        var outcome = given.outcome(charge("ann", "c", "30"));
        assertThat(outcome).isApplied().hasAvailable("70").hasCaptured("30");
        assertThat(outcome.orElseThrow().account()).isEqualTo(id("ann"));
        Entry entry = outcome.orElseThrow().entry();
        assertThat(entry.account()).isEqualTo(id("org"));
        assertThat(entry.spender()).isEqualTo(id("ann"));
        assertThat(entry.route().path()).containsExactly(id("ann"), id("team"));
        assertThat(entry.transaction()).isEqualTo(TransactionId.of(id("ann"), key("c")));
        assertThat(given.ledger())
                .account("org")
                .hasEntries(OPEN, GRANT, CHARGE)
                .hasSpent("30");
        assertThat(given.ledger()).account("ann").hasEntries(OPEN).hasAvailable("0");
        given.execute(charge("cem", "c", "70.000001"))
                .isDeclinedWith(INSUFFICIENT_CREDITS)
                .isBlockedBy("org");
        given.execute(charge("cem", "c", "70")).isApplied().hasAvailable("0");
    }

    @Test
    @Tag("L4")
    @Tag("class-17")
    default void keysLiveOnTheMemberNotOnThePool(Scenario given) {
        organisation(given);
        var first = given.outcome(charge("ann", "same", "1"));

        given.execute(charge("bob", "same", "2")).isApplied().hasAvailable("97");
        given.execute(charge("org", "same", "3")).isApplied().hasAvailable("94");
        given.execute(charge("ann", "same", "1")).isReplayOf(first);
        given.execute(charge("ann", "same", "2")).conflictsOn("amount");
        assertThat(given.ledger().outcome(id("ann"), key("same"))).contains(first.orElseThrow());
        given.does(reserve("ann", "h", "1"), reserve("bob", "h", "2"));
        given.clock().advance(Duration.ofMinutes(15));
        given.ledger().sweep();
        assertThat(given.ledger()).account("ann").hasHold("h", Hold.State.LAPSED);
        assertThat(given.ledger()).account("bob").hasHold("h", Hold.State.LAPSED);
    }

    @Test
    @Tag("L5")
    default void aMembersHoldPinsThePoolsLots(Scenario given) {
        given.does(open("org"), member("ann", "org"));
        given.does(grantUntil("org", "soon", "5", given.in(Duration.ofDays(1))), grant("org", "g", "10"));

        given.execute(reserve("ann", "h", "8")).isApplied().hasAvailable("7").hasHeld("8");
        Hold hold = given.hold("ann", "h");
        assertThat(hold.account()).isEqualTo(id("ann"));
        assertThat(hold.funder()).isEqualTo(id("org"));
        assertThat(hold.parts()).containsExactly(new Hold.Part(1, 5_000_000), new Hold.Part(2, 3_000_000));
        given.clock().advance(Duration.ofMinutes(5));
        given.execute(capture("ann", "c", "h", "1")).isApplied().hasHeld("7");
        given.execute(extend("ann", "e", "h", "2")).isApplied().hasHeld("9");
        given.execute(settle("org", "s", "h", "1")).isDeclinedWith(HOLD_NOT_FOUND);
        given.execute(settle("ann", "s", "h", "6"))
                .isApplied()
                .hasCaptured("6")
                .hasReleased("3")
                .hasHeld("0");
        assertThat(given.ledger()).account("org").hasLots("8").hasSpent("7");
        given.execute(release("ann", "r", "h")).isDeclinedWith(HOLD_ENDED);
        assertThat(given.entry("org", 0).kind()).isEqualTo(SETTLE);
        assertThat(given.entry("org", 0).hold()).isEqualTo(key("h"));
    }

    @Test
    @Tag("class-2")
    @Tag("class-18")
    default void aMembersHoldLapsesOnThePool(Scenario given) {
        organisation(given);
        given.does(reserve("ann", "h", "60"));
        given.execute(charge("bob", "c", "50"))
                .isDeclinedWith(INSUFFICIENT_CREDITS)
                .hasShortfall("10");

        given.clock().advance(Duration.ofMinutes(15));
        assertThat(given.ledger()).account("org").hasAvailable("100").hasHeld("0");
        given.execute(charge("bob", "c", "50")).isApplied().hasAvailable("50");
        assertThat(given.kinds("org")).containsExactly(OPEN, GRANT, RESERVE, LAPSE, CHARGE);
        assertThat(given.entry("org", 1).spender()).isEqualTo(id("ann"));
        given.execute(settle("ann", "s", "h", "1")).isDeclinedWith(HOLD_ENDED).hasEnding(Hold.State.LAPSED);
    }

    @Test
    @Tag("L9")
    default void aMembersChargeIsReversedToThePoolsLots(Scenario given) {
        given.does(open("org"), member("ann", "org"));
        given.does(grantUntil("org", "soon", "5", given.in(Duration.ofDays(1))), grant("org", "g", "10"));
        given.does(charge("ann", "c", "8"));

        given.execute(reverse("ann", "r1", "c", "4")).isApplied().hasAvailable("11");
        given.execute(reverse("ann", "r2", "c")).isApplied().hasAvailable("15");
        assertThat(given.ledger()).account("org").hasLots("5", "10").hasSpent("0");
        assertThat(usedToday(given, "ann", null)).isZero();
        assertThat(given.entry("org", 0).spender()).isEqualTo(id("ann"));
    }

    @Test
    @Tag("K5")
    default void aMembersOverrunDrawsOnThePool(Scenario given) {
        organisation(given);
        given.does(reserve("ann", "h", "10"), reserve("bob", "h", "85"));

        given.execute(settle("ann", "s", "h", "20").over(Overrun.DRAW))
                .isApplied()
                .hasCaptured("15")
                .hasShortfall("5")
                .hasAvailable("0");
    }

    @Test
    @Tag("H3")
    default void usageIsKnownForEveryAccountOnTheWay(Scenario given) {
        organisation(given);
        given.does(
                new Charge(id("ann"), Commands.amount("3"), memo("c1").feature("chat")),
                new Charge(id("ann"), Commands.amount("4"), memo("c2").feature("image")),
                new Charge(id("bob"), Commands.amount("5"), memo("c1").feature("chat")),
                charge("cem", "c1", "6"));
        given.does(reverse("ann", "r", "c1", "1"));

        assertThat(usedToday(given, "ann", "chat")).isEqualTo(2_000_000);
        assertThat(usedToday(given, "ann", "image")).isEqualTo(4_000_000);
        assertThat(usedToday(given, "bob", "chat")).isEqualTo(5_000_000);
        assertThat(usedToday(given, "team", "chat")).isEqualTo(7_000_000);
        assertThat(usedToday(given, "org", "chat")).isEqualTo(7_000_000);
        assertThat(usedToday(given, "org", null)).isEqualTo(6_000_000);
        assertThat(usedToday(given, "team", null)).isZero();
    }

    @Test
    default void aHoldIsUsedForWhatItWasReservedFor(Scenario given) {
        organisation(given);
        given.does(dev.credits.ledger.Reserve.of(
                id("ann"), Commands.amount("3"), memo("h").feature("chat")));
        given.does(capture("ann", "c", "h", "1"), settle("ann", "s", "h", "1"));

        assertThat(usedToday(given, "ann", "chat")).isEqualTo(2_000_000);
        assertThat(given.entry("org", 0).memo().feature()).isEqualTo("chat");
    }

    @Test
    @Tag("K11")
    default void thePoolsStatementShowsWhatAMemberSpent(Scenario given) {
        organisation(given);
        given.does(charge("ann", "c1", "1"), charge("bob", "c1", "2"), charge("ann", "c2", "3"));

        List<Entry> anns = given.ledger()
                .statement(EntryFilter.of(id("org")).spender(id("ann")))
                .entries();
        assertThat(anns).extracting(entry -> entry.memo().key()).containsExactly(key("c1"), key("c2"));
        List<Entry> own = given.ledger()
                .statement(EntryFilter.of(id("org")).spender(id("org")))
                .entries();
        assertThat(own).extracting(Entry::kind).containsExactly(OPEN, GRANT);
    }

    @Test
    default void everyAccountOnTheWayMustBeAbleToSpend(Scenario given) {
        organisation(given);
        given.does(reserve("ann", "h", "10"), freeze("team", "f"));

        given.execute(charge("ann", "c", "1")).isDeclinedWith(ACCOUNT_FROZEN).isBlockedBy("team");
        given.execute(extend("ann", "e", "h", "1"))
                .isDeclinedWith(ACCOUNT_FROZEN)
                .isBlockedBy("team");
        given.execute(charge("cem", "c", "1")).isApplied();
        given.execute(settle("ann", "s", "h", "11").over(Overrun.DRAW))
                .isApplied()
                .hasShortfall("1");
        given.does(unfreeze("team", "u"), freeze("org", "f"));
        given.execute(charge("ann", "c", "1")).isDeclinedWith(ACCOUNT_FROZEN).isBlockedBy("org");
    }

    @Test
    default void anAccountWithoutCreditsOfItsOwnIsGivenNone(Scenario given) {
        organisation(given);
        given.does(open("user"), grant("user", "g", "5"));

        given.execute(grant("ann", "g", "1")).isDeclinedWith(WRONG_DIRECTION).isBlockedBy("ann");
        given.execute(adjust("ann", "a", "1")).isDeclinedWith(WRONG_DIRECTION);
        given.execute(allocate("org", "team", "al", "1")).isDeclinedWith(WRONG_DIRECTION);
        given.execute(transfer("user", "ann", "t", "1")).isDeclinedWith(WRONG_DIRECTION);
        given.execute(transfer("ann", "user", "t", "1")).isDeclinedWith(WRONG_DIRECTION);
    }

    @Test
    @Tag("class-2")
    default void closingWaitsForHoldsAndForThoseWhoSpend(Scenario given) {
        organisation(given);
        given.does(reserve("ann", "h", "10"));

        given.execute(close("ann", "x")).isDeclinedWith(NOT_EMPTY);
        given.execute(close("team", "x")).isDeclinedWith(NOT_EMPTY);
        given.does(release("ann", "r", "h"), close("ann", "x"));
        given.execute(charge("ann", "c", "1")).isDeclinedWith(ACCOUNT_CLOSED);
        given.execute(close("team", "x")).isDeclinedWith(NOT_EMPTY);
        given.does(close("bob", "x"), close("team", "x"));
    }

    @Test
    @Tag("K8")
    @Tag("L1")
    default void commandsOfOneListSeeTheTreeTheyMake(Scenario given) {
        given.does(open("org"), grant("org", "g", "10"));

        assertThat(given.ledger()
                        .executeAll(List.of(
                                member("team", "org"),
                                member("ann", "team"),
                                BudgetCommands.limit("team", "l", Window.NONE, "6"),
                                charge("ann", "c", "5"),
                                reserve("ann", "h", "1"),
                                settle("ann", "s", "h", "1"))))
                .isInstanceOf(dev.credits.ledger.AtomicOutcome.AllBooked.class);
        given.execute(charge("ann", "c2", "0.000001")).isDeclinedWith(DeclineCode.LIMIT_EXCEEDED);
        assertThat(given.ledger()).account("org").hasAvailable("4");
    }

    @Test
    @Tag("K9")
    default void previewsLookAtTheWholeWay(Scenario given) {
        organisation(given);

        assertThat(given.ledger().preview(charge("ann", "c", "100")))
                .isApplied()
                .hasAvailable("0");
        assertThat(given.ledger().preview(charge("ann", "c", "101"))).isDeclinedWith(INSUFFICIENT_CREDITS);
        assertThat(given.ledger()).account("org").hasEntries(OPEN, GRANT);
    }

    @Test
    @Tag("class-20")
    default void anotherProcessSeesTheSamePool(Scenario given) {
        organisation(given);
        var other = given.anotherProcess();

        given.does(reserve("ann", "h", "60"));
        assertThat(other.execute(charge("bob", "c", "50"))).isDeclinedWith(INSUFFICIENT_CREDITS);
        assertThat(other.execute(settle("ann", "s", "h", "10"))).isApplied().hasAvailable("90");
        given.execute(charge("bob", "c", "90")).isApplied().hasAvailable("0");
    }

    @Test
    @Tag("L13")
    @Tag("class-12")
    default void whatAProcessRemembersOfATreeDecidesNothing(Scenario given) {
        organisation(given);
        given.does(open("firm"), grant("firm", "g", "50"));
        Ledger other = given.anotherProcess();
        assertThat(other.execute(charge("ann", "c0", "1"))).isApplied().hasAvailable("99");

        given.does(BudgetCommands.limit("ann", "l", Window.NONE, "5"));
        assertThat(other.execute(charge("ann", "c1", "4.5")))
                .as("a limit it has not seen")
                .isDeclinedWith(DeclineCode.LIMIT_EXCEEDED)
                .isBlockedBy("ann NONE");
        given.does(BudgetCommands.move("ann", "m", "firm"));
        assertThat(other.execute(charge("ann", "c1", "3")))
                .as("another pool")
                .isApplied()
                .hasAvailable("47");
        assertThat(other.preview(charge("ann", "c2", "1.5"))).isDeclinedWith(DeclineCode.LIMIT_EXCEEDED);
        given.does(BudgetCommands.isolate("ann", "own"), grant("ann", "g", "7"));
        assertThat(other.execute(reserve("ann", "h", "1")))
                .as("credits of its own")
                .isApplied()
                .hasAvailable("6")
                .hasHeld("1");
        given.does(BudgetCommands.lift("ann", "l2", Window.NONE), freeze("team", "f"));
        assertThat(other.execute(charge("bob", "c", "1")))
                .as("a team that was frozen")
                .isDeclinedWith(ACCOUNT_FROZEN);
        assertThat(other.execute(settle("ann", "s", "h", "1"))).isApplied().hasAvailable("6");
        assertThat(given.ledger()).account("org").hasAvailable("99");
        assertThat(given.ledger()).account("firm").hasAvailable("47");
    }
}
