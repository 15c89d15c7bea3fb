package dev.credits.testkit.contract;

import static dev.credits.ledger.AccountStatus.CLOSED;
import static dev.credits.ledger.AccountStatus.FROZEN;
import static dev.credits.ledger.AccountStatus.OPEN;
import static dev.credits.ledger.DeclineCode.ACCOUNT_CLOSED;
import static dev.credits.ledger.DeclineCode.ACCOUNT_EXISTS;
import static dev.credits.ledger.DeclineCode.ACCOUNT_FROZEN;
import static dev.credits.ledger.DeclineCode.ACCOUNT_NOT_FOUND;
import static dev.credits.ledger.DeclineCode.INSUFFICIENT_CREDITS;
import static dev.credits.ledger.DeclineCode.NOT_EMPTY;
import static dev.credits.ledger.DeclineCode.UNIT_MISMATCH;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.Commands.GEM;
import static dev.credits.testkit.contract.Commands.adjust;
import static dev.credits.testkit.contract.Commands.allocate;
import static dev.credits.testkit.contract.Commands.amount;
import static dev.credits.testkit.contract.Commands.capture;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.close;
import static dev.credits.testkit.contract.Commands.convert;
import static dev.credits.testkit.contract.Commands.extend;
import static dev.credits.testkit.contract.Commands.floor;
import static dev.credits.testkit.contract.Commands.freeze;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.key;
import static dev.credits.testkit.contract.Commands.memo;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.reclaim;
import static dev.credits.testkit.contract.Commands.release;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.reverse;
import static dev.credits.testkit.contract.Commands.settle;
import static dev.credits.testkit.contract.Commands.transfer;
import static dev.credits.testkit.contract.Commands.unfreeze;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Account;
import dev.credits.ledger.Capture;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Command;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Extend;
import dev.credits.ledger.Open;
import dev.credits.ledger.SetFloor;
import dev.credits.ledger.Settle;
import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Accounts, their units, statuses and floors. */
@Tag("K1")
public interface AccountContract extends StorageUnderTest {
    @Test
    @Tag("L2")
    default void anAccountOpensEmptyWithItsFirstEntry(Scenario given) {
        given.execute(open("user:1"))
                .isApplied()
                .hasSeq(1)
                .hasAvailable("0")
                .hasHeld("0")
                .hasEntries(EntryKind.OPEN);
        Account account = given.ledger().account(id("user:1")).orElseThrow();
        assertThat(account.unit()).isEqualTo(CreditUnit.CREDIT);
        assertThat(account.seq()).isEqualTo(1);
        assertThat(account.at()).isEqualTo(given.now());
        assertThat(account.parent()).isNull();
        assertThat(given.ledger())
                .account("user:1")
                .hasStatus(OPEN)
                .hasAvailable("0")
                .hasEarned("0")
                .hasLots();
    }

    @Test
    default void anAccountKeepsItsUnitParentAndFloor(Scenario given) {
        given.does(open("org:7", GEM));
        given.does(Open.of(id("org:7/team:2"), GEM, memo("open"))
                .under(id("org:7"))
                .withFloor(Amount.of("-3", GEM)));

        Account account = given.ledger().account(id("org:7/team:2")).orElseThrow();
        assertThat(account.unit()).isEqualTo(GEM);
        assertThat(account.parent()).isEqualTo(id("org:7"));
        assertThat(account.floor()).isEqualTo(-3);
        assertThat(account.balance().available()).isEqualTo(Amount.zero(GEM));
    }

    @Test
    default void anAccountOpensOnce(Scenario given) {
        given.does(open("user:1"));

        given.execute(Open.of(id("user:1"), memo("again")))
                .isDeclinedWith(ACCOUNT_EXISTS)
                .isBlockedBy("user:1");
        given.execute(open("user:1")).isReplayed();
        assertThat(given.entries("user:1")).hasSize(1);
    }

    @Test
    default void aParentMustExistAndCountInTheSameUnit(Scenario given) {
        given.does(open("org:7", GEM));

        given.execute(open("user:1").under(id("org:8")))
                .isDeclinedWith(ACCOUNT_NOT_FOUND)
                .isBlockedBy("org:8");
        given.execute(open("user:1").under(id("org:7"))).isDeclinedWith(UNIT_MISMATCH);
        assertThat(given.ledger()).hasNoAccount("user:1");
    }

