package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.ACCOUNT_FROZEN;
import static dev.credits.ledger.DeclineCode.INSUFFICIENT_CREDITS;
import static dev.credits.ledger.DeclineCode.UNIT_MISMATCH;
import static dev.credits.ledger.DeclineCode.WRONG_DIRECTION;
import static dev.credits.ledger.EntryKind.CONVERT;
import static dev.credits.ledger.EntryKind.TRANSFER;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.Commands.ADMIN;
import static dev.credits.testkit.contract.Commands.POINT;
import static dev.credits.testkit.contract.Commands.allocate;
import static dev.credits.testkit.contract.Commands.amount;
import static dev.credits.testkit.contract.Commands.convert;
import static dev.credits.testkit.contract.Commands.freeze;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.memo;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.reclaim;
import static dev.credits.testkit.contract.Commands.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.credits.ledger.Convert;
import dev.credits.ledger.CostBasis;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Lot;
import dev.credits.ledger.LotTerms;
import dev.credits.ledger.Source;
import dev.credits.money.Amount;
import dev.credits.money.Conversion;
import dev.credits.money.CreditUnit;
import dev.credits.money.InvalidInputException;
import dev.credits.money.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Credits move between accounts: both sides at once, and nothing about them is forgotten. */
@Tag("K8")
public interface MoveContract extends StorageUnderTest {
    @Test
    @Tag("L1")
    @Tag("L10")
    default void aTransferWritesBothSides(Scenario given) {
        given.does(open("user:1"), open("user:2"), grant("user:1", "g", "10"));

        given.execute(transfer("user:1", "user:2", "t", "4"))
                .isApplied()
                .hasEntries(TRANSFER, TRANSFER)
                .hasAvailable("6")
                .hasSeq(3);
        var sent = given.entry("user:1", 0);
        var received = given.entry("user:2", 0);
        assertThat(sent.change()).isEqualTo(-4_000_000);
        assertThat(received.change()).isEqualTo(4_000_000);
        assertThat(sent.counterparty()).isEqualTo("user:2");
        assertThat(received.counterparty()).isEqualTo("user:1");
        assertThat(sent.leg()).isZero();
        assertThat(received.leg()).isEqualTo(1);
        assertThat(received.seq()).isEqualTo(2);
        assertThat(received.transaction()).isEqualTo(sent.transaction());
        assertThat(received.memo()).isEqualTo(sent.memo());
        assertThat(received.at()).isEqualTo(sent.at());
        assertThat(given.ledger())
                .account("user:1")
                .hasOut("4")
                .hasIn("0")
                .hasSpent("0")
                .hasEarned("10");
        assertThat(given.ledger())
                .account("user:2")
                .hasIn("4")
                .hasOut("0")
                .hasEarned("0")
                .hasAvailable("4");
    }

    @Test
    @Tag("K7")
    @Tag("L11")
    default void movedCreditsKeepSourcePriorityExpiryAndCost(Scenario given) {
        Instant expires = given.in(Duration.ofDays(10));
        var terms =
                LotTerms.of(Source.SUBSCRIPTION).priority(20).expiring(expires).costing(Money.of("9.99", "EUR"));
        given.does(open("user:1"), open("user:2"), grant("user:1", "g1", "30").on(terms), grant("user:1", "g2", "5"));

        given.does(transfer("user:1", "user:2", "t1", "10"), transfer("user:1", "user:2", "t2", "22"));
        assertThat(given.lots("user:2")).extracting(Lot::remaining).containsExactly(30_000_000L, 2_000_000L);
        Lot moved = given.lots("user:2").get(0);
        assertThat(moved.source()).isEqualTo(Source.SUBSCRIPTION);
        assertThat(moved.priority()).isEqualTo(20);
        assertThat(moved.expires()).isEqualTo(expires);
        assertThat(moved.cost()).isEqualTo(new CostBasis(Money.of("9.99", "EUR"), 30_000_000));
        assertThat(moved.amount()).isEqualTo(30_000_000);
        given.clock().set(expires);
        assertThat(given.ledger()).account("user:2").hasAvailable("2").hasExpired("30");
    }

    @Test
    @Tag("L3")
    default void nobodySendsMoreThanTheyHave(Scenario given) {
        given.does(open("user:1"), open("user:2"), grant("user:1", "g", "10"));

        given.execute(transfer("user:1", "user:2", "t", "10.000001"))
                .isDeclinedWith(INSUFFICIENT_CREDITS)
                .hasShortfall("0.000001")
                .isBlockedBy("user:1");
        assertThat(given.entries("user:2")).hasSize(1);
        given.execute(transfer("user:1", "user:2", "t", "10")).isApplied().hasAvailable("0");
    }

