package dev.credits.testkit.contract;

import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.Commands.HOUR;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.grantFrom;
import static dev.credits.testkit.contract.Commands.grantUntil;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.memo;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.settle;
import static dev.credits.testkit.contract.Commands.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.Credits;
import dev.credits.ledger.Charge;
import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.PastBalance;
import dev.credits.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Time runs forward in an account, and its past can be asked for. */
@Tag("L7")
public interface TimeContract extends StorageUnderTest {
    @Test
    @Tag("K3")
    default void anEntryHasTheLibrarysTimeAndKeepsWhenItHappenedElsewhere(Scenario given) {
        Instant elsewhere = Instant.parse("2019-05-05T05:05:05.123456789Z");
        given.does(open("user:1"), grant("user:1", "g", "10"));
        given.does(new Charge(id("user:1"), Commands.amount("1"), memo("c").happened(elsewhere)));

        Entry entry = given.entry("user:1", 0);
        assertThat(entry.at()).isEqualTo(given.now());
        assertThat(entry.due()).isNull();
        assertThat(entry.memo().happened()).isEqualTo(Instant.parse("2019-05-05T05:05:05.123456Z"));
    }

    @Test
    @Tag("K3")
    default void timesAreKeptToTheMicrosecond(Scenario given) {
        given.clock().advance(Duration.ofNanos(123_456_789));
        given.does(open("user:1"));

        assertThat(given.entry("user:1", 0).at()).isEqualTo(Instant.parse("2026-01-01T00:00:00.123456Z"));
    }

    @Test
    default void aClockThatGoesBackwardsDoesNotTurnTheLedger(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"));
        given.clock().advance(HOUR);
        Instant last = given.now();
        given.does(charge("user:1", "c1", "1"));
        given.clock().turnBack(Duration.ofMinutes(30));

        given.does(charge("user:1", "c2", "1"), open("user:2"));
        assertThat(given.entry("user:1", 0).at()).isEqualTo(last);
        assertThat(given.entry("user:2", 0).at()).isEqualTo(given.now());
        given.clock().advance(HOUR);
        given.does(charge("user:1", "c3", "1"));
        assertThat(given.entry("user:1", 0).at()).isEqualTo(given.now());
        assertThat(given.entries("user:1")).extracting(Entry::at).isSorted();
    }

    @Test
    @Tag("L11")
    default void aClockThatGoesBackwardsRevivesNothing(Scenario given) {
        given.does(open("user:1"), grantUntil("user:1", "g", "10", given.in(HOUR)));
        given.clock().advance(HOUR);
        given.does(grant("user:1", "g2", "1"));
        given.clock().turnBack(Duration.ofMinutes(30));

        assertThat(given.ledger()).account("user:1").hasAvailable("1").hasExpired("10");
        given.execute(charge("user:1", "c", "2")).isDeclinedWith(DeclineCode.INSUFFICIENT_CREDITS);
    }

    @Test
    default void aTransferToAnAccountWhoseTimeIsAheadTakesPlaceThen(Scenario given) {
        given.does(open("user:1"), open("user:2"), grant("user:1", "g", "10"));
        given.clock().advance(HOUR);
        Instant ahead = given.now();
        given.does(grant("user:2", "g", "1"));
        given.clock().turnBack(Duration.ofMinutes(10));

        given.does(transfer("user:1", "user:2", "t", "4"));
        assertThat(given.entry("user:1", 0).at()).isEqualTo(ahead);
        assertThat(given.entry("user:2", 0).at()).isEqualTo(ahead);
    }

    @Test
    @Tag("K2")
    @Tag("L10")
    default void aPastBalanceIsWhatStoodThen(Scenario given) {
        Instant start = given.now();
        given.does(open("user:1"), grant("user:1", "g", "10"));
        given.clock().advance(HOUR);
        given.does(charge("user:1", "c", "3"), reserve("user:1", "h", "4", HOUR.multipliedBy(10)));
        given.clock().advance(HOUR);
        given.does(settle("user:1", "s", "h", "1"));

        assertThat(given.ledger().balanceAt(id("user:1"), start.minusNanos(1000)))
                .isEmpty();
        expect(given, start, "10", "0");
        expect(given, start.plus(HOUR).minusNanos(1000), "10", "0");
        expect(given, start.plus(HOUR), "3", "4");
        expect(given, start.plus(HOUR.multipliedBy(2)), "6", "0");
        expect(given, start.plus(HOUR.multipliedBy(2)).minusNanos(1000), "3", "4");
        assertThat(given.ledger().balanceAt(id("user:2"), start)).isEmpty();
    }

    @Test
    @Tag("K2")
    @Tag("L11")
    default void aPastBalanceGoesByWhatWasDueThenWheneverItWasBooked(Scenario given) {
        Instant start = given.now();
        given.does(open("user:1"), grantUntil("user:1", "g1", "10", given.in(HOUR.multipliedBy(2))));
        given.does(grantFrom("user:1", "g2", "7", given.in(HOUR.multipliedBy(3))), reserve("user:1", "h", "4", HOUR));
        given.clock().advance(HOUR.multipliedBy(9));

        for (int booked = 0; booked < 2; booked++) {
            expect(given, start, "6", "4");
            expect(given, start.plus(HOUR).minusNanos(1000), "6", "4");
            expect(given, start.plus(HOUR), "10", "0");
            expect(given, start.plus(HOUR.multipliedBy(2)), "0", "0");
            expect(given, start.plus(HOUR.multipliedBy(3)).minusNanos(1000), "0", "0");
            expect(given, start.plus(HOUR.multipliedBy(3)), "7", "0");
            expect(given, given.now(), "7", "0");
            given.ledger().sweep();
        }
    }

    @Test
    @Tag("L13")
    @Tag("A4")
    default void whatWasUsedInAnyYearThatIsKeptIsVerified(Scenario given) {
        for (String year : List.of("1883", "9999")) {
            Ledger ledger = Credits.on(given.storage())
                    .withClock(ManualClock.at(year + "-06-15T12:00:00Z"))
                    .ledger();
            String user = "user:" + year;
            ledger.execute(open(user)).orElseThrow();
            ledger.execute(grant(user, "g", "10")).orElseThrow();
            ledger.execute(charge(user, "c", "4")).orElseThrow();
            assertThat(ledger.verify().violations()).as(year).isEmpty();
        }
    }

    private static void expect(Scenario given, Instant at, String available, String held) {
        PastBalance then = given.ledger().balanceAt(id("user:1"), at).orElseThrow();
        assertThat(then.available().toPlainString() + " and " + then.held().toPlainString() + " held at " + at)
                .isEqualTo(available + " and " + held + " held at " + at);
    }
}
