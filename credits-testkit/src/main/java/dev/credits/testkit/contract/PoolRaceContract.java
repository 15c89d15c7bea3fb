package dev.credits.testkit.contract;

import static dev.credits.ledger.Window.DAY;
import static dev.credits.ledger.Window.NONE;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.BudgetCommands.isolate;
import static dev.credits.testkit.contract.BudgetCommands.limit;
import static dev.credits.testkit.contract.BudgetCommands.limitOf;
import static dev.credits.testkit.contract.BudgetCommands.member;
import static dev.credits.testkit.contract.BudgetCommands.share;
import static dev.credits.testkit.contract.BudgetCommands.used;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.release;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.settle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Command;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Members at once, in two processes: neither the pool nor anybody's limit is ever exceeded. */
@Tag("H3")
@Tag("L13")
@Tag("class-1")
public interface PoolRaceContract extends StorageUnderTest {
    private static void organisation(Scenario given, String credits) {
        given.does(
                open("org"),
                member("team", "org"),
                member("ann", "team"),
                member("bob", "team"),
                grant("org", "g", credits));
    }

    @Test
    @Tag("L3")
    default void membersAtOnceNeverExceedThePool(Scenario given) throws Exception {
        organisation(given, "10");

        List<Outcome> outcomes = race(given, 30, i -> charge(i % 3 == 0 ? "ann" : "bob", "c" + i, "1"));
        assertThat(booked(outcomes)).isEqualTo(10);
        assertThat(given.ledger()).account("org").hasAvailable("0").hasSpent("10");
    }

    @Test
    default void membersAtOnceNeverExceedAnybodysLimit(Scenario given) throws Exception {
        organisation(given, "1000");
        given.does(limit("ann", "l", DAY, "5"), limit("bob", "l", DAY, "8"), limit("team", "l", DAY, "9"));

        List<Outcome> outcomes = race(
                given,
                40,
                i -> i % 4 < 2
                        ? charge(i % 2 == 0 ? "ann" : "bob", "c" + i, "1")
                        : reserve(i % 2 == 0 ? "ann" : "bob", "h" + i, "1"));
        assertThat(booked(outcomes)).isEqualTo(9);
        assertThat(used(given, "team", DAY)).isEqualTo("9");
        assertThat(limitOf(given, "ann", DAY).used()).isBetween(1_000_000L, 5_000_000L);
        assertThat(limitOf(given, "bob", DAY).used()).isBetween(4_000_000L, 8_000_000L);
    }

    @Test
    @Tag("L5")
    @Tag("class-5")
    default void whatIsGivenBackAtOnceCanBeTakenAgain(Scenario given) throws Exception {
        organisation(given, "1000");
        given.does(limit("team", "l", DAY, "20"));
        for (int i = 0; i < 20; i++) {
            given.does(reserve(i % 2 == 0 ? "ann" : "bob", "h" + i, "1"));
        }

        race(given, 40, i -> {
            String member = i % 2 == 0 ? "ann" : "bob";
            if (i >= 20) {
                return charge(member, "c" + i, "1");
            }
            return i % 4 < 2 ? release(member, "e" + i, "h" + i) : settle(member, "e" + i, "h" + i, "1");
        });
        long used = limitOf(given, "team", DAY).used();
        assertThat(used).isBetween(10_000_000L, 20_000_000L);
        assertThat(limitOf(given, "team", DAY).held()).isZero();
        assertThat(limitOf(given, "team", DAY).spent()).isEqualTo(used);
    }

    @Test
    @Tag("H2")
    default void limitsAndFundingChangeUnderSpending(Scenario given) throws Exception {
        organisation(given, "1000");
        given.does(limit("ann", "l", NONE, "100"), limit("team", "l", NONE, "100"));

        List<Outcome> outcomes = race(given, 30, i -> switch (i) {
            case 0 -> limit("ann", "x" + i, NONE, "3");
            case 1 -> isolate("team", "x" + i);
            case 2 -> share("team", "x" + i);
            case 3 -> limit("team", "x" + i, DAY, "7");
            default -> charge(i % 2 == 0 ? "ann" : "bob", "c" + i, "1");
        });
        given.execute(share("team", "last")).isApplied();
        long spent = outcomes.subList(4, 30).stream().filter(Outcome::isBooked).count();
        assertThat(limitOf(given, "team", NONE).spent()).isEqualTo(spent * 1_000_000);
        assertThat(limitOf(given, "team", DAY).spent()).isEqualTo(spent * 1_000_000);
        given.execute(charge("ann", "after", "100")).isDeclinedWith(dev.credits.ledger.DeclineCode.LIMIT_EXCEEDED);
    }

    private static long booked(List<Outcome> outcomes) {
        return outcomes.stream().filter(Outcome::isBooked).count();
    }

    private static List<Outcome> race(Scenario given, int callers, IntFunction<Command> command) throws Exception {
        List<Callable<Outcome>> all = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            Ledger ledger = i % 2 == 0 ? given.ledger() : given.anotherProcess();
            Command own = command.apply(i);
            all.add(() -> ledger.execute(own));
        }
        return Race.of(all);
    }
}
