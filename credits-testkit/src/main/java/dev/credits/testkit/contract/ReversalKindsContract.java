package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.ALREADY_REVERSED;
import static dev.credits.ledger.DeclineCode.INSUFFICIENT_CREDITS;
import static dev.credits.ledger.DeclineCode.NOT_REVERSIBLE;
import static dev.credits.ledger.DeclineCode.REVERSAL_EXCEEDS;
import static dev.credits.ledger.EntryKind.REVERSE;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.Commands.adjust;
import static dev.credits.testkit.contract.Commands.capture;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.grantFrom;
import static dev.credits.testkit.contract.Commands.grantUntil;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.reverse;
import static dev.credits.testkit.contract.Commands.settle;
import static dev.credits.testkit.contract.Commands.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Command;
import dev.credits.ledger.Overrun;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What each kind of command comes to when it is undone. */
@Tag("L9")
@Tag("K6")
public interface ReversalKindsContract extends StorageUnderTest {
    @Test
    default void onlyWhatMovedCreditsOneWayCanBeReversed(Scenario given) {
        given.does(EveryCommand.before());
        given.does(EveryCommand.all().toArray(Command[]::new));
        given.does(reserve("user:1", "h0", "0"), settle("user:1", "s0", "h0", "0"));

        Set<String> kinds = Set.of(
                "hold", "extend", "release", "convert", "reverse", "floor", "freeze", "open", "s0", "limit", "extra",
                "reset", "plan", "stop");
        for (String of : kinds) {
            given.execute(reverse("user:1", "undo-" + of, of)).isDeclinedWith(NOT_REVERSIBLE);
        }
        given.execute(reverse("org:1", "undo", "allocate")).isDeclinedWith(NOT_REVERSIBLE);
        given.execute(reverse("user:1", "undo", "charge")).isDeclinedWith(ALREADY_REVERSED);
    }

