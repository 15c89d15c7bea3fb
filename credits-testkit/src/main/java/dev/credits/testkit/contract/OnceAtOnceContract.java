package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.ACCOUNT_EXISTS;
import static dev.credits.ledger.DeclineCode.ACCOUNT_NOT_FOUND;
import static dev.credits.ledger.DeclineCode.REVERSAL_EXCEEDS;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.grantUntil;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.memo;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.reverse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Command;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Outcome.Applied;
import dev.credits.ledger.Outcome.Conflict;
import dev.credits.ledger.Outcome.Declined;
import dev.credits.ledger.Outcome.Replayed;
import dev.credits.ledger.Sweep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What may happen once happens once, however many callers in two processes try at the same time. */
@Tag("L4")
public interface OnceAtOnceContract extends StorageUnderTest {
    @Test
    @Tag("L4")
    @Tag("K4")
    default void theSameKeyFromManyThreadsHasOneEffect(Scenario given) throws Exception {
        given.does(open("user:1"), grant("user:1", "g", "100"));

        List<Outcome> outcomes = race(given, 24, i -> charge("user:1", "c", "3"));
        assertThat(outcomes).filteredOn(Applied.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Replayed.class::isInstance).hasSize(23);
        assertThat(outcomes)
                .extracting(Outcome::orElseThrow)
                .containsOnly(outcomes.get(0).orElseThrow());
        assertThat(given.ledger()).account("user:1").hasAvailable("97");
    }

    @Test
    @Tag("L4")
    default void theSameKeyWithOtherContentFromManyThreadsHasOneEffect(Scenario given) throws Exception {
        given.does(open("user:1"), grant("user:1", "g", "100"));

        List<Outcome> outcomes = race(given, 16, i -> charge("user:1", "c", i % 2 == 0 ? "3" : "5"));
        assertThat(outcomes).filteredOn(Applied.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Replayed.class::isInstance).hasSize(7);
        assertThat(outcomes).filteredOn(Conflict.class::isInstance).hasSize(8);
    }

    @Test
    @Tag("K1")
    @Tag("L4")
    default void anAccountIsOpenedOnceByManyThreads(Scenario given) throws Exception {
        List<Outcome> sameKey = race(given, 12, i -> open("user:1"));
        assertThat(sameKey).filteredOn(Applied.class::isInstance).hasSize(1);
        assertThat(sameKey).filteredOn(Replayed.class::isInstance).hasSize(11);

        List<Outcome> otherKeys = race(given, 12, i -> Open.of(id("user:2"), memo("open" + i)));
        assertThat(otherKeys).filteredOn(Applied.class::isInstance).hasSize(1);
        otherKeys.stream()
                .filter(Declined.class::isInstance)
                .forEach(outcome -> assertThat(outcome).isDeclinedWith(ACCOUNT_EXISTS));
    }

    @Test
    @Tag("K1")
    default void theFirstRequestsOfAnUnknownAccountFindItOrDoNot(Scenario given) throws Exception {
        List<Outcome> outcomes = race(given, 10, i -> i == 0 ? open("user:1") : grant("user:1", "g" + i, "1"));

        assertThat(outcomes.get(0)).isApplied();
        long granted =
                outcomes.stream().skip(1).filter(Applied.class::isInstance).count();
        outcomes.stream()
                .filter(Declined.class::isInstance)
                .forEach(outcome -> assertThat(outcome).isDeclinedWith(ACCOUNT_NOT_FOUND));
        assertThat(given.ledger()).account("user:1").hasAvailable(String.valueOf(granted));
    }

    @Test
    @Tag("L9")
    @Tag("K6")
    default void reversalsFromManyThreadsNeverExceedWhatWasSpent(Scenario given) throws Exception {
        given.does(open("user:1"), grant("user:1", "g", "10"), charge("user:1", "c", "10"));

        List<Outcome> outcomes = race(given, 12, i -> reverse("user:1", "r" + i, "c", "3"));
        assertThat(outcomes).filteredOn(Applied.class::isInstance).hasSize(3);
        outcomes.stream()
                .filter(Declined.class::isInstance)
                .forEach(outcome -> assertThat(outcome).isDeclinedWith(REVERSAL_EXCEEDS));
        assertThat(given.ledger()).account("user:1").hasAvailable("9").hasSpent("1");
    }

    @Test
    @Tag("L11")
    default void twoSweepsAtOnceBookEverythingOnce(Scenario given) throws Exception {
        for (int i = 0; i < 20; i++) {
            given.does(open("user:" + i), grantUntil("user:" + i, "g", "10", given.in(Duration.ofDays(1))));
        }
        given.clock().advance(Duration.ofDays(1));

        List<Callable<Sweep>> sweeps = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Ledger ledger = ledger(given, i);
            sweeps.add(ledger::sweep);
        }
        Sweep sum = Race.of(sweeps).stream().reduce(Sweep.NOTHING, Sweep::plus);
        assertThat(sum.expired()).isEqualTo(20);
        for (int i = 0; i < 20; i++) {
            assertThat(given.entries("user:" + i)).hasSize(3);
        }
    }

    private static List<Outcome> race(Scenario given, int threads, IntFunction<Command> commands) throws Exception {
        List<Callable<Outcome>> callers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Ledger ledger = ledger(given, i);
            Command command = commands.apply(i);
            callers.add(() -> ledger.execute(command));
        }
        return Race.of(callers);
    }

    private static Ledger ledger(Scenario given, int caller) {
        return caller % 2 == 0 ? given.ledger() : given.anotherProcess();
    }
}
