package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.INSUFFICIENT_CREDITS;
import static dev.credits.ledger.EntryKind.CHARGE;
import static dev.credits.ledger.EntryKind.EXPIRE;
import static dev.credits.ledger.EntryKind.GRANT;
import static dev.credits.ledger.EntryKind.LAPSE;
import static dev.credits.ledger.EntryKind.OPEN;
import static dev.credits.ledger.EntryKind.RELEASE;
import static dev.credits.ledger.EntryKind.RESERVE;
import static dev.credits.ledger.EntryKind.SETTLE;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.Commands.DAY;
import static dev.credits.testkit.contract.Commands.TICK;
import static dev.credits.testkit.contract.Commands.capture;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.close;
import static dev.credits.testkit.contract.Commands.floor;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.grantUntil;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.release;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.settle;
import static dev.credits.testkit.contract.Commands.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Actor;
import dev.credits.ledger.Entry;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lots start and expire by the clock at the moment of reading; booking it comes later and changes nothing about that. */
@Tag("L11")
@Tag("K7")
public interface ExpiryContract extends StorageUnderTest {
    @Test
    default void aLotIsSpendableUntilItsExpiryAndNotAtIt(Scenario given) {
        given.does(open("user:1"), grantUntil("user:1", "g", "10", given.in(DAY)));

        given.clock().advance(DAY.minus(TICK));
        given.execute(charge("user:1", "c1", "4")).isApplied().hasAvailable("6");
        given.clock().advance(TICK);
        given.execute(charge("user:1", "c2", "0.000001")).isDeclinedWith(INSUFFICIENT_CREDITS);
        assertThat(given.ledger())
                .account("user:1")
                .hasAvailable("0")
                .hasExpired("6")
                .hasSpent("4")
                .hasLots();
        assertThat(given.kinds("user:1")).containsExactly(OPEN, GRANT, CHARGE);
    }

    @Test
    @Tag("L10")
    default void expiryIsBookedBeforeTheNextCommand(Scenario given) {
        Instant expires = given.in(DAY);
        given.does(open("user:1"), grantUntil("user:1", "g1", "10", expires), grant("user:1", "g2", "5"));
        given.clock().advance(DAY.multipliedBy(2));

        given.execute(charge("user:1", "c", "2"))
                .isApplied()
                .hasAvailable("3")
                .hasSeq(5)
                .hasEntries(CHARGE);
        Entry entry = given.entry("user:1", 1);
        assertThat(entry.kind()).isEqualTo(EXPIRE);
        assertThat(entry.memo().key().value()).isEqualTo("@expire:1:4");
        assertThat(entry.memo().by()).isEqualTo(Actor.CLOCK);
        assertThat(entry.due()).isEqualTo(expires);
        assertThat(entry.at()).isEqualTo(given.now());
        assertThat(entry.counterparty()).isEqualTo("@expired");
        assertThat(entry.availableChange()).isEqualTo(-10_000_000);
        assertThat(given.ledger())
                .account("user:1")
                .hasEarned("15")
                .hasExpired("10")
                .hasSpent("2");
    }

    @Test
    @Tag("L5")
    default void aHoldTakenBeforeExpirySettlesFromItsOwnLots(Scenario given) {
        given.does(open("user:1"), grantUntil("user:1", "g1", "10", given.in(DAY)), grant("user:1", "g2", "5"));
        given.does(reserve("user:1", "h", "8", DAY.multipliedBy(3)));
        given.clock().advance(DAY.multipliedBy(2));
        assertThat(given.ledger())
                .account("user:1")
                .hasAvailable("5")
                .hasHeld("8")
                .hasExpired("2");

        given.execute(settle("user:1", "s", "h", "8"))
                .isApplied()
                .hasCaptured("8")
                .hasAvailable("5")
                .hasHeld("0");
        assertThat(given.ledger())
                .account("user:1")
                .hasSpent("8")
                .hasExpired("2")
                .hasLots("5");
    }

