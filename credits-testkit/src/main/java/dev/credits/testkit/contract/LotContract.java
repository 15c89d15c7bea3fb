package dev.credits.testkit.contract;

import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.Commands.adjust;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.extend;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.grantUntil;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.reserve;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.CostBasis;
import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.Hold.Part;
import dev.credits.ledger.Lot;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.LotTerms;
import dev.credits.ledger.Source;
import dev.credits.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Credits come in as lots, and burn in one stored order. */
@Tag("K7")
public interface LotContract extends StorageUnderTest {
    @Test
    default void aGrantOpensOneLotOnItsTerms(Scenario given) {
        var terms = LotTerms.of(Source.GIFT)
                .expiring(given.in(Duration.ofDays(30)))
                .priority(7)
                .costing(Money.of("9.99", "USD"));
        given.does(open("user:1"), grant("user:1", "g", "100").on(terms));

        Lot lot = given.lots("user:1").get(0);
        assertThat(lot.number()).isEqualTo(1);
        assertThat(lot.source()).isEqualTo(Source.GIFT);
        assertThat(lot.priority()).isEqualTo(7);
        assertThat(lot.expires()).isEqualTo(given.in(Duration.ofDays(30)));
        assertThat(lot.cost()).isEqualTo(new CostBasis(Money.of("9.990", "USD"), 100_000_000));
        assertThat(lot.arrived()).isEqualTo(given.now());
        assertThat(lot.amount()).isEqualTo(100_000_000);
        assertThat(lot.started()).isTrue();
        var entry = given.entry("user:1", 0);
        assertThat(entry.counterparty()).isEqualTo("@issued");
        assertThat(entry.source()).isEqualTo(Source.GIFT);
    }

    @Test
    @Tag("L4")
    default void aGrantThatLastsThirtyDaysIsTheSameGrantWhenItIsRetriedLater(Scenario given) {
        var terms = LotTerms.of(Source.FREE).expiringAfter(Duration.ofDays(30));
        given.does(open("user:1"), grant("user:1", "sign-up", "20").on(terms));
        Instant expires = given.in(Duration.ofDays(30));

        given.clock().advance(Duration.ofHours(5));
        given.execute(grant("user:1", "sign-up", "20").on(terms)).isReplayed();
        assertThat(given.lots("user:1")).extracting(Lot::expires).containsExactly(expires);
        given.execute(grant("user:1", "sign-up", "20")
                        .on(LotTerms.of(Source.FREE).expiringAfter(Duration.ofDays(31))))
                .conflictsOn("expires");
    }

    @Test
    default void aGrantThatLastsAMonthEndsByTheCalendarFromItsStart(Scenario given) {
        Instant starts = given.now().plus(Duration.ofDays(40));
        var month = LotTerms.of(Source.FREE).expiringAfter(Period.ofMonths(1));
        given.does(open("user:1"), grant("user:1", "now", "1").on(month));
        given.does(grant("user:1", "later", "1").on(month.starting(starts)));

        assertThat(given.lots("user:1"))
                .extracting(Lot::expires)
                .containsExactlyInAnyOrder(
                        given.now().atOffset(ZoneOffset.UTC).plusMonths(1).toInstant(),
                        starts.atOffset(ZoneOffset.UTC).plusMonths(1).toInstant());
    }

    @Test
    default void everySourceIsKept(Scenario given) {
        given.does(open("user:1"));
        for (Source source : Source.values()) {
            given.does(grant("user:1", "g-" + source, "1").on(LotTerms.of(source)));
        }
        assertThat(given.lots("user:1")).extracting(Lot::source).containsExactly(Source.values());
    }

