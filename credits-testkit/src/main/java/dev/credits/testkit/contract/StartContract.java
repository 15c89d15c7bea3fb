package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.INSUFFICIENT_CREDITS;
import static dev.credits.ledger.EntryKind.EXPIRE;
import static dev.credits.ledger.EntryKind.GRANT;
import static dev.credits.ledger.EntryKind.LAPSE;
import static dev.credits.ledger.EntryKind.OPEN;
import static dev.credits.ledger.EntryKind.RESERVE;
import static dev.credits.ledger.EntryKind.START;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.Commands.DAY;
import static dev.credits.testkit.contract.Commands.TICK;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.close;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.grantFrom;
import static dev.credits.testkit.contract.Commands.grantUntil;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.reserve;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Actor;
import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Lot;
import dev.credits.ledger.LotTerms;
import dev.credits.ledger.Source;
import dev.credits.ledger.Sweep;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Credits for later count for nothing until they start; what is due is booked in order, by the next command or by a sweep. */
@Tag("L11")
@Tag("K7")
public interface StartContract extends StorageUnderTest {
    @Test
    default void creditsForLaterAreListedAndCountForNothingUntilTheyStart(Scenario given) {
        Instant starts = given.in(DAY);
        given.does(open("user:1"), grant("user:1", "g1", "5"));

        given.execute(grantFrom("user:1", "g2", "10", starts))
                .isApplied()
                .hasAvailable("5")
                .hasEntries(GRANT);
        Lot pending = given.lots("user:1").get(1);
        assertThat(pending.started()).isFalse();
        assertThat(pending.remaining()).isEqualTo(10_000_000);
        assertThat(given.entry("user:1", 0).change()).isZero();
        assertThat(given.ledger())
                .account("user:1")
                .hasAvailable("5")
                .hasEarned("5")
                .hasLots("5", "10");
        given.execute(charge("user:1", "c", "6"))
                .isDeclinedWith(INSUFFICIENT_CREDITS)
                .hasShortfall("1")
                .wouldPassAt(starts);
        given.execute(charge("user:1", "c", "16"))
                .isDeclinedWith(INSUFFICIENT_CREDITS)
                .wouldPassAt(null);
    }

    @Test
    default void creditsForLaterCanBeSpentAtTheirStartAndNotBefore(Scenario given) {
        Instant starts = given.in(DAY);
        given.does(open("user:1"), grantFrom("user:1", "g", "10", starts));

        given.clock().advance(DAY.minus(TICK));
        given.execute(charge("user:1", "c", "1")).isDeclinedWith(INSUFFICIENT_CREDITS);
        given.clock().advance(TICK);
        assertThat(given.ledger()).account("user:1").hasAvailable("10").hasEarned("10");
        given.execute(charge("user:1", "c", "1")).isApplied().hasAvailable("9").hasSeq(4);
        Entry start = given.entry("user:1", 1);
        assertThat(start.kind()).isEqualTo(START);
        assertThat(start.memo().key().value()).isEqualTo("@start:1");
        assertThat(start.memo().by()).isEqualTo(Actor.CLOCK);
        assertThat(start.due()).isEqualTo(starts);
        assertThat(start.counterparty()).isEqualTo("@issued");
        assertThat(start.availableChange()).isEqualTo(10_000_000);
        assertThat(given.ledger()).account("user:1").hasEarned("10").hasSpent("1");
    }

    @Test
    default void aLotThatStartedAndExpiredUnseenIsBookedAsBoth(Scenario given) {
        var terms = LotTerms.of(Source.FREE).starting(given.in(DAY)).expiring(given.in(DAY.multipliedBy(2)));
        given.does(open("user:1"), grant("user:1", "g", "10").on(terms));
        given.clock().advance(DAY.multipliedBy(5));

        assertThat(given.ledger())
                .account("user:1")
                .hasAvailable("0")
                .hasEarned("10")
                .hasExpired("10");
        given.does(grant("user:1", "g2", "1"));
        assertThat(given.kinds("user:1")).containsExactly(OPEN, GRANT, START, EXPIRE, GRANT);
    }

