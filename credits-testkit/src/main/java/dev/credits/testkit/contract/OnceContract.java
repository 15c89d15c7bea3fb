package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.INSUFFICIENT_CREDITS;
import static dev.credits.ledger.DeclineCode.LIMIT_EXCEEDED;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.Commands.amount;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.close;
import static dev.credits.testkit.contract.Commands.freeze;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.grantUntil;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.key;
import static dev.credits.testkit.contract.Commands.memo;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.release;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.reverse;
import static dev.credits.testkit.contract.Commands.settle;
import static dev.credits.testkit.contract.Commands.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Charge;
import dev.credits.ledger.LotTerms;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Overrun;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.Source;
import dev.credits.ledger.TransactionId;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import dev.credits.money.Money;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** For one account, a key has one effect. */
@Tag("L4")
@Tag("K4")
public interface OnceContract extends StorageUnderTest {
    @Test
    default void aRetryIsAnsweredWithTheFirstResult(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "100"));
        Outcome first = given.outcome(charge("user:1", "c", "3.36"));

        given.execute(charge("user:1", "c", "3.36"))
                .isReplayOf(first)
                .hasAvailable("96.64")
                .hasSeq(3);
        assertThat(given.ledger()).account("user:1").hasAvailable("96.64").hasSpent("3.36");
        assertThat(given.entries("user:1")).hasSize(3);
    }

    @Test
    default void aRetryIsAnsweredWithTheFirstResultHoweverMuchHappenedSince(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "100"));
        Outcome first = given.outcome(charge("user:1", "c", "10"));
        given.does(charge("user:1", "c2", "20"), freeze("user:1", "f"));
        given.clock().advance(Duration.ofDays(400));

        given.execute(charge("user:1", "c", "10")).isReplayOf(first).hasAvailable("90");
    }

    @Test
    default void everyKindOfCommandIsReplayed(Scenario given) {
        given.does(EveryCommand.before());
        EveryCommand.all().forEach(command -> {
            Outcome first = given.outcome(command);
            assertThat(first).as("%s", command).isApplied();
            int entries = given.entries(command.account().value()).size();
            given.execute(command).isReplayOf(first);
            assertThat(given.entries(command.account().value())).hasSize(entries);
        });
    }

    @Test
    default void aChargeOfNothingIsBookedOnceToo(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "100"));
        Outcome first = given.outcome(charge("user:1", "free", "0"));
        assertThat(first).isApplied();

        given.execute(charge("user:1", "free", "0")).isReplayOf(first).hasSeq(3);
        given.execute(charge("user:1", "free", "1")).conflictsOn("amount");
        assertThat(given.ledger()).account("user:1").hasAvailable("100").hasSpent("0");
        assertThat(given.ledger().verify().violations()).isEmpty();
    }

    @Test
    default void toAskForNothingGoesBeyondNoLimitAndNoFloor(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"), charge("user:1", "c", "10"));
        given.does(SetLimit.of(id("user:1"), Window.DAY, amount("1"), memo("l").because("as agreed")));

        given.does(charge("user:1", "free", "0"), reserve("user:1", "h", "0"));
        given.does(grant("user:1", "g2", "10"));
        given.execute(charge("user:1", "more", "0.000001")).isDeclinedWith(LIMIT_EXCEEDED);
    }

    @Test
    default void anotherProcessReplaysWhatThisOneDid(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "100"));
        Outcome first = given.outcome(charge("user:1", "c", "1"));

        assertThat(given.anotherProcess().execute(charge("user:1", "c", "1"))).isReplayOf(first);
    }

    @Test
    default void anAmountSpelledDifferentlyIsTheSame(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "100"), charge("user:1", "c", "3.36"));

        given.execute(charge("user:1", "c", "3.360000")).isReplayed();
    }

    @Test
    default void theSameKeyWithOtherContentIsAConflictThatNamesTheField(Scenario given) {
        given.does(open("user:1"), open("user:2"), open("user:3"), grant("user:1", "g", "100"));
        given.does(charge("user:1", "c", "10"), reserve("user:1", "h", "10"), reserve("user:1", "h2", "10"));
        given.does(
                transfer("user:1", "user:2", "t", "1"),
                settle("user:1", "s", "h", "5"),
                reverse("user:1", "r", "c", "1"));

        given.execute(charge("user:1", "c", "11")).conflictsOn("amount");
        given.execute(new Charge(id("user:1"), amount("10"), memo("c").feature("chat")))
                .conflictsOn("feature");
        given.execute(new Charge(id("user:1"), Amount.of("10", CreditUnit.of("GEM")), memo("c")))
                .conflictsOn("amount");
        given.execute(reserve("user:1", "c", "10")).conflictsOn("op");
        given.execute(reserve("user:1", "h", "10", Duration.ofMinutes(16))).conflictsOn("ttl");
        given.execute(settle("user:1", "s", "h2", "5")).conflictsOn("hold");
        given.execute(settle("user:1", "s", "h", "5").over(Overrun.DEBT)).conflictsOn("over");
        given.execute(transfer("user:1", "user:3", "t", "1")).conflictsOn("to");
        given.execute(reverse("user:1", "r", "s", "1")).conflictsOn("of");
        given.execute(reverse("user:1", "r", "c")).conflictsOn("amount");
        given.execute(reverse("user:1", "r", "c", "1").withGrace(Duration.ofDays(1)))
                .conflictsOn("grace");
        given.execute(open("user:1", CreditUnit.of("GEM"))).conflictsOn("unit");
        given.execute(open("user:1", new CreditUnit("CREDIT", 2))).conflictsOn("scale");
        assertThat(given.ledger()).account("user:1").hasAvailable("75").hasHeld("10");
    }

    @Test
    default void everyTermOfAGrantIsItsContent(Scenario given) {
        var terms = LotTerms.of(Source.PAID);
        given.does(open("user:1"), grant("user:1", "g", "10").on(terms));

        given.execute(grant("user:1", "g", "10").on(terms.starting(given.in(Duration.ofDays(1)))))
                .conflictsOn("starts");
        given.execute(grant("user:1", "g", "10").on(terms.expiring(given.in(Duration.ofDays(1)))))
                .conflictsOn("expires");
        given.execute(grant("user:1", "g", "10").on(terms.priority(1))).conflictsOn("priority");
        given.execute(grant("user:1", "g", "10").on(terms.costing(Money.of("1", "USD"))))
                .conflictsOn("cost");
        given.execute(grant("user:1", "g", "10").on(LotTerms.of(Source.FREE))).conflictsOn("source");
    }

    @Test
    default void whoAndWhyAreNotContent(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "100"), charge("user:1", "c", "10"));

        var other = memo("c")
                .by("someone")
                .because("again")
                .metadata(Map.of("try", "2"))
                .happened(given.now());
        given.execute(new Charge(id("user:1"), amount("10"), other)).isReplayed();
        assertThat(given.entry("user:1", 0).memo().reason()).isNull();
    }

    @Test
    default void aConflictLeavesNothingBehind(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "100"), charge("user:1", "c", "10"));

        given.execute(charge("user:1", "c", "20")).conflictsOn("amount");
        given.execute(charge("user:1", "c", "10")).isReplayed();
        assertThat(given.entries("user:1")).hasSize(3);
    }

    @Test
    default void aDeclineLeavesNothingBehindAndTheKeyIsFree(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "5"));

        given.execute(charge("user:1", "c", "7.5"))
                .isDeclinedWith(INSUFFICIENT_CREDITS)
                .hasShortfall("2.5")
                .isBlockedBy("user:1");
        assertThat(given.ledger().outcome(id("user:1"), key("c"))).isEmpty();
        assertThat(given.entries("user:1")).hasSize(2);

        given.does(grant("user:1", "g2", "10"));
        given.execute(charge("user:1", "c", "7.5"))
                .isApplied()
                .hasAvailable("7.5")
                .hasSeq(4);
    }

    @Test
    default void theSameKeyOnTwoAccountsIsTwoTransactions(Scenario given) {
        given.does(open("user:1"), open("user:2"), grant("user:1", "g", "10"), grant("user:2", "g", "20"));

        given.execute(charge("user:1", "c", "1")).isApplied().hasAvailable("9");
        given.execute(charge("user:2", "c", "2")).isApplied().hasAvailable("18");
        given.execute(charge("user:2", "c", "2")).isReplayed().hasAvailable("18");
    }

    @Test
    default void aTransactionsIdIsKnownBeforeItIsMade(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"));

        Outcome outcome = given.outcome(charge("user:1", "c", "1"));
        assertThat(outcome.orElseThrow().transaction()).isEqualTo(TransactionId.of(id("user:1"), key("c")));
        assertThat(given.entry("user:1", 0).transaction()).isEqualTo(TransactionId.of(id("user:1"), key("c")));
    }

    @Test
    default void theKeyOfATransferIsTheSendersAndFreeOnTheReceiver(Scenario given) {
        given.does(open("user:1"), open("user:2"), grant("user:1", "g", "10"));
        given.does(transfer("user:1", "user:2", "t", "4"));

        given.execute(charge("user:2", "t", "1")).isApplied().hasAvailable("3");
        given.execute(transfer("user:1", "user:2", "t", "4")).isReplayed();
        given.execute(charge("user:1", "t", "4")).conflictsOn("op");
        assertThat(given.ledger().outcome(id("user:2"), key("t")).orElseThrow().captured())
                .isEqualTo(amount("1"));
    }

    @Test
    default void aRetryAfterAnExpiryIsStillTheSame(Scenario given) {
        given.does(open("user:1"), grantUntil("user:1", "g", "10", given.in(Duration.ofDays(1))));
        given.does(charge("user:1", "c", "4"));
        given.clock().advance(Duration.ofDays(2));

        given.execute(charge("user:1", "c", "4")).isReplayed().hasAvailable("6");
        given.execute(grantUntil("user:1", "g", "10", given.in(Duration.ofDays(-1))))
                .isReplayed();
    }

    @Test
    @Tag("L11")
    default void aReplayAndADeclineBookNothingThatIsDue(Scenario given) {
        given.does(open("user:1"), grantUntil("user:1", "g", "10", given.in(Duration.ofDays(1))));
        given.does(reserve("user:1", "h", "4"));
        given.clock().advance(Duration.ofDays(2));

        given.execute(reserve("user:1", "h", "4")).isReplayed().hasHeld("4");
        given.execute(charge("user:1", "c", "1"))
                .isDeclinedWith(INSUFFICIENT_CREDITS)
                .hasShortfall("1");
        assertThat(given.entries("user:1")).hasSize(3);
    }

    @Test
    @Tag("K1")
    default void aClosedAccountStillReplays(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"), charge("user:1", "c", "10"), close("user:1", "end"));

        given.execute(charge("user:1", "c", "10")).isReplayed().hasAvailable("0");
        given.execute(close("user:1", "end")).isReplayed();
    }

    @Test
    @Tag("L5")
    default void aRetriedReserveIsTheSameHoldAfterItEnded(Scenario given) {
        given.does(
                open("user:1"), grant("user:1", "g", "10"), reserve("user:1", "h", "4"), release("user:1", "r", "h"));

        given.execute(reserve("user:1", "h", "4")).isReplayed().hasHeld("4").hasAvailable("6");
        assertThat(given.ledger()).account("user:1").hasAvailable("10").hasHeld("0");
    }
}
