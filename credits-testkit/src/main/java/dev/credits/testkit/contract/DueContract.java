package dev.credits.testkit.contract;

import static dev.credits.ledger.Window.DAY;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.BudgetCommands.limit;
import static dev.credits.testkit.contract.BudgetCommands.member;
import static dev.credits.testkit.contract.Commands.HOUR;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.grantUntil;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.reserve;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Command;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Inspection;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Limit;
import dev.credits.ledger.Sweep;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.LoadPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is due is booked in bounded pieces, and what cannot be booked keeps nothing else from its way. */
@Tag("L11")
public interface DueContract extends StorageUnderTest {
    /** How many holds that are due are loaded of one account, and how much is booked of one at a time. */
    int PIECE = 500;

    int HOLDS = 1_300;

    private static void holds(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10000"));
        given.does(grantUntil("user:1", "g2", "100", given.in(Duration.ofMinutes(10))));
        List<Command> reserves = new ArrayList<>();
        for (int i = 0; i < HOLDS; i++) {
            Duration ttl = Duration.ofSeconds(1 + (i * 7919L) % HOLDS);
            reserves.add(reserve("user:1", "h" + i, "1", ttl));
        }
        for (int i = 0; i < HOLDS; i += 650) {
            given.ledger().executeEach(reserves.subList(i, i + 650)).forEach(outcome -> outcome.orElseThrow());
        }
        given.clock().advance(HOUR);
    }

    @Test
    @Tag("L5")
    @Tag("class-9")
    default void aCommandFindsMoreDueThanOneUnitBooks(Scenario given) {
        holds(given);
        Watched watched = new Watched(given.storage());
        Ledger ledger = given.ledgerOn(watched);

        assertThat(ledger.execute(charge("user:1", "c", "10000"))).isApplied().hasAvailable("0");
        assertThat(watched.mostHolds()).isBetween(1, PIECE);
        assertThat(watched.mostEntries()).isBetween(1, PIECE + 1);
        assertThat(given.ledger())
                .account("user:1")
                .hasAvailable("0")
                .hasHeld("0")
                .hasExpired("100");
        assertThat(given.ledger().account(id("user:1")).orElseThrow().seq()).isGreaterThan(2L * HOLDS + 4);
    }

    @Test
    @Tag("K2")
    default void moreDueThanOneUnitBooksIsForeseenToTheLastPiece(Scenario given) {
        holds(given);
        Watched watched = new Watched(given.storage());
        Ledger ledger = given.ledgerOn(watched);

        assertThat(ledger).account("user:1").hasAvailable("10000").hasHeld("0").hasExpired("100");
        assertThat(ledger.preview(charge("user:1", "c", "10000"))).isApplied();
        assertThat(ledger.hold(id("user:1"), Commands.key("h7")).orElseThrow().state())
                .isEqualTo(Hold.State.LAPSED);
        assertThat(ledger.balanceAt(id("user:1"), given.now()).orElseThrow().held())
                .isEqualTo(Commands.amount("0"));
        assertThat(watched.mostHolds()).isBetween(1, PIECE + 1);
    }

    @Test
    default void aSweepBooksInPieces(Scenario given) {
        holds(given);
        Watched watched = new Watched(given.storage());

        Sweep swept = given.ledgerOn(watched).sweep();
        assertThat(swept.accounts()).isEqualTo(1);
        assertThat(swept.lapsed()).isEqualTo(HOLDS);
        assertThat(watched.mostHolds()).isBetween(1, PIECE);
        assertThat(given.ledger().due(given.now(), null, 10)).isEmpty();
        List<Entry> due = new ArrayList<>();
        given.storage().read(reader -> {
            reader.eachEntry(List.of(id("user:1")), entry -> {
                if (entry.kind() == EntryKind.LAPSE || entry.kind() == EntryKind.EXPIRE) {
                    due.add(entry);
                }
            });
            return null;
        });
        assertThat(due).extracting(Entry::due).isSorted();
    }

    @Test
    @Tag("L13")
    @Tag("class-1")
    default void aLapseThatCannotBeBookedKeepsNothingElseFromItsWay(Scenario given) {
        given.does(open("org"), member("ann", "org"), member("bob", "org"), grant("org", "g", "100"));
        given.does(limit("ann", "l", DAY, "60"), grantUntil("org", "g2", "7", given.in(HOUR)));
        given.does(reserve("ann", "h", "20", HOUR), reserve("bob", "h", "20", HOUR));
        ChangeSet spent = Forgery.decided(given, charge("ann", "c", "1"));
        List<Limit> counters =
                spent.limits().stream().map(DueContract::holdingNothing).toList();
        given.storage().transact(loader -> {
            loader.load(LoadPlan.of(Set.of(id("org"), id("ann"), id("bob")), given.now()));
            return Altered.with(spent, "limits", counters);
        });
        given.leavesTheLawsBroken();
        given.clock().advance(HOUR.multipliedBy(2));

        given.execute(charge("bob", "c", "1")).isApplied();
        given.does(grant("org", "g3", "1"));
        assertThat(given.hold("bob", "h").state()).isEqualTo(Hold.State.LAPSED);
        assertThat(given.hold("ann", "h").state()).isEqualTo(Hold.State.OPEN);
        assertThat(given.ledger().sweep().lapsed()).isZero();
        assertThat(given.ledger().verify(Inspection.all()).holds()).isFalse();
    }

    private static Limit holdingNothing(Limit limit) {
        return limit.plus(0, -limit.held());
    }
}
