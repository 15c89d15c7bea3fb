package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.LIMIT_EXCEEDED;
import static dev.credits.ledger.Window.DAY;
import static dev.credits.ledger.Window.NONE;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.BudgetCommands.amendment;
import static dev.credits.testkit.contract.BudgetCommands.extra;
import static dev.credits.testkit.contract.BudgetCommands.lift;
import static dev.credits.testkit.contract.BudgetCommands.limit;
import static dev.credits.testkit.contract.BudgetCommands.limitOf;
import static dev.credits.testkit.contract.BudgetCommands.member;
import static dev.credits.testkit.contract.BudgetCommands.move;
import static dev.credits.testkit.contract.BudgetCommands.reset;
import static dev.credits.testkit.contract.BudgetCommands.used;
import static dev.credits.testkit.contract.Commands.capture;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.reverse;
import static dev.credits.testkit.contract.Commands.settle;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was forgiven has given its room already: reversing it gives none again. */
@Tag("L13")
@Tag("H3")
public interface ForgivenContract extends StorageUnderTest {
    private static void organisation(Scenario given) {
        given.does(open("org"), member("team", "org"), member("ann", "team"), grant("org", "g", "1000"));
    }

    private static Instant tomorrow(Scenario given) {
        return given.now().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    }

    @Test
    @Tag("L9")
    default void whatWasForgivenGivesNoRoomAgainWhenItIsReversed(Scenario given) {
        organisation(given);
        given.does(limit("ann", "l", DAY, "100"), limit("team", "l", DAY, "500"));
        given.does(charge("ann", "c1", "100"), reset("ann", "z", DAY), charge("ann", "c2", "100"));

        given.does(reverse("ann", "r1", "c1"));
        assertThat(used(given, "ann", DAY)).isEqualTo("100");
        given.execute(charge("ann", "c3", "0.000001")).isDeclinedWith(LIMIT_EXCEEDED);
        assertThat(used(given, "team", DAY)).as("nothing was forgiven there").isEqualTo("100");
        assertThat(amendment(given.entry("ann", 0)).what()).isEqualTo("forgiven DAY");
        assertThat(amendment(given.entry("ann", 0)).previous()).isEqualTo("100");
        assertThat(amendment(given.entry("ann", 0)).next()).isEqualTo("0");
        given.does(reverse("ann", "r2", "c2", "40"));
        assertThat(used(given, "ann", DAY)).as("this was not forgiven").isEqualTo("60");
        given.execute(charge("ann", "c3", "40")).isApplied();
        given.execute(charge("ann", "c4", "0.000001")).isDeclinedWith(LIMIT_EXCEEDED);
    }

    @Test
    @Tag("L9")
    default void whatWasForgivenInAWindowThatIsOverIsReversedInThatWindow(Scenario given) {
        organisation(given);
        given.does(limit("ann", "l", DAY, "100"), charge("ann", "c1", "70"), reset("ann", "z", DAY));
        given.clock().set(tomorrow(given));
        given.does(reverse("ann", "r1", "c1"));
        assertThat(given.ledger().verify().holds()).isTrue();
        given.does(charge("ann", "c2", "90"));
        assertThat(used(given, "ann", DAY)).isEqualTo("90");
        assertThat(given.ledger().verify().holds()).isTrue();
    }

