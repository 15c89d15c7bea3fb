package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.INSUFFICIENT_CREDITS;
import static dev.credits.ledger.DeclineCode.OVERTAKEN;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.key;
import static dev.credits.testkit.contract.Commands.memo;
import static dev.credits.testkit.contract.Commands.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.credits.ledger.AtomicOutcome;
import dev.credits.ledger.AtomicOutcome.AllBooked;
import dev.credits.ledger.AtomicOutcome.NoneBooked;
import dev.credits.ledger.Command;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.RefusedException;
import dev.credits.money.CreditUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A list is booked whole, replayed whole, or not at all. */
@Tag("L17")
@Tag("K10")
public interface ListContract extends StorageUnderTest {
    int CODES = 20;
    int REDEEMERS = 300;

    @Test
    default void aListWhoseFirstKeyIsKnownBooksNothing(Scenario given) {
        given.does(open("user:1"), open("code"), grant("code", "g", "10"), charge("code", "redeem", "1"));

        NoneBooked none = overtaken(
                given.ledger().executeAll(List.of(charge("code", "redeem", "1"), grant("user:1", "gift", "50"))), 0);
        assertThat(none.refusal()).isBlockedBy("code");
        assertThat(((Outcome.Declined) none.refusal()).message())
                .isEqualTo("command 0 (key redeem of account code) is booked already, but command 1 (key gift of"
                        + " account user:1) is not: a list is booked whole or not at all");
        assertThat(given.ledger())
                .account("user:1")
                .hasAvailable("0")
                .account("code")
                .hasAvailable("9");
        given.execute(grant("user:1", "gift", "50")).isApplied();
    }

    @Test
    default void aListWithALaterKeyKnownBooksNothing(Scenario given) {
        given.does(open("user:1"), open("user:2"), grant("user:2", "gift", "50"));

        overtaken(given.ledger().executeAll(List.of(grant("user:1", "gift", "50"), grant("user:2", "gift", "50"))), 1);
        overtaken(
                given.anotherProcess()
                        .executeAll(List.of(grant("user:1", "gift", "50"), grant("user:2", "gift", "50"))),
                1);
        assertThat(given.ledger())
                .account("user:1")
                .hasAvailable("0")
                .account("user:2")
                .hasAvailable("50");
    }

    @Test
    @Tag("L4")
    default void aListGrownByACommandIsNotWhatWasBooked(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"));
        Command first = charge("user:1", "c1", "1");
        Command second = charge("user:1", "c2", "1");
        given.ledger().executeAll(List.of(first, second));

        overtaken(given.ledger().executeAll(List.of(first, second, charge("user:1", "c3", "1"))), 0);
        assertThat(((AllBooked) given.ledger().executeAll(List.of(second, first))).outcomes())
                .allMatch(Outcome.Replayed.class::isInstance);
        assertThat(given.ledger()).account("user:1").hasAvailable("8");
    }

    @Test
    @Tag("L4")
    default void aKeyOfAListThatWasUsedForSomethingElseIsAConflictWhateverElseIsKnown(Scenario given) {
        given.does(
                open("user:1"), grant("user:1", "g", "10"), charge("user:1", "c1", "1"), charge("user:1", "c2", "1"));

        NoneBooked none = (NoneBooked) given.ledger()
                .executeAll(List.of(
                        charge("user:1", "c1", "1"), charge("user:1", "big", "100"), charge("user:1", "c2", "2")));
        assertThat(none.index()).isEqualTo(2);
        assertThat(none.refusal()).conflictsOn("amount");
    }

    @Test
    default void aRefusalOfANewListIsWhatItWasBefore(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"));

        NoneBooked none = (NoneBooked)
                given.ledger().executeAll(List.of(charge("user:1", "c1", "1"), charge("user:1", "c2", "10")));
        assertThat(none.refusal()).isDeclinedWith(INSUFFICIENT_CREDITS);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(none::orElseThrow)
                .satisfies(refused -> assertThat(refused.outcome()).isSameAs(none.refusal()));
        assertThat(given.ledger().outcome(id("user:1"), key("c1"))).isEmpty();
        AtomicOutcome all =
                given.ledger().executeAll(List.of(charge("user:1", "c1", "1"), charge("user:1", "c2", "2")));
        assertThat(all.orElseThrow())
                .extracting(booking -> booking.available().toPlainString())
                .containsExactly("9", "7");
    }