    @Test
    default void receivedCreditsPayTheReceiversOverdraft(Scenario given) {
        given.does(open("user:1"), open("user:2").withFloor(amount("-10")), grant("user:1", "g", "10"));
        given.does(Commands.charge("user:2", "c", "3"), transfer("user:1", "user:2", "t", "5"));

        assertThat(given.ledger())
                .account("user:2")
                .hasAvailable("2")
                .hasDebt("0")
                .hasLots("2")
                .hasIn("5");
    }

    @Test
    @Tag("L12")
    @Tag("L1")
    default void allocationGoesDownOneTierAndReclaimComesBackUp(Scenario given) {
        given.does(
                open("org"),
                open("org/agency").under(id("org")),
                open("org/agency/client").under(id("org/agency")));
        given.does(grant("org", "g", "100"), allocate("org", "org/agency", "a1", "60"));
        given.does(allocate("org/agency", "org/agency/client", "a2", "25"));

        assertThat(given.ledger())
                .account("org")
                .hasAvailable("40")
                .hasOut("60")
                .account("org/agency")
                .hasAvailable("35")
                .hasIn("60")
                .hasOut("25")
                .account("org/agency/client")
                .hasAvailable("25")
                .hasIn("25");
        given.execute(reclaim("org/agency/client", "org/agency", "r", "5"))
                .isApplied()
                .hasAvailable("20");
        assertThat(given.ledger()).account("org/agency").hasAvailable("40").hasIn("65");
    }

    @Test
    @Tag("L12")
    default void allocationNeverGoesAnotherWay(Scenario given) {
        given.does(
                open("org"),
                open("org/a").under(id("org")),
                open("org/a/b").under(id("org/a")),
                open("org/c").under(id("org")));
        given.does(grant("org", "g", "100"), grant("org/a", "g", "100"), grant("org/a/b", "g", "100"));

        given.execute(allocate("org/a", "org", "x", "1")).isDeclinedWith(WRONG_DIRECTION);
        given.execute(allocate("org", "org/a/b", "x", "1")).isDeclinedWith(WRONG_DIRECTION);
        given.execute(allocate("org/a", "org/c", "x", "1")).isDeclinedWith(WRONG_DIRECTION);
        given.execute(reclaim("org", "org/a", "x", "1")).isDeclinedWith(WRONG_DIRECTION);
        given.execute(reclaim("org/a/b", "org", "x", "1")).isDeclinedWith(WRONG_DIRECTION);
        given.execute(transfer("org/a", "org", "x", "1")).isApplied();
    }

    @Test
    @Tag("K7")
    default void convertedCreditsKeepWhatWasPaidForThem(Scenario given) {
        LotTerms paid = LotTerms.of(Source.PAID).costing(Money.of("5", "USD"));
        given.does(
                open("user:1"),
                open("cents", new CreditUnit("CREDIT", 2)),
                grant("user:1", "g", "1").on(paid.priority(1)),
                grant("user:1", "g2", "10").on(paid.priority(2)),
                convert("user:1", "cents", "c", amount("3")));

        assertThat(given.lots("cents"))
                .extracting(Lot::amount, Lot::cost)
                .containsExactly(
                        tuple(100L, new CostBasis(Money.of("5.000000000000000", "USD"), 100)),
                        tuple(200L, new CostBasis(Money.of("1.000000000000000", "USD"), 200)));
    }

    @Test
    default void onePrecisionOfAUnitConvertsToAnotherOneToOne(Scenario given) {
        given.does(open("user:1"), open("cents", new CreditUnit("CREDIT", 2)), grant("user:1", "g", "10"));

        given.execute(convert("user:1", "cents", "c", amount("1.999999")))
                .isApplied()
                .hasEntries(CONVERT, CONVERT);
        assertThat(given.ledger())
                .account("user:1")
                .hasAvailable("8.000001")
                .hasOut("1.999999")
                .account("cents")
                .hasAvailable("1.99")
                .hasIn("1.99");
        assertThat(given.entry("user:1", 0).counterparty()).isEqualTo("@converted");
        assertThat(given.entry("cents", 0).counterparty()).isEqualTo("@converted");
    }

    @Test
    default void withoutARateNothingIsConverted(Scenario given) {
        given.does(open("user:1"), open("points", POINT), grant("user:1", "g", "10"));

        given.execute(convert("user:1", "points", "c", amount("1"))).isDeclinedWith(UNIT_MISMATCH);
        given.ledger().publish(rate("POINT", "CREDIT", "0.5", given.now()), ADMIN, "price list");
        given.execute(convert("user:1", "points", "c", amount("1"))).isDeclinedWith(UNIT_MISMATCH);
        given.ledger().publish(rate("CREDIT", "POINT", "2", given.in(Duration.ofDays(1))), ADMIN, "price list");
        given.execute(convert("user:1", "points", "c", amount("1"))).isDeclinedWith(UNIT_MISMATCH);
        given.clock().advance(Duration.ofDays(1));
        given.execute(convert("user:1", "points", "c", amount("1"))).isApplied();
        assertThat(given.ledger()).account("points").hasAvailable("2");
    }

