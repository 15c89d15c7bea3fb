package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.INSUFFICIENT_CREDITS;
import static dev.credits.ledger.Overrun.CAP;
import static dev.credits.ledger.Overrun.DEBT;
import static dev.credits.ledger.Overrun.DRAW;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.floor;
import static dev.credits.testkit.contract.Commands.freeze;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.release;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.reverse;
import static dev.credits.testkit.contract.Commands.settle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Hold.Part;
import dev.credits.ledger.LotMove;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Settlements above their hold, and spending below zero as far as the floor permits. */
@Tag("L3")
@Tag("K5")
public interface OverrunContract extends StorageUnderTest {
    @Test
    default void capTakesTheHoldAndRecordsTheShortfall(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "100"), reserve("user:1", "h", "10"));

        given.execute(settle("user:1", "s", "h", "12.5").over(CAP))
                .isApplied()
                .hasCaptured("10")
                .hasShortfall("2.5")
                .hasAvailable("90")
                .hasHeld("0");
        assertThat(given.entry("user:1", 0).shortfall()).isEqualTo(2_500_000);
    }

    @Test
    default void drawTakesTheRestFromAvailable(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "100"), reserve("user:1", "h", "10"));

        given.execute(settle("user:1", "s", "h", "12.5").over(DRAW))
                .isApplied()
                .hasCaptured("12.5")
                .hasShortfall("0")
                .hasAvailable("87.5")
                .hasHeld("0");
    }

    @Test
    default void drawNeverGoesIntoOverdraft(Scenario given) {
        given.does(
                open("user:1"), floor("user:1", "f", "-50"), grant("user:1", "g", "12"), reserve("user:1", "h", "10"));

        given.execute(settle("user:1", "s", "h", "20").over(DRAW))
                .isApplied()
                .hasCaptured("12")
                .hasShortfall("8")
                .hasAvailable("0");
        assertThat(given.ledger()).account("user:1").hasDebt("0").hasSpent("12");
    }

    @Test
    default void debtTakesTheRestFromAvailableAndThenFromTheOverdraft(Scenario given) {
        given.does(
                open("user:1"), floor("user:1", "f", "-5"), grant("user:1", "g", "12"), reserve("user:1", "h", "10"));

        given.execute(settle("user:1", "s", "h", "15").over(DEBT))
                .isApplied()
                .hasCaptured("15")
                .hasShortfall("0")
                .hasAvailable("-3");
        assertThat(given.ledger()).account("user:1").hasDebt("3").hasSpent("15").hasLots();
    }

    @Test
    default void debtStopsAtTheFloorAndRecordsTheShortfall(Scenario given) {
        given.does(
                open("user:1"), floor("user:1", "f", "-5"), grant("user:1", "g", "12"), reserve("user:1", "h", "10"));

        given.execute(settle("user:1", "s", "h", "30").over(DEBT))
                .isApplied()
                .hasCaptured("17")
                .hasShortfall("13")
                .hasAvailable("-5");
    }

    @Test
    @Tag("K1")
    default void onAFrozenAccountEveryRuleIsCap(Scenario given) {
        given.does(open("user:1"), floor("user:1", "f", "-5"), grant("user:1", "g", "30"));
        given.does(reserve("user:1", "h1", "10"), reserve("user:1", "h2", "10"), freeze("user:1", "stop"));

        given.execute(settle("user:1", "s1", "h1", "12").over(DRAW))
                .isApplied()
                .hasCaptured("10")
                .hasShortfall("2");
        given.execute(settle("user:1", "s2", "h2", "13").over(DEBT))
                .isApplied()
                .hasCaptured("10")
                .hasShortfall("3");
        assertThat(given.ledger()).account("user:1").hasAvailable("10").hasSpent("20");
    }

    @Test
    @Tag("K1")
    default void anAccountSpendsDownToItsFloorAndNoFurther(Scenario given) {
        given.does(open("user:1").withFloor(Commands.amount("-10")), grant("user:1", "g", "5"));

        given.execute(charge("user:1", "c", "15.000001"))
                .isDeclinedWith(INSUFFICIENT_CREDITS)
                .hasShortfall("0.000001");
        given.execute(charge("user:1", "c", "12")).isApplied().hasAvailable("-7");
        assertThat(given.entry("user:1", 0).moves())
                .containsExactly(
                        new LotMove(1, -5_000_000, 0, null), new LotMove(LotMove.OVERDRAFT, -7_000_000, 0, null));
        given.execute(reserve("user:1", "h", "3"))
                .isApplied()
                .hasAvailable("-10")
                .hasHeld("3");
        given.execute(charge("user:1", "c2", "0.000001")).isDeclinedWith(INSUFFICIENT_CREDITS);
        assertThat(given.hold("user:1", "h").parts()).containsExactly(new Part(LotMove.OVERDRAFT, 3_000_000));
        assertThat(given.ledger()).account("user:1").hasDebt("10").hasSpent("12");
    }

    @Test
    default void newCreditsPayTheOverdraftFirst(Scenario given) {
        given.does(open("user:1").withFloor(Commands.amount("-10")), charge("user:1", "c", "8"));

        given.execute(grant("user:1", "g", "5")).isApplied().hasAvailable("-3");
        assertThat(given.ledger()).account("user:1").hasDebt("3").hasLots().hasEarned("5");
        given.execute(grant("user:1", "g2", "10")).isApplied().hasAvailable("7");
        assertThat(given.ledger())
                .account("user:1")
                .hasDebt("0")
                .hasLots("7")
                .hasEarned("15")
                .hasSpent("8");
        assertThat(given.lots("user:1").get(0).amount()).isEqualTo(10_000_000);
    }

    @Test
    @Tag("L5")
    default void aHoldOnOverdraftReturnsToIt(Scenario given) {
        given.does(
                open("user:1").withFloor(Commands.amount("-10")),
                grant("user:1", "g", "4"),
                reserve("user:1", "h", "9"));
        assertThat(given.hold("user:1", "h").parts())
                .containsExactly(new Part(1, 4_000_000), new Part(LotMove.OVERDRAFT, 5_000_000));

        given.execute(settle("user:1", "s", "h", "6"))
                .isApplied()
                .hasAvailable("-2")
                .hasReleased("3");
        assertThat(given.ledger()).account("user:1").hasDebt("2").hasSpent("6").hasLots();
        given.does(reserve("user:1", "h2", "8"), release("user:1", "r", "h2"));
        assertThat(given.ledger())
                .account("user:1")
                .hasDebt("2")
                .hasAvailable("-2")
                .hasHeld("0");
    }

    @Test
    @Tag("L9")
    default void aReversedOverdraftIsPaidBack(Scenario given) {
        given.does(
                open("user:1").withFloor(Commands.amount("-10")),
                grant("user:1", "g", "4"),
                charge("user:1", "c", "9"));

        given.execute(reverse("user:1", "r", "c", "3")).isApplied().hasAvailable("-2");
        assertThat(given.ledger()).account("user:1").hasDebt("2").hasLots();
        given.execute(reverse("user:1", "r2", "c")).isApplied().hasAvailable("4");
        assertThat(given.ledger()).account("user:1").hasDebt("0").hasLots("4").hasSpent("0");
    }

    @Test
    @Tag("L2")
    default void aHoldOnOverdraftThatWasPaidMeanwhileBecomesALot(Scenario given) {
        given.does(
                open("user:1").withFloor(Commands.amount("-10")),
                reserve("user:1", "h", "5"),
                grant("user:1", "g", "8"));
        assertThat(given.ledger())
                .account("user:1")
                .hasAvailable("3")
                .hasHeld("5")
                .hasDebt("0");

        given.execute(release("user:1", "r", "h")).isApplied().hasAvailable("8").hasHeld("0");
        assertThat(given.ledger()).account("user:1").hasDebt("0").hasEarned("8").hasSpent("0");
        given.execute(charge("user:1", "c", "8")).isApplied().hasAvailable("0");
        assertThat(given.ledger()).account("user:1").hasDebt("0").hasLots();
    }
}
