package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.INSUFFICIENT_CREDITS;
import static dev.credits.ledger.EntryKind.TRANSFER;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.Commands.adjust;
import static dev.credits.testkit.contract.Commands.allocate;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.floor;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.grantUntil;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.reclaim;
import static dev.credits.testkit.contract.Commands.release;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.reverse;
import static dev.credits.testkit.contract.Commands.settle;
import static dev.credits.testkit.contract.Commands.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.credits.ledger.Command;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Lot;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.LotTerms;
import dev.credits.ledger.Source;
import dev.credits.money.Money;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Credits that are moved to an account gather in one lot for each kind of terms, however often somebody sends some. */
@Tag("K7")
@Tag("K8")
public interface GatherContract extends StorageUnderTest {
    private static void two(Scenario given) {
        given.does(open("stranger"), open("victim"), grant("victim", "own", "100"), grant("stranger", "g", "50"));
    }

    @Test
    default void dustFromAStrangerMakesOneLotAndNotThousands(Scenario given) {
        two(given);
        for (int i = 0; i < 20; i++) {
            List<Command> dust = new ArrayList<>();
            for (int k = 0; k < 100; k++) {
                dust.add(transfer("stranger", "victim", "d" + i + "/" + k, "0.000001"));
            }
            given.ledger().executeAll(dust);
        }

        assertThat(given.lots("victim"))
                .extracting(Lot::number, Lot::amount, Lot::remaining, Lot::gathers)
                .containsExactly(tuple(1, 100_000_000L, 100_000_000L, false), tuple(2, 2_000L, 2_000L, true));
        assertThat(given.ledger().account(id("victim")).orElseThrow().lots()).isEqualTo(2);
        given.execute(charge("victim", "c", "100.002")).isApplied().hasAvailable("0");
    }

    @Test
    @Tag("L8")
    @Tag("L11")
    default void eachTransferTellsWhichLotItWentTo(Scenario given) {
        two(given);
        given.does(transfer("stranger", "victim", "t1", "3"), charge("victim", "c", "101"));
        given.does(reserve("victim", "h", "2"), transfer("stranger", "victim", "t2", "4"));

        Entry second = given.entry("victim", 0);
        assertThat(second.kind()).isEqualTo(TRANSFER);
        assertThat(second.moves()).extracting(LotMove::lot, LotMove::remaining).containsExactly(tuple(2, 4_000_000L));
        assertThat(second.moves().get(0).opened())
                .as("how much of the lot came with it")
                .satisfies(lot -> assertThat(lot.amount()).isEqualTo(4_000_000));
        given.does(settle("victim", "s", "h", "1"), charge("victim", "c2", "5"));
        given.does(transfer("stranger", "victim", "t3", "1"));
        assertThat(given.lots("victim"))
                .as("what was empty is not opened again")
                .extracting(Lot::number, Lot::remaining)
                .containsExactly(tuple(3, 1_000_000L));
    }

    @Test
    @Tag("L9")
    default void aReversedGrantTakesNothingThatWasSent(Scenario given) {
        two(given);
        given.does(transfer("stranger", "victim", "t", "7"), charge("victim", "c", "60"));

        given.execute(reverse("victim", "r", "own", "41"))
                .isDeclinedWith(INSUFFICIENT_CREDITS)
                .hasShortfall("1");
        given.execute(reverse("victim", "r", "own", "40")).isApplied().hasAvailable("7");
        assertThat(given.lots("victim")).extracting(Lot::number).containsExactly(2);
    }

    @Test
    @Tag("L9")
    default void aReversedTransferTakesBackNoMoreThanItBroughtToEachLot(Scenario given) {
        two(given);
        given.does(
                grantUntil("stranger", "soon", "10", given.in(Duration.ofDays(9))),
                transfer("stranger", "victim", "t0", "20"));
        given.does(grantUntil("stranger", "soon2", "3", given.in(Duration.ofDays(9))));
        given.does(transfer("stranger", "victim", "t1", "8"));
        assertThat(given.lots("victim"))
                .extracting(Lot::number, Lot::remaining)
                .containsExactly(tuple(2, 13_000_000L), tuple(1, 100_000_000L), tuple(3, 15_000_000L));

        given.does(reverse("stranger", "r", "t1"));
        assertThat(given.lots("victim"))
                .extracting(Lot::number, Lot::remaining)
                .containsExactly(tuple(2, 10_000_000L), tuple(1, 100_000_000L), tuple(3, 10_000_000L));
        given.does(reverse("stranger", "r1", "t0", "11"), reverse("stranger", "r2", "t0", "9"));
        assertThat(given.ledger()).account("victim").hasLots("100").hasAvailable("100");
        assertThat(given.ledger()).account("stranger").hasAvailable("63");
    }

