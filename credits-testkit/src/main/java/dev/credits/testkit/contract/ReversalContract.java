package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.ALREADY_REVERSED;
import static dev.credits.ledger.DeclineCode.NOT_REVERSIBLE;
import static dev.credits.ledger.DeclineCode.REVERSAL_EXCEEDS;
import static dev.credits.ledger.DeclineCode.TRANSACTION_NOT_FOUND;
import static dev.credits.ledger.EntryKind.EXPIRE;
import static dev.credits.ledger.EntryKind.REVERSE;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.floor;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.grantUntil;
import static dev.credits.testkit.contract.Commands.key;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.reverse;
import static dev.credits.testkit.contract.Commands.settle;
import static dev.credits.testkit.contract.Commands.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Entry;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.Source;
import dev.credits.spi.Reversal;
import dev.credits.spi.Storage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is undone goes back where it came from, and never more than there was. */
@Tag("L9")
@Tag("K6")
public interface ReversalContract extends StorageUnderTest {
    @Test
    default void aReversedChargeReturnsToItsLots(Scenario given) {
        given.does(
                open("user:1"),
                grantUntil("user:1", "g1", "3", given.in(Duration.ofDays(9))),
                grant("user:1", "g2", "10"));
        given.does(charge("user:1", "c", "8"));

        given.execute(reverse("user:1", "r", "c"))
                .isApplied()
                .hasAvailable("13")
                .hasSeq(5);
        var entry = given.entry("user:1", 0);
        assertThat(entry.reverses()).isEqualTo(key("c"));
        assertThat(entry.counterparty()).isEqualTo("@spent");
        assertThat(given.ledger())
                .account("user:1")
                .hasLots("3", "10")
                .hasSpent("0")
                .hasEarned("13");
    }

    @Test
    default void aSettlementReturnsToTheLotsItTookNotToThoseThatPaidADebt(Scenario given) {
        given.does(
                open("user:1"),
                floor("user:1", "f", "-10"),
                grantUntil("user:1", "g1", "5", given.in(Duration.ofDays(9))),
                grant("user:1", "g2", "5"));
        given.does(reserve("user:1", "h", "10"), charge("user:1", "c", "5"));
        given.does(settle("user:1", "s", "h", "5"));

        given.does(reverse("user:1", "r", "s"));
        assertThat(given.entry("user:1", 0).moves()).containsExactly(new LotMove(1, 5_000_000, 0, null));
    }

    @Test
    default void whatBurnedLastReturnsFirst(Scenario given) {
        given.does(
                open("user:1"),
                grantUntil("user:1", "g1", "3", given.in(Duration.ofDays(9))),
                grant("user:1", "g2", "10"));
        given.does(charge("user:1", "c", "8"));

        given.does(reverse("user:1", "r1", "c", "4"));
        assertThat(given.entry("user:1", 0).moves()).containsExactly(new LotMove(2, 4_000_000, 0, null));
        given.does(reverse("user:1", "r2", "c", "2"));
        assertThat(given.entry("user:1", 0).moves())
                .containsExactlyInAnyOrder(new LotMove(2, 1_000_000, 0, null), new LotMove(1, 1_000_000, 0, null));
        given.does(reverse("user:1", "r3", "c"));
        assertThat(given.entry("user:1", 0).moves()).containsExactly(new LotMove(1, 2_000_000, 0, null));
        assertThat(given.ledger()).account("user:1").hasLots("3", "10").hasSpent("0");
    }

