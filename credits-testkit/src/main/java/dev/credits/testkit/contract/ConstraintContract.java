package dev.credits.testkit.contract;

import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.Commands.ADMIN;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.release;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.reverse;
import static dev.credits.testkit.contract.Commands.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.ledger.Hold;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.LogHead;
import dev.credits.ledger.LogLine;
import dev.credits.ledger.Totals;
import dev.credits.ledger.Window;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.Reversal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a storage must do by itself, below all rules: find what is asked, keep all or nothing, and refuse what breaks a law. */
public interface ConstraintContract extends StorageUnderTest {
    @Test
    @Tag("K10")
    default void aUnitOfWorkThatThrowsLeavesNothingAndSaysWhy(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"));
        IllegalStateException reason = new IllegalStateException("changed my mind");

        assertThatThrownBy(() -> given.storage().transact(loader -> {
                    loader.load(plan(given, "user:1"));
                    throw reason;
                }))
                .isSameAs(reason);
        given.execute(charge("user:1", "c", "1")).isApplied();
    }

    @Test
    @Tag("L4")
    @Tag("L6")
    default void theSameChangesAreKeptOnce(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"));
        ChangeSet changes = Forgery.decided(given, charge("user:1", "c", "4"));

        Forgery.write(given, changes);
        refused(given, changes);
        assertThat(given.ledger()).account("user:1").hasAvailable("6");
        assertThat(given.entries("user:1")).hasSize(3);
    }

    @Test
    @Tag("L3")
    @Tag("L6")
    default void changesDecidedOnAnOldStateAreRefused(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"));
        ChangeSet first = Forgery.decided(given, charge("user:1", "c1", "7"));
        ChangeSet second = Forgery.decided(given, charge("user:1", "c2", "7"));

        Forgery.write(given, first);
        refused(given, second);
        assertThat(given.ledger()).account("user:1").hasAvailable("3").hasSpent("7");
    }

    @Test
    @Tag("L3")
    default void aBalanceBelowItsFloorIsRefused(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"));
        ChangeSet changes = Forgery.decided(given, charge("user:1", "c", "4"));

        refused(
                given,
                Forgery.accounts(changes, row -> Altered.with(row, "totals", moved(row.totals(), -7_000_000, 0))));
        refused(given, Forgery.accounts(changes, row -> Altered.with(row, "totals", moved(row.totals(), 0, -1))));
        refused(given, Forgery.accounts(changes, row -> Altered.with(row, "floor", 7_000_000)));
        Forgery.write(given, changes);
    }

    @Test
    @Tag("L10")
    default void totalsThatDoNotAddUpAreRefused(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"));
        ChangeSet changes = Forgery.decided(given, charge("user:1", "c", "4"));

        refused(
                given,
                Forgery.accounts(
                        changes,
                        row -> Altered.with(
                                row,
                                "totals",
                                Altered.with(
                                        row.totals(), "earned", row.totals().earned() + 1))));
        Forgery.write(given, changes);
    }

    @Test
    @Tag("L3")
    @Tag("K7")
    default void aLotWithLessThanNothingOrMoreThanCameIsRefused(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"));
        ChangeSet changes = Forgery.decided(given, charge("user:1", "c", "4"));

        refused(given, Forgery.lots(changes, lot -> lot.with(-1, lot.held())));
        refused(given, Forgery.lots(changes, lot -> lot.with(lot.remaining(), -1)));
        refused(given, Forgery.lots(changes, lot -> lot.with(lot.amount(), 1)));
        Forgery.write(given, changes);
    }

    @Test
    @Tag("L5")
    default void aHoldThatDoesNotAddUpIsRefused(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"), reserve("user:1", "h", "4"));
        ChangeSet changes = Forgery.decided(given, release("user:1", "r", "h"));

        refused(given, Forgery.holds(changes, hold -> Altered.with(hold, "captured", 1)));
        refused(
                given,
                Forgery.holds(
                        changes,
                        hold -> Altered.with(Altered.with(hold, "captured", -1), "released", hold.released() + 1)));
        refused(given, Forgery.holds(changes, hold -> Altered.with(hold, "reserved", hold.reserved() + 1)));
        Forgery.write(given, changes);
        assertThat(given.ledger()).account("user:1").hasHold("h", Hold.State.RELEASED);
    }

    @Test
    @Tag("L9")
    default void aReversalOfMoreThanWasMovedIsRefused(Scenario given) {
        given.does(
                open("user:1"),
                grant("user:1", "g", "10"),
                charge("user:1", "c", "4"),
                reverse("user:1", "r", "c", "1"));
        ChangeSet changes = Forgery.decided(given, reverse("user:1", "r2", "c", "1"));

        refused(
                given,
                Forgery.reversals(changes, row -> new Reversal(row.transaction(), row.amount(), row.amount() + 1)));
        Forgery.write(given, changes);
        assertThat(given.ledger()).account("user:1").hasSpent("2");
    }

