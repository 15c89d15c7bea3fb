package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.HOLD_ENDED;
import static dev.credits.ledger.DeclineCode.INSUFFICIENT_CREDITS;
import static dev.credits.ledger.DeclineCode.LIMIT_EXCEEDED;
import static dev.credits.ledger.Window.DAY;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.BudgetCommands.extra;
import static dev.credits.testkit.contract.BudgetCommands.limit;
import static dev.credits.testkit.contract.BudgetCommands.limitOf;
import static dev.credits.testkit.contract.BudgetCommands.member;
import static dev.credits.testkit.contract.BudgetCommands.reset;
import static dev.credits.testkit.contract.BudgetCommands.share;
import static dev.credits.testkit.contract.BudgetCommands.used;
import static dev.credits.testkit.contract.Commands.HOUR;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.grantUntil;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.release;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.settle;
import static dev.credits.testkit.contract.Commands.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Actor;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.PastBalance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One decision has one instant: for the limits on its way, the deadlines, the lots, and what is due. */
@Tag("L7")
public interface InstantContract extends StorageUnderTest {
    private static void organisation(Scenario given) {
        given.does(open("org"), member("team", "org"), member("ann", "team"), member("bob", "team"));
        given.does(grant("org", "g", "1000"));
    }

    private static Instant midnight(Scenario given) {
        Instant midnight = Instant.parse("2026-01-02T00:00:00Z");
        given.clock().set(midnight.minusSeconds(1));
        return midnight;
    }

    @Test
    @Tag("L13")
    @Tag("class-10")
    default void aLimitIsSetInTheWindowInWhichThePoolSpendsAlready(Scenario given) {
        organisation(given);
        Instant midnight = midnight(given);
        given.clock().set(midnight.plusSeconds(1));
        given.does(charge("ann", "c1", "50"));
        given.clock().turnBack(Duration.ofSeconds(2));

        given.does(limit("ann", "l", DAY, "60"));
        assertThat(limitOf(given, "ann", DAY).period()).isEqualTo(midnight);
        assertThat(used(given, "ann", DAY)).isEqualTo("50");
        given.execute(charge("ann", "c2", "60")).isDeclinedWith(LIMIT_EXCEEDED).hasShortfall("50");
        given.does(charge("ann", "c3", "10"));
    }

    @Test
    @Tag("L13")
    @Tag("class-10")
    default void aHoldOfTheNextWindowEndsUnderALimitThatWasSetByASlowerClock(Scenario given) {
        organisation(given);
        Instant midnight = midnight(given);
        given.clock().set(midnight.plusSeconds(1));
        given.does(reserve("ann", "h", "50"));
        given.clock().turnBack(Duration.ofSeconds(2));
        given.does(limit("ann", "l", DAY, "60"), limit("team", "l", DAY, "60"), charge("bob", "c", "1"));

        given.does(release("ann", "r", "h"), charge("ann", "c", "59"));
        assertThat(used(given, "team", DAY)).isEqualTo("60");
    }

    @Test
    @Tag("L13")
    default void extrasAndResetsCountInTheWindowInWhichThePoolSpends(Scenario given) {
        organisation(given);
        Instant midnight = midnight(given);
        given.does(limit("ann", "l", DAY, "60"), charge("ann", "c1", "20"));
        given.clock().set(midnight.plusSeconds(1));
        given.does(charge("bob", "c1", "1"));
        given.clock().turnBack(Duration.ofSeconds(2));

        given.does(extra("ann", "x", DAY, "5"), reset("ann", "r", DAY));
        assertThat(amended(given, "ann", 0))
                .as("nothing was spent in the new window")
                .isEqualTo("0");
        given.does(charge("ann", "c2", "65"));
        given.execute(charge("ann", "c3", "1")).isDeclinedWith(LIMIT_EXCEEDED);
    }

    private static String amended(Scenario given, String account, int before) {
        return String.valueOf(
                BudgetCommands.amendment(given.entry(account, before)).previous());
    }

    @Test
    default void bothSidesOfATransferHaveOneInstant(Scenario given) {
        given.does(open("user:1"), open("user:2"), grant("user:1", "g", "10"));
        given.does(grantUntil("user:1", "g2", "5", given.in(HOUR)));
        given.clock().advance(HOUR);
        Instant ahead = given.now();
        given.does(grant("user:2", "g", "1"));
        given.clock().turnBack(Duration.ofMinutes(10));

        given.execute(transfer("user:1", "user:2", "t", "11")).isDeclinedWith(INSUFFICIENT_CREDITS);
        given.does(transfer("user:1", "user:2", "t", "4"));
        assertThat(given.entry("user:1", 0).at()).isEqualTo(ahead);
        assertThat(given.entry("user:2", 0).at()).isEqualTo(ahead);
        assertThat(given.entry("user:1", 1).kind()).isEqualTo(EntryKind.EXPIRE);
    }

    @Test
    default void anAccountWhoseTimeIsAheadPullsNoNeighbourWithIt(Scenario given) {
        given.does(open("user:1"), open("user:2"), open("user:3"), grant("user:1", "g", "10"));
        given.clock().advance(HOUR);
        Instant ahead = given.now();
        given.does(grant("user:2", "g", "10"));
        given.clock().turnBack(Duration.ofMinutes(10));

        given.ledger()
                .executeEach(List.of(
                        charge("user:1", "c", "1"),
                        charge("user:2", "c", "1"),
                        grant("user:3", "g", "1"),
                        charge("user:1", "c2", "1")));
        assertThat(given.entry("user:1", 0).at()).isEqualTo(given.now());
        assertThat(given.entry("user:3", 0).at()).isEqualTo(given.now());
        assertThat(given.entry("user:2", 0).at()).isEqualTo(ahead);
    }