    @Test
    @Tag("L9")
    default void whatWasSpentOfAGatheredLotCannotBeTakenBack(Scenario given) {
        two(given);
        given.does(charge("victim", "c0", "100"), transfer("stranger", "victim", "t1", "5"));
        given.does(transfer("stranger", "victim", "t2", "5"), charge("victim", "c", "8"));

        given.execute(reverse("stranger", "r1", "t1"))
                .isDeclinedWith(INSUFFICIENT_CREDITS)
                .hasShortfall("3");
        given.does(reverse("stranger", "r1", "t1", "2"));
        given.execute(reverse("stranger", "r2", "t2", "1")).isDeclinedWith(INSUFFICIENT_CREDITS);
        given.does(reverse("victim", "undo", "c", "4"), reverse("stranger", "r3", "t2", "4"));
        assertThat(given.ledger()).account("victim").hasAvailable("0").hasLots();
        given.does(adjust("victim", "up", "1"));
    }

    @Test
    @Tag("L11")
    default void onlyCreditsOnTheVerySameTermsGather(Scenario given) {
        LotTerms paid = LotTerms.of(Source.PAID);
        given.does(open("stranger"), open("victim"));
        List<LotTerms> terms = List.of(
                paid,
                paid.costing(Money.of("5", "USD")),
                paid.costing(Money.of("5", "EUR")),
                paid.expiring(given.in(Duration.ofDays(1))),
                paid.priority(51),
                LotTerms.of(Source.PROMOTION));
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < terms.size(); i++) {
                String key = round + "/" + i;
                given.does(grant("stranger", "g" + key, "2").on(terms.get(i)));
                given.does(transfer("stranger", "victim", "t" + key, "2"));
            }
        }

        assertThat(given.lots("victim")).hasSize(6).extracting(Lot::amount).containsOnly(4_000_000L);
        assertThat(given.lots("victim"))
                .filteredOn(lot -> lot.cost() != null)
                .extracting(lot -> String.valueOf(lot.cost()))
                .allMatch(cost -> cost.contains("2000000"));
        given.clock().advance(Duration.ofDays(1));
        assertThat(given.ledger()).account("victim").hasAvailable("20").hasExpired("4");
    }

    @Test
    @Tag("L12")
    @Tag("L2")
    default void allocationsReclaimsAndReturnedOverdraftGatherToo(Scenario given) {
        given.does(open("org").unlimited(), open("team").under(id("org")));
        for (int i = 0; i < 5; i++) {
            given.does(allocate("org", "team", "a" + i, "2"), reclaim("team", "org", "r" + i, "1"));
        }
        assertThat(given.ledger()).account("team").hasLots("5").hasAvailable("5");

        given.does(open("user"), floor("user", "f", "-10"));
        for (int i = 0; i < 5; i++) {
            given.does(reserve("user", "h" + i, "1"));
        }
        given.does(grant("user", "g", "5"));
        for (int i = 0; i < 5; i++) {
            given.does(release("user", "e" + i, "h" + i));
        }
        assertThat(given.ledger()).account("user").hasLots("5").hasAvailable("5");
    }

    @Test
    @Tag("L8")
    default void whatCameToAGatheredLotIsCheckedAgainstTheEntries(Scenario given) {
        two(given);
        given.does(transfer("stranger", "victim", "t1", "3"), transfer("stranger", "victim", "t2", "4"));
        given.does(charge("victim", "c", "107"), reverse("victim", "r", "c", "1"));
        given.does(transfer("stranger", "victim", "t3", "2"), reverse("stranger", "r", "t2", "1"));

        assertThat(given.ledger().verify().holds()).isTrue();
        for (String field : List.of("amount", "gathers")) {
            Tampering lying = Tampering.with(given.storage())
                    .lots(lots -> lots.stream()
                            .map(lot -> lot.gathers()
                                    ? Altered.with(lot, field, field.equals("amount") ? lot.amount() + 1 : false)
                                    : lot)
                            .toList());
            assertThat(given.ledgerOn(lying).verify().violations())
                    .extracting(violation -> violation.law() + " " + violation.message())
                    .containsExactly("L8 lot 2 has other terms than it was opened with");
        }
    }
}