    @Test
    default void theSumOfReversalsNeverExceedsWhatWasSpent(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "100"), charge("user:1", "c", "10"));

        given.execute(reverse("user:1", "r0", "c", "10.000001"))
                .isDeclinedWith(REVERSAL_EXCEEDS)
                .hasShortfall("0.000001");
        given.does(reverse("user:1", "r1", "c", "6"));
        given.execute(reverse("user:1", "r2", "c", "4.000001"))
                .isDeclinedWith(REVERSAL_EXCEEDS)
                .hasShortfall("0.000001");
        given.execute(reverse("user:1", "r2", "c", "4")).isApplied().hasAvailable("100");
        given.execute(reverse("user:1", "r3", "c", "0.000001")).isDeclinedWith(ALREADY_REVERSED);
        given.execute(reverse("user:1", "r3", "c")).isDeclinedWith(ALREADY_REVERSED);
        given.execute(reverse("user:1", "r1", "c", "6")).isReplayed();
        assertThat(given.ledger()).account("user:1").hasSpent("0").hasAvailable("100");
    }

    @Test
    default void aReversalIsNotReversed(Scenario given) {
        given.does(
                open("user:1"), grant("user:1", "g", "100"), charge("user:1", "c", "10"), reverse("user:1", "r", "c"));

        given.execute(reverse("user:1", "rr", "r")).isDeclinedWith(NOT_REVERSIBLE);
    }

    @Test
    default void aTransactionIsFoundOnlyOnTheAccountWhoseKeyItHas(Scenario given) {
        given.does(open("user:1"), open("user:2"), grant("user:1", "g", "100"), charge("user:1", "c", "10"));

        given.execute(reverse("user:1", "r", "none")).isDeclinedWith(TRANSACTION_NOT_FOUND);
        given.execute(reverse("user:2", "r", "c")).isDeclinedWith(TRANSACTION_NOT_FOUND);
        given.does(transfer("user:1", "user:2", "t", "10"));
        given.execute(reverse("user:2", "r", "t")).isDeclinedWith(TRANSACTION_NOT_FOUND);
    }

    @Test
    @Tag("L11")
    default void whatReturnsToAnExpiredLotExpiresAgainInTheSameTransaction(Scenario given) {
        given.does(
                open("user:1"),
                grantUntil("user:1", "g", "10", given.in(Duration.ofDays(1))),
                charge("user:1", "c", "4"));
        given.clock().advance(Duration.ofDays(2));

        given.execute(reverse("user:1", "r", "c"))
                .isApplied()
                .hasEntries(REVERSE, EXPIRE)
                .hasAvailable("0");
        assertThat(given.ledger())
                .account("user:1")
                .hasExpired("10")
                .hasSpent("0")
                .hasLots();
    }

    @Test
    @Tag("L11")
    default void graceLetsExpiredCreditsLiveOnForThatLong(Scenario given) {
        given.does(
                open("user:1"),
                grantUntil("user:1", "g", "10", given.in(Duration.ofDays(1))),
                charge("user:1", "c", "4"));
        given.clock().advance(Duration.ofDays(2));

        given.execute(reverse("user:1", "r", "c").withGrace(Duration.ofDays(3)))
                .isApplied()
                .hasAvailable("4");
        assertThat(given.lots("user:1").get(0).expires()).isEqualTo(given.in(Duration.ofDays(3)));
        assertThat(given.lots("user:1").get(0).source()).isEqualTo(Source.PROMOTION);
        given.clock().advance(Duration.ofDays(3));
        assertThat(given.ledger())
                .account("user:1")
                .hasAvailable("0")
                .hasExpired("10")
                .hasSpent("0");
    }

    @Test
    @Tag("L11")
    default void graceChangesNothingForLotsThatStillLive(Scenario given) {
        given.does(
                open("user:1"),
                grantUntil("user:1", "g", "10", given.in(Duration.ofDays(5))),
                charge("user:1", "c", "4"));

        given.does(reverse("user:1", "r", "c").withGrace(Duration.ofDays(30)));
        assertThat(given.ledger()).account("user:1").hasLots("10");
        assertThat(given.lots("user:1").get(0).expires()).isEqualTo(given.in(Duration.ofDays(5)));
    }

    @Test
    @Tag("L14")
    default void aThirdThreeTimesIsTheWhole(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"), charge("user:1", "c", "10"));

        for (var third : Commands.amount("10").split(3)) {
            given.does(reverse("user:1", "r" + third + given.entries("user:1").size(), "c")
                    .only(third));
        }
        given.execute(reverse("user:1", "more", "c")).isDeclinedWith(ALREADY_REVERSED);
        assertThat(given.ledger()).account("user:1").hasAvailable("10").hasSpent("0");
    }

    @Test
    @Tag("L3")
    default void aCountOfMoreThanWasMovedLeavesNothingToReverse(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"), charge("user:1", "c", "4"));
        Storage lying = new Overheard(given.storage(), found -> {
            List<Reversal> more = found.entries().stream()
                    .map(Entry::transaction)
                    .map(charge -> new Reversal(charge, 9_000_000, 9_000_000))
                    .toList();
            return Altered.with(found, "reversals", more);
        });

        assertThat(given.ledgerOn(lying).execute(reverse("user:1", "r", "c"))).isDeclinedWith(ALREADY_REVERSED);
        assertThat(given.ledger()).account("user:1").hasAvailable("6").hasSpent("4");
    }
}