    @Test
    default void namesAreToldApartToTheLetter(Scenario given) {
        given.does(open("user:A"), open("user:a"), open("üser:ä"), open("user:😀"), open("user: 1"), open("user:  1"));
        given.does(grant("user:a", "g", "1"), grant("user:😀", "g", "2"), grant("user: 1", "g", "3"));

        assertThat(given.ledger())
                .account("user:A")
                .hasAvailable("0")
                .account("user:a")
                .hasAvailable("1");
        assertThat(given.ledger())
                .account("user:😀")
                .hasAvailable("2")
                .account("user:  1")
                .hasAvailable("0");
        given.execute(charge("user:a", "G", "1")).isApplied();
        given.execute(charge("user:a", "g", "1")).conflictsOn("op");
    }

    @Test
    default void everyCommandButOpenNeedsItsAccounts(Scenario given) {
        for (Command command : EveryCommand.all()) {
            if (!(command instanceof Open)) {
                given.execute(command).isDeclinedWith(ACCOUNT_NOT_FOUND);
            }
        }
        given.does(open("user:1"), grant("user:1", "g", "10"));
        given.execute(transfer("user:1", "user:2", "t", "1"))
                .isDeclinedWith(ACCOUNT_NOT_FOUND)
                .isBlockedBy("user:2");
        given.execute(allocate("user:1", "user:2", "t", "1")).isDeclinedWith(ACCOUNT_NOT_FOUND);
        given.execute(convert("user:1", "user:2", "t", amount("1"))).isDeclinedWith(ACCOUNT_NOT_FOUND);
        assertThat(given.ledger().account(id("user:2"))).isEmpty();
        assertThat(given.ledger().balance(id("user:2"))).isEmpty();
        assertThat(given.ledger().hold(id("user:2"), key("h"))).isEmpty();
        assertThat(given.ledger().lots(id("user:2"))).isEmpty();
        assertThat(given.ledger().openHolds(id("user:2"))).isEmpty();
        assertThat(given.entries("user:2")).isEmpty();
    }

    @Test
    default void aFrozenAccountNeitherSpendsNorHoldsNorSendsAway(Scenario given) {
        given.does(
                open("org:1"),
                open("user:1").under(id("org:1")),
                open("user:1/x").under(id("user:1")),
                open("cents", new CreditUnit("CREDIT", 2)));
        given.does(grant("user:1", "g", "100"), reserve("user:1", "h", "10"), freeze("user:1", "stop"));

        for (Command refused : List.of(
                charge("user:1", "x", "1"),
                reserve("user:1", "x", "1"),
                reserve("user:1", "x", "0"),
                extend("user:1", "x", "h", "1"),
                transfer("user:1", "org:1", "x", "1"),
                allocate("user:1", "user:1/x", "x", "1"),
                reclaim("user:1", "org:1", "x", "1"),
                convert("user:1", "cents", "x", amount("1")))) {
            given.execute(refused).isDeclinedWith(ACCOUNT_FROZEN).isBlockedBy("user:1");
        }
        assertThat(given.ledger())
                .account("user:1")
                .hasStatus(FROZEN)
                .hasAvailable("90")
                .hasHeld("10");
        assertThat(given.entries("user:1")).hasSize(4);
    }

    @Test
    default void aFrozenAccountStillReceivesAndEndsWhatItBegan(Scenario given) {
        given.does(open("user:1"), open("user:2"), grant("user:1", "g", "100"), grant("user:2", "g", "10"));
        given.does(charge("user:1", "c", "5"), reserve("user:1", "h", "10"), reserve("user:1", "h2", "10"));
        given.does(freeze("user:1", "stop"));

        given.does(
                grant("user:1", "g2", "1"),
                transfer("user:2", "user:1", "t", "10"),
                capture("user:1", "ca", "h", "1"),
                extend("user:1", "e", "h", Duration.ofDays(1)),
                settle("user:1", "s", "h", "2"),
                release("user:1", "r", "h2"),
                adjust("user:1", "a", "-3"),
                reverse("user:1", "rv", "c"),
                floor("user:1", "f", "-1"),
                unfreeze("user:1", "go"),
                charge("user:1", "c2", "105"));
        assertThat(given.ledger())
                .account("user:1")
                .hasStatus(OPEN)
                .hasAvailable("0")
                .hasSpent("108");
    }

