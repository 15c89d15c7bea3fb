package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.CAPTURE_EXCEEDS_HOLD;
import static dev.credits.ledger.DeclineCode.INSUFFICIENT_CREDITS;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.Commands.amount;
import static dev.credits.testkit.contract.Commands.capture;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.extend;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.grantUntil;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.key;
import static dev.credits.testkit.contract.Commands.memo;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.settle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Extend;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Hold.Part;
import dev.credits.ledger.Hold.State;
import dev.credits.ledger.LotMove;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Credits are set aside before the work, and a hold ends once. */
@Tag("L5")
@Tag("K5")
public interface HoldContract extends StorageUnderTest {
    @Test
    default void aReserveMovesFromAvailableToHeld(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "100"));

        given.execute(reserve("user:1", "h", "10"))
                .isApplied()
                .hasAvailable("90")
                .hasHeld("10")
                .hasSeq(3);
        Hold hold = given.hold("user:1", "h");
        assertThat(hold.remaining()).isEqualTo(amount("10"));
        assertThat(hold.deadline()).isEqualTo(given.in(Duration.ofMinutes(15)));
        assertThat(hold.parts()).containsExactly(new Part(1, 10_000_000));
        assertThat(given.ledger()).account("user:1").hasSpent("0").hasLots("90");
        assertThat(given.lots("user:1").get(0).held()).isEqualTo(10_000_000);
    }

    @Test
    default void aSettleSpendsAndReturnsTheRest(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "100"), reserve("user:1", "h", "10"));

        given.execute(settle("user:1", "s", "h", "3.36"))
                .isApplied()
                .hasCaptured("3.36")
                .hasReleased("6.64")
                .hasShortfall("0")
                .hasAvailable("96.64")
                .hasHeld("0");
        Hold hold = given.hold("user:1", "h");
        assertThat(hold.state()).isEqualTo(State.SETTLED);
        assertThat(hold.endedBy()).isEqualTo(key("s"));
        assertThat(hold.captured()).isEqualTo(3_360_000);
        assertThat(hold.released()).isEqualTo(6_640_000);
        assertThat(given.ledger()).account("user:1").hasSpent("3.36").hasLots("96.64");
    }

    @Test
    default void aHoldIsSpentInPartsAndStaysOpenUntilItIsSettled(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "100"), reserve("user:1", "h", "10"));

        given.execute(capture("user:1", "c1", "h", "4"))
                .isApplied()
                .hasCaptured("4")
                .hasAvailable("90")
                .hasHeld("6");
        given.execute(capture("user:1", "c2", "h", "6"))
                .isApplied()
                .hasCaptured("6")
                .hasAvailable("90")
                .hasHeld("0");
        assertThat(given.ledger()).account("user:1").hasHold("h", State.OPEN);
        given.execute(settle("user:1", "s", "h", "0"))
                .isApplied()
                .hasCaptured("0")
                .hasReleased("0")
                .hasAvailable("90");
        assertThat(given.ledger()).account("user:1").hasHold("h", State.SETTLED).hasSpent("10");
    }

    @Test
    default void aCaptureAboveWhatIsOpenIsDeclined(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "100"), reserve("user:1", "h", "10"));
        given.does(capture("user:1", "c1", "h", "4"));

        given.execute(capture("user:1", "c2", "h", "6.000001"))
                .isDeclinedWith(CAPTURE_EXCEEDS_HOLD)
                .hasShortfall("0.000001");
        assertThat(given.ledger()).account("user:1").hasHeld("6").hasSpent("4");
    }

    @Test
    default void aFreeCallTakesTheSamePath(Scenario given) {
        given.does(open("user:1"));

        given.execute(reserve("user:1", "h", "0")).isApplied().hasHeld("0").hasSeq(2);
        given.execute(extend("user:1", "e", "h", "0")).isApplied().hasHeld("0").hasSeq(3);
        given.execute(settle("user:1", "s", "h", "0"))
                .isApplied()
                .hasCaptured("0")
                .hasSeq(4);
        assertThat(given.ledger()).account("user:1").hasHold("h", State.SETTLED);
    }

    @Test
    default void aReserveOfMoreThanIsAvailableIsDeclined(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"), reserve("user:1", "h", "7"));

        given.execute(reserve("user:1", "h2", "4"))
                .isDeclinedWith(INSUFFICIENT_CREDITS)
                .hasShortfall("1")
                .isBlockedBy("user:1")
                .wouldPassAt(null);
        given.execute(charge("user:1", "c", "3.5"))
                .isDeclinedWith(INSUFFICIENT_CREDITS)
                .hasShortfall("0.5");
        given.execute(reserve("user:1", "h3", "3"))
                .isApplied()
                .hasAvailable("0")
                .hasHeld("10");
    }

    @Test
    default void anExtensionGivesMoreTime(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"), reserve("user:1", "h", "4", Duration.ofMinutes(10)));
        given.clock().advance(Duration.ofMinutes(5));

        given.does(extend("user:1", "e", "h", Duration.ofMinutes(10)));
        assertThat(given.hold("user:1", "h").deadline()).isEqualTo(given.in(Duration.ofMinutes(10)));
        given.clock().advance(Duration.ofMinutes(9));
        given.execute(settle("user:1", "s", "h", "4")).isApplied();
    }

    @Test
    @Tag("L13")
    default void anExtensionOfTimeAloneCountsNothingAnew(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"), reserve("user:1", "h", "4", Duration.ofHours(1)));
        Instant reserved = given.now();
        given.clock().advance(Duration.ofMinutes(20));

        given.does(extend("user:1", "e", "h", Duration.ofHours(2)));
        assertThat(given.entry("user:1", 0).route().counted()).isNull();
        assertThat(given.hold("user:1", "h").counted()).isEqualTo(reserved);
        given.does(extend("user:1", "e2", "h", "1"));
        assertThat(given.hold("user:1", "h").counted()).isEqualTo(given.now());
    }

    @Test
    default void anExtensionNeverBringsTheDeadlineNearer(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"), reserve("user:1", "h", "4", Duration.ofMinutes(10)));

        given.does(extend("user:1", "e", "h", Duration.ofMinutes(1)));
        assertThat(given.hold("user:1", "h").deadline()).isEqualTo(given.in(Duration.ofMinutes(10)));
    }

    @Test
    default void anExtensionAddsCredits(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"), reserve("user:1", "h", "4"));

        given.execute(extend("user:1", "e", "h", "5"))
                .isApplied()
                .hasAvailable("1")
                .hasHeld("9");
        given.execute(extend("user:1", "e2", "h", "1.5"))
                .isDeclinedWith(INSUFFICIENT_CREDITS)
                .hasShortfall("0.5");
        given.execute(new Extend(id("user:1"), key("h"), Duration.ofHours(1), amount("1"), memo("e3")))
                .isApplied()
                .hasHeld("10");
        assertThat(given.hold("user:1", "h").reserved()).isEqualTo(10_000_000);
        assertThat(given.hold("user:1", "h").deadline()).isEqualTo(given.in(Duration.ofHours(1)));
        given.execute(settle("user:1", "s", "h", "8"))
                .isApplied()
                .hasAvailable("2")
                .hasCaptured("8");
    }

    @Test
    @Tag("K7")
    default void aPartialCaptureTakesTheFirstLotsAndTheRestReturnsWhereItCameFrom(Scenario given) {
        given.does(
                open("user:1"),
                grantUntil("user:1", "late", "10", given.in(Duration.ofDays(20))),
                grantUntil("user:1", "soon", "10", given.in(Duration.ofDays(10))),
                grant("user:1", "never", "10"));
        given.does(reserve("user:1", "h", "25"));
        assertThat(given.hold("user:1", "h").parts())
                .containsExactly(new Part(2, 10_000_000), new Part(1, 10_000_000), new Part(3, 5_000_000));

        given.does(capture("user:1", "c", "h", "12"));
        assertThat(given.entry("user:1", 0).moves())
                .containsExactly(new LotMove(2, 0, -10_000_000, null), new LotMove(1, 0, -2_000_000, null));
        given.does(settle("user:1", "s", "h", "1"));
        assertThat(given.entry("user:1", 0).moves())
                .containsExactlyInAnyOrder(
                        new LotMove(1, 7_000_000, -8_000_000, null), new LotMove(3, 5_000_000, -5_000_000, null));
        assertThat(given.ledger())
                .account("user:1")
                .hasLots("7", "10")
                .hasAvailable("17")
                .hasSpent("13");
    }

    @Test
    default void reservedIsCapturedPlusReleasedPlusOpenAtEveryStep(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "100"), reserve("user:1", "h", "10"));
        assertThat(given.hold("user:1", "h"))
                .extracting(Hold::reserved, Hold::captured, Hold::released, Hold::open)
                .containsExactly(10_000_000L, 0L, 0L, 10_000_000L);
        given.does(capture("user:1", "c", "h", "3"));
        assertThat(given.hold("user:1", "h"))
                .extracting(Hold::reserved, Hold::captured, Hold::released, Hold::open)
                .containsExactly(10_000_000L, 3_000_000L, 0L, 7_000_000L);
        given.does(extend("user:1", "e", "h", "5"));
        assertThat(given.hold("user:1", "h"))
                .extracting(Hold::reserved, Hold::captured, Hold::released, Hold::open)
                .containsExactly(15_000_000L, 3_000_000L, 0L, 12_000_000L);
        given.does(settle("user:1", "s", "h", "4"));
        assertThat(given.hold("user:1", "h"))
                .extracting(Hold::reserved, Hold::captured, Hold::released, Hold::open)
                .containsExactly(15_000_000L, 7_000_000L, 8_000_000L, 0L);
    }
}
