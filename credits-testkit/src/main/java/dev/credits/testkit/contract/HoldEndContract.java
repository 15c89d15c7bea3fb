package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.HOLD_ENDED;
import static dev.credits.ledger.DeclineCode.HOLD_NOT_FOUND;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.Commands.capture;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.extend;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.key;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.release;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.settle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Actor;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Hold.State;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A hold ends once, and says how; the clock ends it if nobody else does. */
@Tag("L5")
@Tag("K5")
public interface HoldEndContract extends StorageUnderTest {
    @Test
    default void aReleaseReturnsAllThatIsLeft(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "100"), reserve("user:1", "h", "10"));
        given.does(capture("user:1", "c", "h", "4"));

        given.execute(release("user:1", "r", "h"))
                .isApplied()
                .hasReleased("6")
                .hasAvailable("96")
                .hasHeld("0");
        assertThat(given.ledger())
                .account("user:1")
                .hasHold("h", State.RELEASED)
                .hasLots("96");
    }

    @Test
    default void aHoldThatEndedSaysHow(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "100"));
        given.does(reserve("user:1", "h1", "1"), reserve("user:1", "h2", "1"), reserve("user:1", "h3", "1"));
        given.does(settle("user:1", "s", "h1", "1"), release("user:1", "r", "h2"));
        given.clock().advance(Duration.ofMinutes(15));

        given.execute(settle("user:1", "s1", "h1", "1"))
                .isDeclinedWith(HOLD_ENDED)
                .hasEnding(State.SETTLED);
        given.execute(capture("user:1", "c1", "h1", "1"))
                .isDeclinedWith(HOLD_ENDED)
                .hasEnding(State.SETTLED);
        given.execute(release("user:1", "s2", "h2")).isDeclinedWith(HOLD_ENDED).hasEnding(State.RELEASED);
        given.execute(extend("user:1", "s3", "h2", "1"))
                .isDeclinedWith(HOLD_ENDED)
                .hasEnding(State.RELEASED);
        given.execute(settle("user:1", "s4", "h3", "1"))
                .isDeclinedWith(HOLD_ENDED)
                .hasEnding(State.LAPSED);
        given.execute(extend("user:1", "s5", "h3", Duration.ofDays(1)))
                .isDeclinedWith(HOLD_ENDED)
                .hasEnding(State.LAPSED);
        assertThat(given.ledger()).account("user:1").hasAvailable("99").hasHeld("0");
    }

    @Test
    default void aHoldThatNeverWasIsNotFound(Scenario given) {
        given.does(open("user:1"), open("user:2"), grant("user:1", "g", "10"), grant("user:2", "g", "10"));
        given.does(charge("user:1", "c", "1"), reserve("user:2", "theirs", "4"));

        given.execute(settle("user:1", "s", "none", "1")).isDeclinedWith(HOLD_NOT_FOUND);
        given.execute(settle("user:1", "s", "c", "1")).isDeclinedWith(HOLD_NOT_FOUND);
        given.execute(settle("user:1", "s", "theirs", "1")).isDeclinedWith(HOLD_NOT_FOUND);
        given.execute(release("user:1", "s", "theirs")).isDeclinedWith(HOLD_NOT_FOUND);
        assertThat(given.ledger()).account("user:2").hasHeld("4");
    }

    @Test
    @Tag("L7")
    default void aHoldLapsesAtItsDeadlineAndNotBefore(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"));
        given.does(
                reserve("user:1", "h", "4", Duration.ofMinutes(10)), reserve("user:1", "h2", "3", Duration.ofHours(1)));

        given.clock().advance(Duration.ofMinutes(10).minusNanos(1000));
        assertThat(given.ledger())
                .account("user:1")
                .hasHold("h", State.OPEN)
                .hasHeld("7")
                .hasAvailable("3");
        given.clock().advance(Duration.ofNanos(1000));
        assertThat(given.ledger())
                .account("user:1")
                .hasHold("h", State.LAPSED)
                .hasHeld("3")
                .hasAvailable("7");
        assertThat(given.ledger().openHolds(id("user:1"))).extracting(Hold::key).containsExactly(key("h2"));
        given.execute(settle("user:1", "s", "h", "1"))
                .isDeclinedWith(HOLD_ENDED)
                .hasEnding(State.LAPSED);
        assertThat(given.entries("user:1")).hasSize(4);
    }

    @Test
    @Tag("L2")
    default void aLapseIsBookedBeforeTheNextCommand(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"), reserve("user:1", "h", "4", Duration.ofMinutes(10)));
        var deadline = given.in(Duration.ofMinutes(10));
        given.clock().advance(Duration.ofMinutes(11));

        given.execute(charge("user:1", "c", "9"))
                .isApplied()
                .hasAvailable("1")
                .hasSeq(5)
                .hasEntries(EntryKind.CHARGE);
        var lapse = given.entry("user:1", 1);
        assertThat(lapse.kind()).isEqualTo(EntryKind.LAPSE);
        assertThat(lapse.memo().key().value()).isEqualTo("@lapse:h");
        assertThat(lapse.memo().by()).isEqualTo(Actor.CLOCK);
        assertThat(lapse.hold()).isEqualTo(key("h"));
        assertThat(lapse.due()).isEqualTo(deadline);
        assertThat(lapse.at()).isEqualTo(given.now());
        assertThat(lapse.availableChange()).isEqualTo(4_000_000);
        assertThat(lapse.heldChange()).isEqualTo(-4_000_000);
        assertThat(given.hold("user:1", "h").endedBy()).isEqualTo(lapse.memo().key());
    }

    @Test
    default void openHoldsComeWithTheEarliestDeadlineFirst(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"));
        given.does(
                reserve("user:1", "a", "1", Duration.ofHours(3)),
                reserve("user:1", "b", "1", Duration.ofHours(1)),
                reserve("user:1", "c", "1", Duration.ofHours(2)));
        given.does(extend("user:1", "e", "b", Duration.ofHours(4)), settle("user:1", "s", "c", "1"));

        assertThat(given.ledger().openHolds(id("user:1"))).extracting(Hold::key).containsExactly(key("a"), key("b"));
    }
}