    @Test
    @Tag("K5")
    default void startExpiryAndDeadlineAtOneInstantEachHappenOnce(Scenario given) {
        Instant moment = given.in(DAY);
        given.does(open("user:1"), grantUntil("user:1", "old", "10", moment), grantFrom("user:1", "new", "7", moment));
        given.does(reserve("user:1", "h", "4", DAY));
        given.clock().set(moment);

        assertThat(given.ledger())
                .account("user:1")
                .hasAvailable("7")
                .hasHeld("0")
                .hasExpired("10");
        given.execute(charge("user:1", "c", "7")).isApplied().hasAvailable("0");
        assertThat(given.ledger())
                .account("user:1")
                .hasEarned("17")
                .hasExpired("10")
                .hasSpent("7")
                .hasHold("h", Hold.State.LAPSED)
                .hasLots();
        assertThat(given.kinds("user:1")).filteredOn(kind -> kind == EXPIRE).hasSize(1);
        assertThat(given.kinds("user:1")).filteredOn(kind -> kind == START).hasSize(1);
        assertThat(given.kinds("user:1")).filteredOn(kind -> kind == LAPSE).hasSize(1);
    }

    @Test
    @Tag("L7")
    default void whatIsDueIsBookedInTheOrderInWhichItFellDue(Scenario given) {
        given.does(open("user:1"), grantUntil("user:1", "g1", "1", given.in(DAY.multipliedBy(4))));
        given.does(grantFrom("user:1", "g2", "2", given.in(DAY.multipliedBy(3))));
        given.does(reserve("user:1", "h", "1", DAY.multipliedBy(2)));
        given.clock().advance(DAY.multipliedBy(9));

        given.does(grant("user:1", "g3", "1"));
        assertThat(given.kinds("user:1")).containsExactly(OPEN, GRANT, GRANT, RESERVE, LAPSE, START, EXPIRE, GRANT);
    }

    @Test
    default void aSweepBooksWhatIsDueOnEveryAccountOnce(Scenario given) {
        given.does(open("user:1"), grantUntil("user:1", "g", "10", given.in(DAY)), reserve("user:1", "h", "4", DAY));
        given.does(open("user:2"), grantFrom("user:2", "g", "3", given.in(DAY)));
        given.does(open("user:3"), grant("user:3", "g", "5"), reserve("user:3", "h", "5", DAY.multipliedBy(9)));
        given.clock().advance(DAY.multipliedBy(2));

        assertThat(given.ledger().sweep()).isEqualTo(new Sweep(2, 1, 1, 1));
        assertThat(given.kinds("user:1")).containsExactly(OPEN, GRANT, RESERVE, LAPSE, EXPIRE);
        assertThat(given.kinds("user:2")).containsExactly(OPEN, GRANT, START);
        assertThat(given.kinds("user:3")).containsExactly(OPEN, GRANT, RESERVE);
        assertThat(given.ledger().sweep()).isEqualTo(Sweep.NOTHING);
        assertThat(given.ledger()).account("user:1").hasAvailable("0").hasExpired("10");
    }

    @Test
    default void aSweepReachesMoreAccountsThanOnePageHolds(Scenario given) {
        for (int i = 0; i < 120; i++) {
            given.does(open("user:" + i), grantUntil("user:" + i, "g", "1", given.in(DAY)));
        }
        given.clock().advance(DAY);

        assertThat(given.ledger().sweep()).isEqualTo(new Sweep(120, 0, 0, 120));
        assertThat(given.ledger().sweep()).isEqualTo(Sweep.NOTHING);
    }

    @Test
    @Tag("K1")
    default void anAccountWithPendingCreditsIsNotEmpty(Scenario given) {
        given.does(open("user:1"), grantFrom("user:1", "g", "10", given.in(DAY)));

        given.execute(close("user:1", "end")).isDeclinedWith(DeclineCode.NOT_EMPTY);
    }
}
