package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.INSUFFICIENT_CREDITS;
import static dev.credits.ledger.DeclineCode.OVERFLOW;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.Commands.DAY;
import static dev.credits.testkit.contract.Commands.GEM;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.memo;
import static dev.credits.testkit.contract.Commands.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Adjust;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Grant;
import dev.credits.ledger.LotTerms;
import dev.credits.ledger.Open;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.Source;
import dev.credits.ledger.Transfer;
import dev.credits.money.Amount;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Balances end where whole minor units end, and say so before. */
@Tag("L14")
public interface RangeContract extends StorageUnderTest {
    @Test
    @Tag("L14")
    default void theLargestAmountFitsAndNoMore(Scenario given) {
        Amount most = Amount.ofMinor(Long.MAX_VALUE, GEM);
        given.does(open("gems", GEM), Grant.of(id("gems"), most, memo("g")));

        given.execute(Grant.of(id("gems"), Amount.of("1", GEM), memo("g2"))).isDeclinedWith(OVERFLOW);
        given.execute(new Charge(id("gems"), most, memo("c")))
                .isApplied()
                .hasAvailable("0")
                .hasCaptured("9223372036854775807");
        given.execute(Grant.of(id("gems"), Amount.of("1", GEM), memo("g3"))).isDeclinedWith(OVERFLOW);
        assertThat(given.ledger())
                .account("gems")
                .hasEarned("9223372036854775807")
                .hasSpent("9223372036854775807");
        assertThat(given.entries("gems")).hasSize(3);
    }

    @Test
    @Tag("L14")
    @Tag("L3")
    default void theLowestFloorIsSafeToo(Scenario given) {
        Amount most = Amount.ofMinor(Long.MAX_VALUE, GEM);
        given.does(
                Open.of(id("gems"), GEM, memo("open")).withFloor(most.negated()),
                new Charge(id("gems"), most, memo("c")));

        given.execute(new Charge(id("gems"), Amount.of("1", GEM), memo("c2"))).isDeclinedWith(INSUFFICIENT_CREDITS);
        given.does(Grant.of(id("gems"), most, memo("g")));
        given.execute(new Charge(id("gems"), Amount.of("1", GEM), memo("c3"))).isDeclinedWith(OVERFLOW);
        assertThat(given.ledger()).account("gems").hasAvailable("0").hasDebt("0");
    }

    @Test
    @Tag("L3")
    default void roomBeyondTheLargestAmountIsRoomEnough(Scenario given) {
        Amount most = Amount.ofMinor(Long.MAX_VALUE, GEM);
        Amount half = Amount.ofMinor(Long.MAX_VALUE / 2, GEM);
        given.does(
                Open.of(id("gems"), GEM, memo("open")).withFloor(most.negated()),
                Grant.of(id("gems"), half, memo("g")),
                new Charge(id("gems"), Amount.ofMinor(1, GEM), memo("c")),
                new Charge(id("gems"), half, memo("c2")));
        assertThat(given.ledger()).account("gems").hasDebt("1");
    }

    @Test
    @Tag("L11")
    default void creditsForLaterMustFitWhenTheyStart(Scenario given) {
        Amount most = Amount.ofMinor(Long.MAX_VALUE, GEM);
        LotTerms later = LotTerms.of(Source.FREE).starting(given.in(DAY));
        given.does(open("gems", GEM), Grant.of(id("gems"), Amount.of("1", GEM), memo("g")));

        given.execute(Grant.of(id("gems"), most, memo("late")).on(later)).isDeclinedWith(OVERFLOW);
        given.does(new Charge(id("gems"), Amount.of("1", GEM), memo("c")));
        given.execute(Grant.of(id("gems"), most, memo("late")).on(later)).isDeclinedWith(OVERFLOW);
        given.does(Grant.of(id("gems"), most.minus(Amount.of("1", GEM)), memo("late"))
                .on(later));
        given.execute(Grant.of(id("gems"), Amount.of("1", GEM), memo("g2"))).isDeclinedWith(OVERFLOW);
        given.clock().advance(DAY);
        assertThat(given.ledger())
                .account("gems")
                .hasAvailable("9223372036854775806")
                .hasEarned("9223372036854775807");
        assertThat(given.ledger().sweep().started()).isEqualTo(1);
    }

    @Test
    @Tag("L5")
    default void whatIsHeldMustFitBackIn(Scenario given) {
        Amount most = Amount.ofMinor(Long.MAX_VALUE, GEM);
        Amount some = Amount.of("10", GEM);
        given.does(open("gems", GEM), open("more", GEM), Grant.of(id("gems"), most, memo("g")));
        given.does(Grant.of(id("more"), some, memo("g")), Reserve.of(id("gems"), some, memo("h")));

        given.execute(new Adjust(id("gems"), some, memo("up").because("room?"))).isDeclinedWith(OVERFLOW);
        given.execute(new Transfer(id("more"), id("gems"), some, memo("t"))).isDeclinedWith(OVERFLOW);
        assertThat(given.ledger()).account("more").hasAvailable("10");
        given.clock().advance(DAY);
        assertThat(given.ledger())
                .account("gems")
                .hasAvailable("9223372036854775807")
                .hasHeld("0");
    }
}
