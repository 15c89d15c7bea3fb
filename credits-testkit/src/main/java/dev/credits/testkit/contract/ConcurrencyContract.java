package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.HOLD_ENDED;
import static dev.credits.ledger.DeclineCode.INSUFFICIENT_CREDITS;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.grantUntil;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.release;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.reverse;
import static dev.credits.testkit.contract.Commands.settle;
import static dev.credits.testkit.contract.Commands.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Command;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Outcome.Applied;
import dev.credits.ledger.Outcome.Declined;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Any number of callers in two processes at once: the same laws. Every second caller goes through the other process. */
public interface ConcurrencyContract extends StorageUnderTest {
    @Test
    @Tag("L3")
    @Tag("K5")
    default void checkThenActLetsNoMoreReservesThroughThanFit(Scenario given) throws Exception {
        given.does(open("user:1"), grant("user:1", "g", "7"));

        List<Outcome> outcomes = race(given, 50, i -> reserve("user:1", "h" + i, "1"));
        assertThat(outcomes).filteredOn(Applied.class::isInstance).hasSize(7);
        assertThat(outcomes).filteredOn(Declined.class::isInstance).hasSize(43);
        outcomes.stream()
                .filter(Declined.class::isInstance)
                .forEach(outcome -> assertThat(outcome).isDeclinedWith(INSUFFICIENT_CREDITS));
        assertThat(given.ledger()).account("user:1").hasAvailable("0").hasHeld("7");
        assertThat(given.entries("user:1")).hasSize(9);
    }

    @Test
    @Tag("L3")
    default void theLastCreditIsSpentOnce(Scenario given) throws Exception {
        given.does(open("user:1"), open("user:2"), grant("user:1", "g", "1"));

        List<Outcome> outcomes = race(
                given,
                12,
                i -> i % 3 == 0
                        ? charge("user:1", "c" + i, "1")
                        : i % 3 == 1 ? transfer("user:1", "user:2", "c" + i, "1") : reserve("user:1", "c" + i, "1"));
        assertThat(outcomes).filteredOn(Applied.class::isInstance).hasSize(1);
    }

    @Test
    @Tag("L5")
    @Tag("K5")
    default void settlesAndReleasesRaceToOneWinnerAndTheLosersAreToldWho(Scenario given) throws Exception {
        given.does(open("user:1"), grant("user:1", "g", "100"));
        for (int round = 0; round < 10; round++) {
            String hold = "h" + round;
            given.does(reserve("user:1", hold, "10"));
            List<Outcome> outcomes = race(
                    given,
                    8,
                    i -> i % 2 == 0
                            ? settle("user:1", hold + "-s" + i, hold, "1")
                            : release("user:1", hold + "-r" + i, hold));

            assertThat(outcomes).filteredOn(Applied.class::isInstance).hasSize(1);
            Hold.State ending = given.hold("user:1", hold).state();
            outcomes.stream()
                    .filter(Declined.class::isInstance)
                    .forEach(loser ->
                            assertThat(loser).isDeclinedWith(HOLD_ENDED).hasEnding(ending));
        }
        assertThat(given.ledger()).account("user:1").hasHeld("0");
    }

    @Test
    @Tag("L5")
    @Tag("L7")
    default void aSettleAndALapseRaceToOneWinner(Scenario given) throws Exception {
        given.does(open("user:1"), grant("user:1", "g", "100"));
        for (int round = 0; round < 10; round++) {
            String hold = "h" + round;
            given.does(reserve("user:1", hold, "10", Duration.ofMinutes(1)));
            List<Callable<Object>> callers = List.of(
                    () -> given.clock().advance(Duration.ofMinutes(1)),
                    () -> given.ledger().sweep(),
                    () -> given.anotherProcess().sweep(),
                    () -> given.ledger().execute(settle("user:1", hold + "-s", hold, "10")),
                    () -> given.anotherProcess().execute(release("user:1", hold + "-r", hold)));
            List<Object> results = Race.of(callers);

            given.ledger().sweep();
            Hold.State ending = given.hold("user:1", hold).state();
            assertThat(results.get(3) instanceof Applied).isEqualTo(ending == Hold.State.SETTLED);
            assertThat(results.get(4) instanceof Applied).isEqualTo(ending == Hold.State.RELEASED);
            assertThat(ending).isNotEqualTo(Hold.State.OPEN);
        }
        assertThat(given.ledger()).account("user:1").hasHeld("0");
    }