    @Test
    @Tag("L9")
    default void ofWhatWasForgivenTwiceNothingGivesRoomAgain(Scenario given) {
        organisation(given);
        given.does(limit("ann", "l", NONE, "100"), charge("ann", "c1", "60"), reserve("ann", "h", "40"));
        given.does(capture("ann", "c2", "h", "10"), reset("ann", "z1", NONE), extra("ann", "x", NONE, "5"));
        assertThat(used(given, "ann", NONE)).as("what is held still counts").isEqualTo("30");

        given.does(settle("ann", "s", "h", "20"), reverse("ann", "r1", "c1", "50"));
        assertThat(used(given, "ann", NONE)).isEqualTo("20");
        given.does(reset("ann", "z2", NONE), charge("ann", "c3", "105"));
        given.does(reverse("ann", "r2", "c1"), reverse("ann", "r3", "c2"), reverse("ann", "r4", "s"));
        assertThat(used(given, "ann", NONE)).isEqualTo("105");
        assertThat(limitOf(given, "ann", NONE).reset()).isZero();
        given.execute(charge("ann", "c4", "0.1")).isDeclinedWith(LIMIT_EXCEEDED);
        given.does(reverse("ann", "r5", "c3"));
        assertThat(used(given, "ann", NONE)).isEqualTo("0");
        given.execute(charge("ann", "c4", "105.000001")).isDeclinedWith(LIMIT_EXCEEDED);
    }

    @Test
    @Tag("L9")
    default void forgivenSpendingOfAnotherWindowOrOfTermsOfBeforeTakesNoRoom(Scenario given) {
        organisation(given);
        given.does(limit("ann", "l", DAY, "100"), charge("ann", "c1", "70"), reset("ann", "z", DAY));
        given.clock().set(tomorrow(given));
        given.does(charge("ann", "c2", "90"), reverse("ann", "r1", "c1"));
        assertThat(used(given, "ann", DAY)).isEqualTo("90");

        given.does(reset("ann", "z2", DAY), lift("ann", "l2", DAY), limit("ann", "l3", DAY, "100"));
        assertThat(used(given, "ann", DAY)).as("set anew, it counts all").isEqualTo("90");
        given.does(reverse("ann", "r2", "c2", "50"));
        assertThat(used(given, "ann", DAY)).isEqualTo("40");
        given.does(reset("ann", "z3", DAY), reverse("ann", "r3", "c2"), charge("ann", "c3", "30"));
        given.does(reverse("ann", "r4", "c3"));
        assertThat(used(given, "ann", DAY)).isEqualTo("0");
        given.execute(charge("ann", "c4", "100.1")).isDeclinedWith(LIMIT_EXCEEDED);
    }

    @Test
    @Tag("L9")
    @Tag("L7")
    default void whatWasForgivenIsKnownWhateverTheClocksAndWhereverAMemberMoves(Scenario given) {
        organisation(given);
        given.does(open("firm"), grant("firm", "g", "1000"), limit("team", "l", NONE, "100"));
        given.clock().advance(Duration.ofHours(1));
        given.does(charge("ann", "c1", "100"));
        given.clock().turnBack(Duration.ofMinutes(30));
        given.does(reset("team", "z", NONE), move("team", "m", "firm"));

        given.does(charge("ann", "c2", "100"), reverse("ann", "r1", "c1"));
        assertThat(used(given, "team", NONE)).isEqualTo("100");
        given.does(reverse("ann", "r2", "c2"));
        assertThat(used(given, "team", NONE)).isEqualTo("0");
        assertThat(given.ledger()).account("org").hasAvailable("1000");
        assertThat(given.ledger()).account("firm").hasAvailable("1000");
    }

    @Test
    @Tag("L8")
    default void whatIsForgivenAfterAReversalIsCheckedAgainstTheEntries(Scenario given) {
        organisation(given);
        given.does(limit("ann", "l", DAY, "100"), charge("ann", "c1", "60"), reset("ann", "z", DAY));
        given.does(reverse("ann", "r", "c1", "20"));

        assertThat(limitOf(given, "ann", DAY).reset()).isEqualTo(40_000_000);
        Tampering forgiving = Tampering.with(given.storage())
                .limits(limits -> limits.stream()
                        .map(limit -> Altered.with(limit, "reset", 60_000_000L))
                        .toList());
        assertThat(given.ledgerOn(forgiving).verify().violations())
                .extracting(violation -> violation.law() + " " + violation.message())
                .containsExactly(
                        "L13 its DAY limit has 0 extra and 60000000 forgiven; its entries make 0 and 40000000");
    }
}
