package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.ACCOUNT_NOT_FOUND;
import static dev.credits.ledger.DeclineCode.INSUFFICIENT_CREDITS;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.Commands.ADMIN;
import static dev.credits.testkit.contract.Commands.amount;
import static dev.credits.testkit.contract.Commands.capture;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.convert;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.grantUntil;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.key;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.release;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.reverse;
import static dev.credits.testkit.contract.Commands.settle;
import static dev.credits.testkit.contract.Commands.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.AtomicOutcome;
import dev.credits.ledger.AtomicOutcome.AllBooked;
import dev.credits.ledger.AtomicOutcome.NoneBooked;
import dev.credits.ledger.Command;
import dev.credits.ledger.Outcome;
import dev.credits.money.Conversion;
import dev.credits.money.CreditUnit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Commands one by one, in lists that are booked whole or not at all, in lists that share a commit, and later. */
@Tag("K10")
public interface AtomicContract extends StorageUnderTest {
    @Test
    default void aListIsBookedWholeAcrossAccounts(Scenario given) {
        AtomicOutcome outcome = given.ledger()
                .executeAll(List.of(
                        open("user:1"),
                        open("user:2"),
                        grant("user:1", "g", "10"),
                        transfer("user:1", "user:2", "t", "4"),
                        reserve("user:2", "h", "3"),
                        settle("user:2", "s", "h", "1"),
                        charge("user:1", "c", "6")));

        assertThat(outcome).isInstanceOf(AllBooked.class);
        assertThat(((AllBooked) outcome).outcomes()).hasSize(7).allMatch(Outcome.Applied.class::isInstance);
        assertThat(given.ledger())
                .account("user:1")
                .hasAvailable("0")
                .account("user:2")
                .hasAvailable("3")
                .hasSpent("1");
        assertThat(given.entries("user:1")).hasSize(4);
    }

    @Test
    @Tag("L4")
    default void aListWithOneRefusalLeavesNothingAndEveryKeyFree(Scenario given) {
        given.does(open("user:1"), open("user:2"), grantUntil("user:1", "g", "10", given.in(Duration.ofDays(1))));
        given.does(grant("user:1", "g2", "10"));
        given.clock().advance(Duration.ofDays(2));
        List<Command> list = List.of(
                charge("user:1", "c", "2"),
                transfer("user:1", "user:2", "t", "5"),
                charge("user:2", "c", "5.5"),
                open("user:3"));

        NoneBooked none = (NoneBooked) given.ledger().executeAll(list);
        assertThat(none.index()).isEqualTo(2);
        assertThat(none.refusal()).isDeclinedWith(INSUFFICIENT_CREDITS).hasShortfall("0.5");
        assertThat(given.entries("user:1")).hasSize(3);
        assertThat(given.entries("user:2")).hasSize(1);
        assertThat(given.ledger()).hasNoAccount("user:3");
        assertThat(given.ledger().outcome(id("user:1"), key("c"))).isEmpty();
        given.execute(charge("user:1", "c", "3")).isApplied().hasAvailable("7");
    }

    @Test
    @Tag("L4")
    default void aConflictInAListRefusesAllOfIt(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"), charge("user:1", "c", "1"));

        NoneBooked none = (NoneBooked)
                given.ledger().executeAll(List.of(charge("user:1", "c1", "1"), charge("user:1", "c", "2")));
        assertThat(none.index()).isEqualTo(1);
        assertThat(none.refusal()).conflictsOn("amount");
        assertThat(given.ledger()).account("user:1").hasAvailable("9");
    }

    @Test
    @Tag("L4")
    default void aListSentAgainIsReplayed(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"));
        List<Command> list = List.of(charge("user:1", "c1", "1"), charge("user:1", "c2", "2"));
        AllBooked first = (AllBooked) given.ledger().executeAll(list);

        AllBooked again = (AllBooked) given.ledger().executeAll(list);
        for (int i = 0; i < 2; i++) {
            assertThat(again.outcomes().get(i)).isReplayOf(first.outcomes().get(i));
        }
        assertThat(given.ledger()).account("user:1").hasAvailable("7");
    }

    @Test
    @Tag("L4")
    default void aKeyTwiceInOneListIsOneEffect(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"));

        AllBooked all =
                (AllBooked) given.ledger().executeAll(List.of(charge("user:1", "c", "1"), charge("user:1", "c", "1")));
        assertThat(all.outcomes().get(1)).isReplayOf(all.outcomes().get(0));
        NoneBooked none =
                (NoneBooked) given.ledger().executeAll(List.of(charge("user:1", "d", "1"), charge("user:1", "d", "2")));
        assertThat(none.refusal()).conflictsOn("amount");
        assertThat(given.ledger()).account("user:1").hasAvailable("9");
    }