    @Test
    default void anAccountThatIsToBeThereMayBeThereAlready(Scenario given) {
        Open open = Open.of(id("user:1"), memo("open")).ensured();
        given.does(open("user:1"));

        AllBooked all = (AllBooked) given.ledger().executeAll(List.of(open, grant("user:1", "g", "10")));
        assertThat(all.outcomes().get(0)).isReplayed();
        assertThat(all.outcomes().get(1)).isApplied();
        AllBooked again = (AllBooked) given.ledger().executeAll(List.of(open, grant("user:1", "g", "10")));
        assertThat(again.outcomes()).allMatch(Outcome.Replayed.class::isInstance);
        overtaken(given.ledger().executeAll(List.of(open("user:1"), grant("user:1", "g2", "10"))), 0);
        assertThat(given.ledger()).account("user:1").hasAvailable("10");
    }

    @Test
    @Tag("L4")
    default void anAccountThatIsToBeThereMustBeTheOneAskedFor(Scenario given) {
        given.does(open("user:1"));

        Open other = Open.of(id("user:1"), CreditUnit.of("GEM"), memo("open")).ensured();
        NoneBooked none = (NoneBooked) given.ledger().executeAll(List.of(other, grant("user:1", "g", "10")));
        assertThat(none.index()).isZero();
        assertThat(none.refusal()).conflictsOn("unit");
    }

    @Test
    @Tag("class-2")
    default void twentyCodesAndThreeHundredRedeemersAreTwentyGrants(Scenario given) throws Exception {
        List<Ledger> processes = given.processes(3);
        for (int code = 0; code < CODES; code++) {
            given.does(open("code:" + code));
            given.does(grant("code:" + code, "made", "1"));
        }
        List<Command> opens = new ArrayList<>();
        for (int user = 0; user < REDEEMERS; user++) {
            opens.add(open("user:" + user));
        }
        given.ledger().executeEach(opens);

        int threads = 12;
        List<Callable<Integer>> callers = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int first = thread;
            callers.add(() -> {
                int booked = 0;
                for (int user = first; user < REDEEMERS; user += threads) {
                    booked += redeem(processes.get(user % processes.size()), user % CODES, "user:" + user);
                }
                return booked;
            });
        }
        int booked = Race.of(callers).stream().mapToInt(Integer::intValue).sum();

        assertThat(booked).isEqualTo(CODES);
        long granted = 0;
        for (int user = 0; user < REDEEMERS; user++) {
            granted += given.ledger()
                    .account(id("user:" + user))
                    .orElseThrow()
                    .totals()
                    .earned();
        }
        assertThat(granted).isEqualTo(Commands.amount("1000").minor());
    }

    /** Takes the code's one credit under a key that all use, and gives the user fifty; 1 if that was done now. */
    private static int redeem(Ledger ledger, int code, String user) {
        List<Command> list = List.of(charge("code:" + code, "redeem", "1"), grant(user, "gift", "50"));
        AtomicOutcome first = ledger.executeAll(list);
        if (first instanceof NoneBooked) {
            overtaken(first, 0);
            return 0;
        }
        assertThat(((AllBooked) first).outcomes()).allMatch(Outcome.Applied.class::isInstance);
        assertThat(((AllBooked) ledger.executeAll(list)).outcomes()).allMatch(Outcome.Replayed.class::isInstance);
        return 1;
    }

    private static NoneBooked overtaken(AtomicOutcome outcome, int index) {
        assertThat(outcome).isInstanceOf(NoneBooked.class);
        NoneBooked none = (NoneBooked) outcome;
        assertThat(none.index()).isEqualTo(index);
        assertThat(none.refusal()).isDeclinedWith(OVERTAKEN);
        return none;
    }
}