    @Test
    default void whatASettleReturnsToAnExpiredLotExpiresInTheSameTransaction(Scenario given) {
        given.does(open("user:1"), grantUntil("user:1", "g1", "10", given.in(DAY)), grant("user:1", "g2", "5"));
        given.does(reserve("user:1", "h", "8", DAY.multipliedBy(3)));
        given.clock().advance(DAY.multipliedBy(2));

        given.execute(settle("user:1", "s", "h", "3"))
                .isApplied()
                .hasEntries(SETTLE, EXPIRE)
                .hasCaptured("3")
                .hasReleased("5")
                .hasAvailable("5")
                .hasHeld("0");
        assertThat(given.ledger())
                .account("user:1")
                .hasSpent("3")
                .hasExpired("7")
                .hasAvailable("5");
        assertThat(given.kinds("user:1")).containsExactly(OPEN, GRANT, GRANT, RESERVE, EXPIRE, SETTLE, EXPIRE);
        assertThat(given.entry("user:1", 0).leg()).isEqualTo(1);
        assertThat(given.entry("user:1", 0).transaction())
                .isEqualTo(given.entry("user:1", 1).transaction());
        given.execute(settle("user:1", "s", "h", "3"))
                .isReplayed()
                .hasEntries(SETTLE, EXPIRE)
                .hasAvailable("5");
    }

    @Test
    default void whatAReleaseReturnsToAnExpiredLotExpiresInTheSameTransaction(Scenario given) {
        given.does(open("user:1"), grantUntil("user:1", "g", "10", given.in(DAY)));
        given.does(reserve("user:1", "h", "10", DAY.multipliedBy(3)), capture("user:1", "c", "h", "1"));
        given.clock().advance(DAY);

        given.execute(release("user:1", "r", "h"))
                .isApplied()
                .hasEntries(RELEASE, EXPIRE)
                .hasReleased("9")
                .hasAvailable("0");
        assertThat(given.ledger()).account("user:1").hasExpired("9").hasSpent("1");
    }

    @Test
    @Tag("L5")
    default void whatALapseReturnsToAnExpiredLotExpires(Scenario given) {
        given.does(open("user:1"), grantUntil("user:1", "g", "10", given.in(DAY)));
        given.does(reserve("user:1", "h", "4", DAY.multipliedBy(2)));
        Instant expired = given.in(DAY);
        Instant lapsed = given.in(DAY.multipliedBy(2));
        given.clock().advance(DAY.multipliedBy(3));
        assertThat(given.ledger())
                .account("user:1")
                .hasAvailable("0")
                .hasHeld("0")
                .hasExpired("10");

        given.does(grant("user:1", "g2", "1"));
        assertThat(given.kinds("user:1")).containsExactly(OPEN, GRANT, RESERVE, EXPIRE, LAPSE, EXPIRE, GRANT);
        assertThat(given.entries("user:1"))
                .extracting(Entry::due)
                .containsExactly(null, null, lapsed, expired, lapsed, lapsed, null);
        assertThat(given.entries("user:1"))
                .extracting(Entry::available)
                .containsExactly(0L, 10_000_000L, 6_000_000L, 0L, 4_000_000L, 0L, 1_000_000L);
    }

    @Test
    @Tag("L3")
    default void expiryNeverTakesBelowTheFloor(Scenario given) {
        given.does(open("user:1"), floor("user:1", "f", "-10"), charge("user:1", "c", "4"));
        given.does(grantUntil("user:1", "g", "10", given.in(DAY)), floor("user:1", "f2", "0"));
        given.clock().advance(DAY);

        given.does(grant("user:1", "g2", "1"));
        assertThat(given.ledger())
                .account("user:1")
                .hasAvailable("1")
                .hasExpired("6")
                .hasDebt("0");
    }

    @Test
    @Tag("K8")
    default void expiredCreditsCannotBeSentAway(Scenario given) {
        given.does(open("user:1"), open("user:2"), grantUntil("user:1", "g", "10", given.in(DAY)));
        given.clock().advance(DAY);

        given.execute(transfer("user:1", "user:2", "t", "1")).isDeclinedWith(INSUFFICIENT_CREDITS);
        assertThat(given.ledger()).account("user:2").hasAvailable("0");
    }

    @Test
    @Tag("K1")
    default void anAccountWhoseCreditsHaveAllExpiredIsEmpty(Scenario given) {
        given.does(open("user:1"), grantUntil("user:1", "g", "10", given.in(DAY)));
        given.clock().advance(DAY);

        given.execute(close("user:1", "end")).isApplied();
        assertThat(given.ledger()).account("user:1").hasExpired("10");
    }
}