    @Test
    @Tag("L14")
    default void aConversionIsRoundedDownOnceToTheTargetsLastDecimal(Scenario given) {
        given.does(open("user:1"), open("points", POINT), grant("user:1", "g1", "1"), grant("user:1", "g2", "9"));
        given.ledger().publish(rate("CREDIT", "POINT", "1.333333333333333333", given.now()), ADMIN, "price list");

        given.execute(convert("user:1", "points", "c", amount("3.01")))
                .isApplied()
                .hasAvailable("6.99");
        assertThat(given.ledger()).account("points").hasAvailable("4.01");
        assertThat(given.lots("points")).extracting(Lot::source).containsOnly(Source.PAID);
        given.execute(convert("user:1", "points", "c2", amount("0.007"))).isDeclinedWith(UNIT_MISMATCH);
        assertThat(given.ledger()).account("user:1").hasAvailable("6.99");
    }

    @Test
    @Tag("K11")
    default void theRateInForceIsTheLatestThatHasTakenEffect(Scenario given) {
        given.does(open("user:1"), open("points", POINT), grant("user:1", "g", "10"));
        given.ledger().publish(rate("CREDIT", "POINT", "2", given.now()), ADMIN, "price list");
        given.ledger().publish(rate("CREDIT", "POINT", "3", given.in(Duration.ofDays(1))), ADMIN, "price list");
        given.ledger().publish(rate("CREDIT", "POINT", "4", given.in(Duration.ofDays(2))), ADMIN, "price list");

        given.does(convert("user:1", "points", "c1", amount("1")));
        given.clock().advance(Duration.ofDays(1));
        given.does(convert("user:1", "points", "c2", amount("1")));
        given.execute(convert("user:1", "points", "c1", amount("1"))).isReplayed();
        assertThat(given.ledger()).account("points").hasAvailable("5");
        assertThat(given.ledger().conversions("CREDIT", "POINT"))
                .extracting(conversion -> conversion.rate().toPlainString())
                .containsExactly("2", "3", "4");
    }

    @Test
    @Tag("L6")
    default void aRateIsNeverPublishedIntoThePast(Scenario given) {
        given.ledger().publish(rate("CREDIT", "POINT", "2", given.in(Duration.ofDays(1))), ADMIN, "price list");

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(
                        () -> given.ledger().publish(rate("CREDIT", "POINT", "3", given.now()), ADMIN, "price list"));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> given.ledger()
                        .publish(rate("CREDIT", "POINT", "3", given.in(Duration.ofDays(1))), ADMIN, "price list"));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> given.ledger()
                        .publish(rate("POINT", "CREDIT", "3", given.now().minusNanos(1000)), ADMIN, "price list"));
        assertThat(given.ledger().conversions("CREDIT", "POINT")).hasSize(1);
        assertThat(given.ledger().conversions("POINT", "CREDIT")).isEmpty();
    }

    @Test
    default void aConvertedAmountIsInTheSendersUnit(Scenario given) {
        given.does(open("user:1"), open("points", POINT), grant("user:1", "g", "10"));
        given.ledger().publish(rate("CREDIT", "POINT", "2", given.now()), ADMIN, "price list");

        given.execute(convert("user:1", "points", "c", Amount.of("1", POINT))).isDeclinedWith(UNIT_MISMATCH);
        given.does(Grant.of(id("points"), Amount.of("1", POINT), memo("g")));
        given.execute(new Convert(id("points"), id("user:1"), Amount.of("1", POINT), memo("c")))
                .isDeclinedWith(UNIT_MISMATCH);
    }

    @Test
    @Tag("K1")
    default void creditsReachAFrozenAccountAndDoNotLeaveIt(Scenario given) {
        given.does(open("user:1"), open("user:2"), grant("user:1", "g", "10"), freeze("user:2", "stop"));

        given.execute(transfer("user:1", "user:2", "t", "4")).isApplied();
        given.execute(transfer("user:2", "user:1", "t", "4"))
                .isDeclinedWith(ACCOUNT_FROZEN)
                .isBlockedBy("user:2");
    }

    private static Conversion rate(String from, String to, String rate, Instant effective) {
        return new Conversion(from, to, new BigDecimal(rate), effective);
    }
}