    @Test
    @Tag("K5")
    default void capturesAndSettlesAreReversedOneByOne(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "20"), reserve("user:1", "h", "10"));
        given.does(
                capture("user:1", "c", "h", "4"),
                settle("user:1", "s", "h", "12").over(Overrun.DRAW));
        assertThat(given.ledger()).account("user:1").hasAvailable("4").hasSpent("16");

        given.execute(reverse("user:1", "r1", "s", "12.000001")).isDeclinedWith(REVERSAL_EXCEEDS);
        given.execute(reverse("user:1", "r1", "s")).isApplied().hasAvailable("16");
        given.execute(reverse("user:1", "r2", "c", "1.5")).isApplied().hasAvailable("17.5");
        assertThat(given.ledger())
                .account("user:1")
                .hasSpent("2.5")
                .hasLots("17.5")
                .hasHeld("0");
    }

    @Test
    @Tag("K5")
    default void aCaptureIsReversedWhileItsHoldIsOpen(Scenario given) {
        given.does(
                open("user:1"),
                grant("user:1", "g", "20"),
                reserve("user:1", "h", "10"),
                capture("user:1", "c", "h", "4"));

        given.execute(reverse("user:1", "r", "c"))
                .isApplied()
                .hasAvailable("14")
                .hasHeld("6");
        given.execute(settle("user:1", "s", "h", "6"))
                .isApplied()
                .hasAvailable("14")
                .hasCaptured("6");
        assertThat(given.hold("user:1", "h").captured()).isEqualTo(10_000_000);
    }

    @Test
    default void aReversedGrantTakesBackWhatRemainsOfItsLot(Scenario given) {
        given.does(
                open("user:1"), grant("user:1", "g1", "10"), grant("user:1", "g2", "10"), charge("user:1", "c", "4"));

        given.execute(reverse("user:1", "r", "g1"))
                .isDeclinedWith(INSUFFICIENT_CREDITS)
                .hasShortfall("4");
        given.execute(reverse("user:1", "r", "g1", "6")).isApplied().hasAvailable("10");
        given.execute(reverse("user:1", "r2", "g1", "1"))
                .isDeclinedWith(INSUFFICIENT_CREDITS)
                .hasShortfall("1");
        given.execute(reverse("user:1", "r2", "g2")).isApplied().hasAvailable("0");
        given.execute(reverse("user:1", "r3", "g2")).isDeclinedWith(ALREADY_REVERSED);
        assertThat(given.ledger())
                .account("user:1")
                .hasEarned("4")
                .hasSpent("4")
                .hasLots();
        assertThat(given.entry("user:1", 0).counterparty()).isEqualTo("@issued");
    }

    @Test
    default void aReversedGrantDoesNotTakeWhatAHoldHasSetAside(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"), reserve("user:1", "h", "4"));

        given.execute(reverse("user:1", "r", "g"))
                .isDeclinedWith(INSUFFICIENT_CREDITS)
                .hasShortfall("4");
        given.execute(reverse("user:1", "r", "g", "6"))
                .isApplied()
                .hasAvailable("0")
                .hasHeld("4");
        given.execute(settle("user:1", "s", "h", "4")).isApplied();
    }

    @Test
    default void aGrantForLaterIsReversedBeforeItStarts(Scenario given) {
        given.does(open("user:1"), grantFrom("user:1", "g", "10", given.in(Duration.ofDays(1))));

        given.execute(reverse("user:1", "r", "g")).isApplied().hasAvailable("0");
        given.clock().advance(Duration.ofDays(2));
        assertThat(given.ledger())
                .account("user:1")
                .hasAvailable("0")
                .hasEarned("0")
                .hasLots();
        given.does(grant("user:1", "g2", "1"));
        assertThat(given.ledger()).account("user:1").hasAvailable("1").hasEarned("1");
    }

    @Test
    @Tag("L10")
    default void adjustmentsAreReversedBothWays(Scenario given) {
        given.does(
                open("user:1"),
                grant("user:1", "g", "10"),
                adjust("user:1", "up", "5"),
                adjust("user:1", "down", "-7"));

        given.execute(reverse("user:1", "r1", "down", "3")).isApplied().hasAvailable("11");
        given.execute(reverse("user:1", "r2", "up", "2")).isApplied().hasAvailable("9");
        given.execute(reverse("user:1", "r3", "up", "3.5")).isDeclinedWith(REVERSAL_EXCEEDS);
        given.execute(reverse("user:1", "r3", "down")).isApplied().hasAvailable("13");
        given.execute(reverse("user:1", "r4", "up")).isApplied().hasAvailable("10");
        assertThat(given.ledger())
                .account("user:1")
                .hasAdjusted("0")
                .hasEarned("10")
                .hasLots("10");
    }

    @Test
    @Tag("K8")
    @Tag("L1")
    default void aReversedTransferTakesBackTheLotsItMade(Scenario given) {
        given.does(open("user:1"), open("user:2"), grantUntil("user:1", "g1", "3", given.in(Duration.ofDays(9))));
        given.does(grant("user:1", "g2", "10"), transfer("user:1", "user:2", "t", "5"));

        given.execute(reverse("user:1", "r1", "t", "1"))
                .isApplied()
                .hasAvailable("9")
                .hasEntries(REVERSE, REVERSE);
        assertThat(given.ledger()).account("user:2").hasAvailable("4");
        given.does(charge("user:2", "c", "3"));
        given.execute(reverse("user:1", "r2", "t"))
                .isDeclinedWith(INSUFFICIENT_CREDITS)
                .hasShortfall("3");
        given.execute(reverse("user:1", "r2", "t", "1")).isApplied().hasAvailable("10");
        assertThat(given.ledger()).account("user:2").hasAvailable("0").hasSpent("3");
    }

    @Test
    @Tag("K8")
    default void aReversedTransferReturnsToTheLotsItCameFrom(Scenario given) {
        given.does(open("user:1"), open("user:2"), grantUntil("user:1", "g1", "3", given.in(Duration.ofDays(9))));
        given.does(grant("user:1", "g2", "10"), transfer("user:1", "user:2", "t", "5"));

        given.does(reverse("user:1", "r", "t"));
        assertThat(given.ledger()).account("user:1").hasLots("3", "10").hasAvailable("13");
        assertThat(given.ledger()).account("user:2").hasLots().hasAvailable("0");
        given.execute(reverse("user:1", "r2", "t")).isDeclinedWith(ALREADY_REVERSED);
    }
}