    @Test
    default void theTimeIsTakenOnceTheLocksAreHad(Scenario given) {
        organisation(given);
        Instant midnight = midnight(given);
        given.does(limit("ann", "l", DAY, "60"), charge("bob", "big", "945"), grantUntil("org", "g2", "500", midnight));
        given.does(charge("ann", "c1", "50"), reserve("bob", "h", "5", Duration.ofSeconds(1)));
        Ledger waiting =
                given.ledgerOn(Slow.once(given.storage(), () -> given.clock().set(midnight)));
        assertThat(waiting.preview(charge("ann", "way", "1")))
                .as("learns the way")
                .isApplied();

        assertThat(waiting.execute(charge("ann", "c2", "60"))).isDeclinedWith(INSUFFICIENT_CREDITS);
        waiting = given.ledgerOn(Slow.once(given.storage(), () -> given.clock().advance(HOUR)));
        assertThat(waiting.preview(charge("ann", "way", "1"))).isApplied();
        assertThat(waiting.execute(reserve("ann", "h", "6", HOUR))).isApplied();
        assertThat(given.entry("org", 0).at()).isEqualTo(midnight.plus(HOUR));
        assertThat(given.hold("ann", "h").deadline()).isEqualTo(midnight.plus(HOUR.multipliedBy(2)));
        assertThat(limitOf(given, "ann", DAY).period()).isEqualTo(midnight);
        assertThat(given.hold("bob", "h").state()).isEqualTo(Hold.State.LAPSED);
        assertThat(given.entry("org", 1).kind()).isEqualTo(EntryKind.EXPIRE);
        assertThat(given.entry("org", 2).kind()).isEqualTo(EntryKind.LAPSE);
    }

    @Test
    @Tag("L5")
    default void aHoldWhoseDeadlineCameWhileALockWasWaitedForHasLapsed(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"), reserve("user:1", "h", "4", HOUR));
        Ledger waiting =
                given.ledgerOn(Slow.once(given.storage(), () -> given.clock().advance(HOUR)));

        assertThat(waiting.execute(settle("user:1", "s", "h", "4"))).isDeclinedWith(HOLD_ENDED);
        given.does(charge("user:1", "c", "10"));
    }

    @Test
    @Tag("L5")
    default void whatIsDueByAnAccountsOwnTimeIsDueThoughTheClockIsBehind(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"), open("user:2"));
        given.clock().advance(HOUR);
        given.does(reserve("user:1", "h", "4", Duration.ofMinutes(5)));
        given.clock().advance(Duration.ofMinutes(10));
        given.does(grant("user:2", "g", "1"));
        given.clock().turnBack(Duration.ofMinutes(10));

        given.does(transfer("user:2", "user:1", "t", "1"));
        assertThat(given.ledger()).account("user:1").hasAvailable("11").hasHeld("0");
        given.execute(settle("user:1", "s", "h", "1")).isDeclinedWith(HOLD_ENDED);
    }

    @Test
    @Tag("K2")
    @Tag("L11")
    @Tag("class-11")
    default void whatIsDueOnTheWayIsBookedByTheClockAndNotByAMember(Scenario given) {
        organisation(given);
        given.does(BudgetCommands.isolate("team", "own"));
        Instant expires = given.in(HOUR);
        given.does(grantUntil("team", "g", "7", expires), reserve("team", "h", "2", HOUR.multipliedBy(2)));
        given.does(share("team", "shared").keeping(), grantUntil("org", "g2", "3", expires));
        given.clock().advance(HOUR.multipliedBy(3));
        Instant between = expires.plus(Duration.ofMinutes(30));
        PastBalance before = given.ledger().balanceAt(id("team"), between).orElseThrow();

        given.does(charge("ann", "c", "1"));
        assertThat(given.ledger().balanceAt(id("team"), between)).contains(before);
        assertThat(given.entries("team"))
                .filteredOn(entry -> entry.kind() == EntryKind.EXPIRE || entry.kind() == EntryKind.LAPSE)
                .allMatch(entry -> entry.memo().by().equals(Actor.CLOCK) && entry.due() != null);
        given.ledger().sweep();
        assertThat(given.ledger().balanceAt(id("team"), between)).contains(before);
        assertThat(given.entries("team")).extracting(Entry::at).isSorted();
    }

    @Test
    @Tag("L11")
    default void whatReturnsToAnExpiredLotIsTakenByTheClockWhenItReturns(Scenario given) {
        given.does(open("user:1"), grantUntil("user:1", "g1", "10", given.in(HOUR)), grant("user:1", "g2", "5"));
        given.does(reserve("user:1", "h", "8", HOUR.multipliedBy(3)));
        given.clock().advance(HOUR.multipliedBy(2));
        given.does(settle("user:1", "s", "h", "3"));

        Entry expired = given.entry("user:1", 0);
        assertThat(expired.kind()).isEqualTo(EntryKind.EXPIRE);
        assertThat(expired.memo().by()).isEqualTo(Actor.CLOCK);
        assertThat(expired.due()).isEqualTo(given.now());
        assertThat(expired.memo().reason()).isNull();
    }
}