    @Test
    @Tag("L11")
    default void lotsBurnByPriorityThenExpiryThenArrival(Scenario given) {
        var paid = LotTerms.of(Source.PAID);
        given.does(open("user:1"));
        given.does(grant("user:1", "g1", "1").on(paid.priority(60).expiring(given.in(Duration.ofDays(1)))));
        given.does(grant("user:1", "g2", "2").on(paid));
        given.does(grant("user:1", "g3", "3").on(paid.expiring(given.in(Duration.ofDays(9)))));
        given.does(grant("user:1", "g4", "4").on(paid.expiring(given.in(Duration.ofDays(8)))));
        given.does(grant("user:1", "g5", "5").on(paid.priority(10)));
        given.does(grant("user:1", "g6", "6").on(paid));
        given.does(grant("user:1", "g7", "7").on(paid.expiring(given.in(Duration.ofDays(8)))));

        assertThat(given.lots("user:1")).extracting(Lot::number).containsExactly(5, 4, 7, 3, 2, 6, 1);
        given.does(charge("user:1", "c", "17.5"));
        assertThat(given.entry("user:1", 0).moves())
                .containsExactly(
                        new LotMove(5, -5_000_000, 0, null),
                        new LotMove(4, -4_000_000, 0, null),
                        new LotMove(7, -7_000_000, 0, null),
                        new LotMove(3, -1_500_000, 0, null));
        assertThat(given.ledger())
                .account("user:1")
                .hasLots("1.5", "2", "6", "1")
                .hasAvailable("10.5");
    }

    @Test
    default void aLotThatComesLaterBurnsEarlierIfItsTermsSaySo(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g1", "10"), charge("user:1", "c1", "4"));
        given.does(grantUntil("user:1", "g2", "3", given.in(Duration.ofDays(1))), charge("user:1", "c2", "5"));

        assertThat(given.ledger()).account("user:1").hasLots("4").hasAvailable("4");
        assertThat(given.entry("user:1", 0).moves())
                .containsExactly(new LotMove(2, -3_000_000, 0, null), new LotMove(1, -2_000_000, 0, null));
    }

    @Test
    @Tag("K5")
    default void anExtensionTakesLotsInBurnOrderToo(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g1", "10"), reserve("user:1", "h", "4"));
        given.does(grantUntil("user:1", "g2", "3", given.in(Duration.ofDays(1))), extend("user:1", "e", "h", "5"));

        assertThat(given.hold("user:1", "h").parts()).containsExactly(new Part(2, 3_000_000), new Part(1, 6_000_000));
        assertThat(given.ledger()).account("user:1").hasAvailable("4").hasHeld("9");
    }

    @Test
    @Tag("L10")
    default void adjustmentsOpenALotOrBurnSome(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"));

        given.execute(adjust("user:1", "up", "5")).isApplied().hasAvailable("15");
        assertThat(given.lots("user:1")).extracting(Lot::source).containsExactly(Source.PAID, Source.ADJUSTMENT);
        assertThat(given.entry("user:1", 0).counterparty()).isEqualTo("@adjusted");
        given.execute(adjust("user:1", "down", "-12")).isApplied().hasAvailable("3");
        assertThat(given.ledger())
                .account("user:1")
                .hasEarned("10")
                .hasIn("5")
                .hasOut("12")
                .hasAdjusted("-7")
                .hasSpent("0")
                .hasLots("3");
        given.execute(adjust("user:1", "more", "-4"))
                .isDeclinedWith(DeclineCode.INSUFFICIENT_CREDITS)
                .hasShortfall("1");
    }

    @Test
    @Tag("K2")
    default void manyLotsAreAllThere(Scenario given) {
        given.does(open("user:1"));
        for (int i = 1; i <= 40; i++) {
            given.does(grantUntil("user:1", "g" + i, "1", given.in(Duration.ofDays(100 - i))));
        }
        given.does(charge("user:1", "c", "35.5"));
        assertThat(given.lots("user:1")).extracting(Lot::number).containsExactly(5, 4, 3, 2, 1);
        assertThat(given.ledger()).account("user:1").hasLots("0.5", "1", "1", "1", "1");
    }
}
