package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.ALREADY_REVERSED;
import static dev.credits.ledger.DeclineCode.INSUFFICIENT_CREDITS;
import static dev.credits.ledger.DeclineCode.NOT_REVERSIBLE;
import static dev.credits.ledger.DeclineCode.REVERSAL_EXCEEDS;
import static dev.credits.ledger.DeclineCode.TRANSACTION_NOT_FOUND;
import static dev.credits.ledger.EntryKind.EXPIRE;
import static dev.credits.ledger.EntryKind.REVERSE;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.Commands.adjust;
import static dev.credits.testkit.contract.Commands.capture;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.grantFrom;
import static dev.credits.testkit.contract.Commands.grantUntil;
import static dev.credits.testkit.contract.Commands.key;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.reverse;
import static dev.credits.testkit.contract.Commands.settle;
import static dev.credits.testkit.contract.Commands.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Command;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.Overrun;
import dev.credits.ledger.Source;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is undone goes back where it came from, and never more than there was. */
@Tag("L9")
@Tag("K6")
public interface ReversalContract extends StorageUnderTest {
    @Test
    default void aReversedChargeReturnsToItsLots(Scenario given) {
        given.does(
                open("user:1"),
                grantUntil("user:1", "g1", "3", given.in(Duration.ofDays(9))),
                grant("user:1", "g2", "10"));
        given.does(charge("user:1", "c", "8"));

        given.execute(reverse("user:1", "r", "c"))
                .isApplied()
                .hasAvailable("13")
                .hasSeq(5);
        var entry = given.entry("user:1", 0);
        assertThat(entry.reverses()).isEqualTo(key("c"));
        assertThat(entry.counterparty()).isEqualTo("@spent");
        assertThat(given.ledger())
                .account("user:1")
                .hasLots("3", "10")
                .hasSpent("0")
                .hasEarned("13");
    }

    @Test
    default void whatBurnedLastReturnsFirst(Scenario given) {
        given.does(
                open("user:1"),
                grantUntil("user:1", "g1", "3", given.in(Duration.ofDays(9))),
                grant("user:1", "g2", "10"));
        given.does(charge("user:1", "c", "8"));

        given.does(reverse("user:1", "r1", "c", "4"));
        assertThat(given.entry("user:1", 0).moves()).containsExactly(new LotMove(2, 4_000_000, 0, null));
        given.does(reverse("user:1", "r2", "c", "2"));
        assertThat(given.entry("user:1", 0).moves())
                .containsExactlyInAnyOrder(new LotMove(2, 1_000_000, 0, null), new LotMove(1, 1_000_000, 0, null));
        given.does(reverse("user:1", "r3", "c"));
        assertThat(given.entry("user:1", 0).moves()).containsExactly(new LotMove(1, 2_000_000, 0, null));
        assertThat(given.ledger()).account("user:1").hasLots("3", "10").hasSpent("0");
    }