    @Test
    @Tag("L13")
    default void limitsAreFoundHoweverLateTheyAreAskedFor(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"), charge("user:1", "c", "1"));
        given.does(BudgetCommands.limit("user:1", "l", Window.DAY, "5"), grant("user:1", "g2", "10"));

        given.storage().transact(loader -> {
            assertThat(loader.load(LoadPlan.of(Set.of(id("user:1")), given.now()))
                            .accounts())
                    .hasSize(1);
            LoadPlan limits = LoadPlan.of(Set.of(), given.now()).limits(Set.of(id("user:1")));
            assertThat(loader.load(limits).limits()).hasSize(1);
            return ChangeSet.NOTHING;
        });
    }

    @Test
    @Tag("L6")
    @Tag("K8")
    default void aLineOfALogIsNeverReplacedNorFollowedByTwo(Scenario given) {
        LogHead empty = LogHead.empty("rates");
        LogLine first = rate(given, empty, "2");
        given.storage().transact(loader -> ChangeSet.ofLines(List.of(first)));

        refused(given, ChangeSet.ofLines(List.of(first)));
        refused(given, ChangeSet.ofLines(List.of(rate(given, empty, "3"))));
        LogLine second = rate(given, first.head(), "4");
        given.storage().transact(loader -> ChangeSet.ofLines(List.of(second)));
        refused(given, ChangeSet.ofLines(List.of(rate(given, first.head(), "5"))));
        refused(given, ChangeSet.ofLines(List.of(rate(given, second.head(), "6"), rate(given, first.head(), "7"))));
        assertThat(given.ledger().rates(0, 10)).containsExactly(first, second);
    }

    @Test
    @Tag("L4")
    @Tag("K8")
    default void twoLinesOfALogNeverHaveOneKey(Scenario given) {
        LogLine first = keyed(given, LogHead.empty("rates"), "k");
        given.storage().transact(loader -> ChangeSet.ofLines(List.of(first)));

        refused(given, ChangeSet.ofLines(List.of(keyed(given, first.head(), "k"))));
        LogLine second = keyed(given, first.head(), "l");
        refused(given, ChangeSet.ofLines(List.of(second, keyed(given, second.head(), "l"))));
        LogLine other = keyed(given, LogHead.empty("other"), "k");
        given.storage().transact(loader -> ChangeSet.ofLines(List.of(second, other)));
        assertThat(given.ledger().rates(0, 10)).containsExactly(first, second);
    }

    private static LogLine keyed(Scenario given, LogHead head, String key) {
        LogLine.Content content = new LogLine.Content("RATE", "A/B", given.now(), 1, "2");
        return head.next(content, IdempotencyKey.of(key), ADMIN, "price list", given.now());
    }

    private static LogLine rate(Scenario given, LogHead head, String rate) {
        Instant effective = given.now().plusSeconds(head.number());
        return head.next(new LogLine.Content("RATE", "A/B", effective, 1, rate), ADMIN, "price list", given.now());
    }

    @Test
    @Tag("L1")
    @Tag("K10")
    default void ifOneRowIsRefusedNoneIsKept(Scenario given) {
        given.does(open("user:1"), open("user:2"), grant("user:1", "g", "10"));
        ChangeSet changes = Forgery.decided(given, transfer("user:1", "user:2", "t", "4"));

        refused(
                given,
                Forgery.accounts(
                        changes,
                        row -> row.id().equals(id("user:2"))
                                ? Altered.with(row, "totals", moved(row.totals(), -9_000_000, 0))
                                : row));
        assertThat(given.entries("user:1")).hasSize(2);
        assertThat(given.ledger())
                .account("user:1")
                .hasAvailable("10")
                .hasLots("10")
                .account("user:2")
                .hasAvailable("0");
        given.execute(transfer("user:1", "user:2", "t", "4")).isApplied();
    }

    @Test
    @Tag("K10")
    default void anEmptyChangeSetWritesNothing(Scenario given) {
        given.storage().transact(loader -> ChangeSet.NOTHING);
        assertThat(given.ledger().verify().accounts()).isZero();
    }

    private static LoadPlan plan(Scenario given, String account) {
        return LoadPlan.of(Set.of(id(account)), given.now());
    }

    private static Totals moved(Totals totals, long available, long held) {
        return new Totals(
                totals.available() + available,
                totals.held() + held,
                totals.earned() + available + held,
                totals.spent(),
                totals.expired(),
                totals.in(),
                totals.out(),
                totals.adjusted());
    }

    private static void refused(Scenario given, ChangeSet changes) {
        assertThatThrownBy(() -> Forgery.write(given, changes)).isInstanceOf(RuntimeException.class);
    }
}