    @Test
    @Tag("L1")
    @Tag("K8")
    default void transfersInOppositeDirectionsDoNotDeadlock(Scenario given) throws Exception {
        List<String> names = List.of("user:1", "user:2", "user:3");
        for (String name : names) {
            given.does(open(name), grant(name, "g", "100"));
        }
        List<Callable<Object>> callers = new ArrayList<>();
        for (int thread = 0; thread < 6; thread++) {
            String from = names.get(thread % 3);
            String to = names.get((thread + 1 + thread / 3) % 3);
            Ledger ledger = ledger(given, thread);
            String key = "t" + thread + "-";
            callers.add(() -> {
                for (int i = 0; i < 25; i++) {
                    assertThat(ledger.execute(transfer(from, to, key + i, "0.5")))
                            .isApplied();
                }
                return key;
            });
        }
        Race.of(callers);
        assertThat(given.ledger())
                .account("user:1")
                .hasAvailable("100")
                .hasIn("25")
                .hasOut("25")
                .account("user:2")
                .hasAvailable("100")
                .hasIn("25")
                .hasOut("25")
                .account("user:3")
                .hasAvailable("100")
                .hasIn("25")
                .hasOut("25");
    }

    @Test
    @Tag("L1")
    @Tag("L2")
    @Tag("L10")
    @Tag("L8")
    default void aFightOverThreeAccountsKeepsEveryLawAndLosesNothing(Scenario given) throws Exception {
        List<String> names = List.of("user:1", "user:2", "user:3");
        for (String name : names) {
            given.does(
                    open(name), grant(name, "g", "20"), grantUntil(name, "g2", "20", given.in(Duration.ofMinutes(2))));
        }
        List<Callable<Integer>> callers = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            SplittableRandom random = new SplittableRandom(thread);
            Ledger ledger = ledger(given, thread);
            String prefix = "k" + thread + "-";
            callers.add(() -> {
                int booked = 0;
                for (int i = 0; i < 30; i++) {
                    String from = names.get(random.nextInt(3));
                    String to = names.get((names.indexOf(from) + 1) % 3);
                    Command command = someCommand(random, from, to, prefix, i);
                    booked += ledger.execute(command).isBooked() ? 1 : 0;
                    given.clock().advance(Duration.ofMillis(500));
                }
                return booked;
            });
        }
        long booked = Race.of(callers).stream().mapToInt(Integer::intValue).sum();
        long own = 0;
        for (String name : names) {
            own += given.entries(name).stream()
                    .filter(entry -> entry.leg() == 0 && !entry.memo().key().isOwn())
                    .count();
        }
        assertThat(own).isEqualTo(booked + 9);
        assertThat(given.ledger()).obeysTheLaws();
    }

    private static Command someCommand(SplittableRandom random, String from, String to, String prefix, int i) {
        String amount = (1 + random.nextInt(3)) + ".25";
        return switch (random.nextInt(6)) {
            case 0 -> charge(from, prefix + i, amount);
            case 1 -> transfer(from, to, prefix + i, amount);
            case 2 -> reserve(from, prefix + i, amount, Duration.ofSeconds(5));
            case 3 -> settle(from, prefix + i, prefix + (i - 1), "1");
            case 4 -> grant(from, prefix + i, amount);
            default -> reverse(from, prefix + i, prefix + (i - 1));
        };
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
