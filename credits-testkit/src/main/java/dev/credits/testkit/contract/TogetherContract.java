package dev.credits.testkit.contract;

import static dev.credits.testkit.contract.BudgetCommands.limit;
import static dev.credits.testkit.contract.BudgetCommands.limitOf;
import static dev.credits.testkit.contract.BudgetCommands.member;
import static dev.credits.testkit.contract.BudgetCommands.move;
import static dev.credits.testkit.contract.Commands.GEM;
import static dev.credits.testkit.contract.Commands.amount;
import static dev.credits.testkit.contract.Commands.capture;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.close;
import static dev.credits.testkit.contract.Commands.freeze;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.memo;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.release;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.reverse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.AtomicOutcome.AllBooked;
import dev.credits.ledger.AtomicOutcome.NoneBooked;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Command;
import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Limit;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Outcome.Declined;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Commands that are decided together see what those before them did, though nothing of it is stored yet. */
@Tag("K10")
public interface TogetherContract extends StorageUnderTest {
    @Test
    @Tag("L13")
    default void aLimitCountsWhatTheCommandsBeforeItHeldSpentAndGaveBack(Scenario given) {
        given.does(
                open("user:1"), grant("user:1", "g", "100"), reserve("user:1", "h", "4"), reserve("user:1", "h2", "8"));

        booked(
                given,
                capture("user:1", "c", "h", "1"),
                release("user:1", "r", "h2"),
                reserve("user:1", "h3", "16"),
                charge("user:1", "c2", "32"),
                reverse("user:1", "rv", "c2", "2"),
                limit("user:1", "l", Window.DAY, "90"));
        Limit limit = limitOf(given, "user:1", Window.DAY);
        assertThat(limit.held()).isEqualTo(amount("19").minor());
        assertThat(limit.spent()).isEqualTo(amount("31").minor());
    }

    @Test
    @Tag("H1")
    default void anAccountMovesOnceNoHoldCameThroughItAnyMore(Scenario given) {
        given.does(
                open("org"), open("org2"), grant("org", "g", "10"), member("team", "org"), member("team/ann", "team"));

        refused(given, 1, reserve("team/ann", "h", "1"), move("team", "m", "org2"));
        given.does(reserve("team/ann", "h", "1"));
        refused(given, 0, move("team", "m", "org2"), release("team/ann", "r", "h"));
        refused(given, 2, release("team/ann", "r", "h"), reserve("team/ann", "h2", "1"), move("team", "m", "org2"));
        booked(given, release("team/ann", "r", "h"), move("team", "m", "org2"));
    }

    @Test
    @Tag("H1")
    default void anAccountClosesOnceNobodySharesItAnyMore(Scenario given) {
        given.does(open("org"), member("team", "org"));

        refused(given, 1, member("team/ann", "team"), close("team", "c"));
        given.does(member("team/ann", "team"));
        booked(given, close("team/ann", "c"), close("team", "c"));
    }

    @Test
    @Tag("L13")
    default void whatARefusedCommandWouldHaveSpentIsNotCountedWithItsNeighbours(Scenario given) {
        Amount most = Amount.ofMinor(Long.MAX_VALUE, GEM);
        given.does(
                Open.of(id("gems"), GEM, memo("open")).withFloor(most.negated()),
                new Charge(id("gems"), most, memo("c")),
                Grant.of(id("gems"), most, memo("g")));

        List<Outcome> outcomes = given.ledger()
                .executeEach(List.of(new Charge(id("gems"), Amount.of("1", GEM), memo("c2")), freeze("gems", "f")));
        assertThat(((Declined) outcomes.get(0)).code()).isEqualTo(DeclineCode.OVERFLOW);
        assertThat(outcomes.get(1).isBooked()).isTrue();
        assertThat(BudgetCommands.usedToday(given, "gems", null)).isEqualTo(Long.MAX_VALUE);
    }

    private static void booked(Scenario given, Command... commands) {
        assertThat(given.ledger().executeAll(List.of(commands))).isInstanceOf(AllBooked.class);
    }

    private static void refused(Scenario given, int index, Command... commands) {
        NoneBooked none = (NoneBooked) given.ledger().executeAll(List.of(commands));
        assertThat(none.index()).isEqualTo(index);
        assertThat(((Declined) none.refusal()).code()).isEqualTo(DeclineCode.NOT_EMPTY);
    }
}