    @Test
    default void theSumOfReversalsNeverExceedsWhatWasSpent(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "100"), charge("user:1", "c", "10"));

        given.execute(reverse("user:1", "r0", "c", "10.000001")).isDeclinedWith(REVERSAL_EXCEEDS);
        given.does(reverse("user:1", "r1", "c", "6"));
        given.execute(reverse("user:1", "r2", "c", "4.000001")).isDeclinedWith(REVERSAL_EXCEEDS);
        given.execute(reverse("user:1", "r2", "c", "4")).isApplied().hasAvailable("100");
        given.execute(reverse("user:1", "r3", "c", "0.000001")).isDeclinedWith(ALREADY_REVERSED);
        given.execute(reverse("user:1", "r3", "c")).isDeclinedWith(ALREADY_REVERSED);
        given.execute(reverse("user:1", "r1", "c", "6")).isReplayed();
        assertThat(given.ledger()).account("user:1").hasSpent("0").hasAvailable("100");
    }

    @Test
    default void aReversalIsNotReversed(Scenario given) {
        given.does(
                open("user:1"), grant("user:1", "g", "100"), charge("user:1", "c", "10"), reverse("user:1", "r", "c"));

        given.execute(reverse("user:1", "rr", "r")).isDeclinedWith(NOT_REVERSIBLE);
    }

    @Test
    default void onlyWhatMovedCreditsOneWayCanBeReversed(Scenario given) {
        given.does(EveryCommand.before());
        given.does(EveryCommand.all().toArray(Command[]::new));
        given.does(reserve("user:1", "h0", "0"), settle("user:1", "s0", "h0", "0"));

        for (String of : Set.of("hold", "extend", "release", "convert", "reverse", "floor", "freeze", "open", "s0")) {
            given.execute(reverse("user:1", "undo-" + of, of)).isDeclinedWith(NOT_REVERSIBLE);
        }
        given.execute(reverse("org:1", "undo", "allocate")).isDeclinedWith(NOT_REVERSIBLE);
        given.execute(reverse("user:1", "undo", "charge")).isDeclinedWith(ALREADY_REVERSED);
    }

    @Test
    default void aTransactionIsFoundOnlyOnTheAccountWhoseKeyItHas(Scenario given) {
        given.does(open("user:1"), open("user:2"), grant("user:1", "g", "100"), charge("user:1", "c", "10"));

        given.execute(reverse("user:1", "r", "none")).isDeclinedWith(TRANSACTION_NOT_FOUND);
        given.execute(reverse("user:2", "r", "c")).isDeclinedWith(TRANSACTION_NOT_FOUND);
        given.does(transfer("user:1", "user:2", "t", "10"));
        given.execute(reverse("user:2", "r", "t")).isDeclinedWith(TRANSACTION_NOT_FOUND);
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

    @Test
    @Tag("L11")
    default void whatReturnsToAnExpiredLotExpiresAgainInTheSameTransaction(Scenario given) {
        given.does(
                open("user:1"),
                grantUntil("user:1", "g", "10", given.in(Duration.ofDays(1))),
                charge("user:1", "c", "4"));
        given.clock().advance(Duration.ofDays(2));

        given.execute(reverse("user:1", "r", "c"))
                .isApplied()
                .hasEntries(REVERSE, EXPIRE)
                .hasAvailable("0");
        assertThat(given.ledger())
                .account("user:1")
                .hasExpired("10")
                .hasSpent("0")
                .hasLots();
    }

    @Test
    @Tag("L11")
    default void graceLetsExpiredCreditsLiveOnForThatLong(Scenario given) {
        given.does(
                open("user:1"),
                grantUntil("user:1", "g", "10", given.in(Duration.ofDays(1))),
                charge("user:1", "c", "4"));
        given.clock().advance(Duration.ofDays(2));

        given.execute(reverse("user:1", "r", "c").withGrace(Duration.ofDays(3)))
                .isApplied()
                .hasAvailable("4");
        assertThat(given.lots("user:1").get(0).expires()).isEqualTo(given.in(Duration.ofDays(3)));
        assertThat(given.lots("user:1").get(0).source()).isEqualTo(Source.PROMOTION);
        given.clock().advance(Duration.ofDays(3));
        assertThat(given.ledger())
                .account("user:1")
                .hasAvailable("0")
                .hasExpired("10")
                .hasSpent("0");
    }

    @Test
    @Tag("L11")
    default void graceChangesNothingForLotsThatStillLive(Scenario given) {
        given.does(
                open("user:1"),
                grantUntil("user:1", "g", "10", given.in(Duration.ofDays(5))),
                charge("user:1", "c", "4"));

        given.does(reverse("user:1", "r", "c").withGrace(Duration.ofDays(30)));
        assertThat(given.ledger()).account("user:1").hasLots("10");
        assertThat(given.lots("user:1").get(0).expires()).isEqualTo(given.in(Duration.ofDays(5)));
    }

    @Test
    @Tag("L14")
    default void aThirdThreeTimesIsTheWhole(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"), charge("user:1", "c", "10"));

        for (var third : Commands.amount("10").split(3)) {
            given.does(reverse("user:1", "r" + third + given.entries("user:1").size(), "c")
                    .only(third));
        }
        given.execute(reverse("user:1", "more", "c")).isDeclinedWith(ALREADY_REVERSED);
        assertThat(given.ledger()).account("user:1").hasAvailable("10").hasSpent("0");
    }
}