    @Test
    default void anAccountThatIsNotEmptyIsNotClosed(Scenario given) {
        given.does(open("user:1").withFloor(amount("-5")), grant("user:1", "g", "10"));
        given.execute(close("user:1", "end")).isDeclinedWith(NOT_EMPTY).isBlockedBy("user:1");

        given.does(reserve("user:1", "h", "10"));
        given.execute(close("user:1", "end")).isDeclinedWith(NOT_EMPTY);
        given.does(settle("user:1", "s", "h", "10"), charge("user:1", "c", "2"));
        given.execute(close("user:1", "end")).isDeclinedWith(NOT_EMPTY);
        given.does(grant("user:1", "g2", "2"));
        given.execute(close("user:1", "end")).isApplied();
        assertThat(given.ledger())
                .account("user:1")
                .hasStatus(CLOSED)
                .hasEarned("12")
                .hasSpent("12");
    }

    @Test
    default void aClosedAccountRefusesEverything(Scenario given) {
        given.does(EveryCommand.before());
        given.does(open("user:1"), grant("user:1", "g", "1"), charge("user:1", "c", "1"), close("user:1", "end"));

        for (Command command : EveryCommand.all()) {
            if (command.account().equals(id("user:1")) && !(command instanceof Open)) {
                given.execute(command).isDeclinedWith(ACCOUNT_CLOSED).isBlockedBy("user:1");
            }
        }
        given.execute(transfer("org:1", "user:1", "t", "1")).isDeclinedWith(ACCOUNT_CLOSED);
        given.execute(Open.of(id("user:1"), memo("anew"))).isDeclinedWith(ACCOUNT_EXISTS);
        assertThat(given.entries("user:1")).hasSize(4);
    }

    @Test
    @Tag("L3")
    default void aFloorIsData(Scenario given) {
        given.does(open("user:1"), floor("user:1", "f", "-10"), charge("user:1", "c", "6"));

        given.execute(floor("user:1", "f2", "-5"))
                .isDeclinedWith(INSUFFICIENT_CREDITS)
                .hasShortfall("1");
        given.execute(floor("user:1", "f2", "-6")).isApplied().hasAvailable("-6");
        given.execute(charge("user:1", "c2", "0.000001")).isDeclinedWith(INSUFFICIENT_CREDITS);
        var entry = given.entry("user:1", 0);
        assertThat(entry.kind()).isEqualTo(EntryKind.FLOOR);
        assertThat(entry.memo().by().name()).isEqualTo("admin");
        assertThat(entry.memo().reason()).isEqualTo("as agreed");
        assertThat(entry.change()).isZero();
    }

    @Test
    default void anAmountInAnotherUnitIsRefused(Scenario given) {
        given.does(open("gems", GEM), open("user:1"), grant("user:1", "g", "10"), reserve("user:1", "h", "1"));
        given.does(charge("user:1", "c", "1"));
        Amount gems = Amount.of("1", GEM);
        Amount fine = Amount.of("1", new CreditUnit("CREDIT", 2));

        given.execute(grant("gems", "g", "1")).isDeclinedWith(UNIT_MISMATCH).isBlockedBy("gems");
        for (Amount wrong : List.of(gems, fine)) {
            given.execute(new Charge(id("user:1"), wrong, memo("x"))).isDeclinedWith(UNIT_MISMATCH);
            given.execute(Settle.of(id("user:1"), key("h"), wrong, memo("x"))).isDeclinedWith(UNIT_MISMATCH);
            given.execute(new Capture(id("user:1"), key("h"), wrong, memo("x"))).isDeclinedWith(UNIT_MISMATCH);
            given.execute(new Extend(id("user:1"), key("h"), null, wrong, memo("x")))
                    .isDeclinedWith(UNIT_MISMATCH);
            given.execute(reverse("user:1", "x", "c").only(wrong)).isDeclinedWith(UNIT_MISMATCH);
            given.execute(new SetFloor(id("user:1"), wrong.negated(), memo("x").because("x")))
                    .isDeclinedWith(UNIT_MISMATCH);
        }
        given.execute(transfer("user:1", "gems", "x", "1")).isDeclinedWith(UNIT_MISMATCH);
        assertThat(given.ledger()).account("user:1").hasAvailable("8").hasHeld("1");
    }
}