    @Test
    @Tag("K6")
    @Tag("K8")
    default void everyCommandOfAListSeesTheOnesBeforeIt(Scenario given) {
        var points = new CreditUnit("POINT", 2);
        given.ledger()
                .publish(new Conversion("CREDIT", "POINT", new BigDecimal("2"), given.now()), ADMIN, "price list");

        AtomicOutcome outcome = given.ledger()
                .executeAll(List.of(
                        open("user:1"),
                        open("user:2"),
                        open("points", points),
                        grant("user:1", "g", "10"),
                        convert("user:1", "points", "x", amount("1")),
                        transfer("user:1", "user:2", "t", "4"),
                        reverse("user:1", "r", "t", "3"),
                        reserve("user:1", "h", "5"),
                        capture("user:1", "ca", "h", "2"),
                        release("user:1", "re", "h"),
                        reverse("user:1", "r2", "ca")));
        assertThat(outcome).isInstanceOf(AllBooked.class);
        assertThat(given.ledger())
                .account("points")
                .hasAvailable("2")
                .account("user:2")
                .hasAvailable("1")
                .account("user:1")
                .hasAvailable("8")
                .hasHeld("0")
                .hasLots("8")
                .hasSpent("0");
    }

    @Test
    default void aRefusalLeavesItsNeighboursInOneCommitAlone(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"), charge("user:1", "done", "1"));

        List<Outcome> outcomes = given.ledger()
                .executeEach(List.of(
                        charge("user:1", "c1", "4"),
                        charge("user:1", "c2", "6"),
                        charge("user:1", "done", "2"),
                        charge("user:2", "c", "1"),
                        charge("user:1", "done", "1"),
                        charge("user:1", "c1", "4"),
                        charge("user:1", "c3", "5")));
        assertThat(outcomes.get(0)).isApplied().hasAvailable("5").hasSeq(4);
        assertThat(outcomes.get(1)).isDeclinedWith(INSUFFICIENT_CREDITS).hasShortfall("1");
        assertThat(outcomes.get(2)).conflictsOn("amount");
        assertThat(outcomes.get(3)).isDeclinedWith(ACCOUNT_NOT_FOUND);
        assertThat(outcomes.get(4)).isReplayed().hasAvailable("9");
        assertThat(outcomes.get(5)).isReplayOf(outcomes.get(0));
        assertThat(outcomes.get(6)).isApplied().hasAvailable("0").hasSeq(5);
        assertThat(given.entries("user:1")).hasSize(5);
    }

    @Test
    @Tag("L11")
    default void whatIsDueIsBookedOnceForAListThatSharesACommit(Scenario given) {
        given.does(open("user:1"), grantUntil("user:1", "g", "10", given.in(Duration.ofDays(1))));
        given.does(grant("user:1", "g2", "10"), reserve("user:1", "h", "4", Duration.ofHours(1)));
        given.clock().advance(Duration.ofDays(2));

        List<Outcome> outcomes = given.ledger()
                .executeEach(List.of(
                        charge("user:1", "c1", "11"), charge("user:1", "c2", "1"), charge("user:1", "c3", "2")));
        assertThat(outcomes.get(0)).isDeclinedWith(INSUFFICIENT_CREDITS).hasShortfall("1");
        assertThat(outcomes.get(1)).isApplied().hasSeq(7).hasAvailable("9");
        assertThat(outcomes.get(2)).isApplied().hasSeq(8).hasAvailable("7");
        assertThat(given.ledger()).account("user:1").hasExpired("10").hasHeld("0");
    }

    @Test
    @Tag("L14")
    default void manyTinyChargesSumToTheExactTotal(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "1"));
        for (int batch = 0; batch < 10; batch++) {
            List<Command> charges = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                charges.add(charge("user:1", "c-" + batch + "-" + i, "0.000003"));
            }
            given.ledger().executeEach(charges);
        }
        assertThat(given.ledger()).account("user:1").hasSpent("0.006").hasAvailable("0.994");
    }

    @Test
    default void submittedCommandsAreAnsweredLater(Scenario given) throws Exception {
        given.does(open("user:1"), grant("user:1", "g", "10"));

        List<CompletableFuture<Outcome>> submitted = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            submitted.add(given.ledger().submit(charge("user:1", "c" + i, "1")).toCompletableFuture());
        }
        int applied = 0;
        for (CompletableFuture<Outcome> future : submitted) {
            Outcome outcome = future.get(30, TimeUnit.SECONDS);
            if (outcome.isBooked()) {
                applied++;
            } else {
                assertThat(outcome).isDeclinedWith(INSUFFICIENT_CREDITS);
            }
        }
        assertThat(applied).isEqualTo(10);
        assertThat(given.ledger()).account("user:1").hasAvailable("0");
    }
}
