package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.INSUFFICIENT_CREDITS;
import static dev.credits.ledger.DeclineCode.OVERTAKEN;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.key;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.settle;
import static dev.credits.testkit.contract.Commands.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.Credits;
import dev.credits.ledger.AtomicOutcome;
import dev.credits.ledger.ClockException;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.LedgerListener;
import dev.credits.ledger.Outcome;
import dev.credits.spi.Storage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** For a storage that can join a transaction its host has open: credits stand or fall with the host's commit. */
@Tag("K10")
public interface HostTransactionContract extends StorageUnderTest {
    /** Begins a transaction as a host would, on the data of {@code storage}. */
    HostTransaction begin(Storage storage);

    /** A transaction of the host's; what was not committed when it is closed is rolled back. */
    interface HostTransaction extends AutoCloseable {
        /** The storage inside it. */
        Storage joined();

        void commit();

        @Override
        void close();
    }

    @Test
    default void aHostsCommitKeepsWhatWasDone(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"));
        try (HostTransaction host = begin(given.storage())) {
            assertThat(joined(given, host).execute(charge("user:1", "c", "4")))
                    .isApplied()
                    .hasAvailable("6");
            host.commit();
        }
        assertThat(given.ledger()).account("user:1").hasAvailable("6");
        given.execute(charge("user:1", "c", "4")).isReplayed();
    }

    @Test
    @Tag("L4")
    default void aHostsRollbackUndoesCreditsAndKeyTogether(Scenario given) {
        given.does(open("user:1"), open("user:2"), grant("user:1", "g", "10"));
        try (HostTransaction host = begin(given.storage())) {
            Ledger ledger = joined(given, host);
            assertThat(ledger.execute(charge("user:1", "c", "4"))).isApplied();
            assertThat(ledger.execute(reserve("user:1", "h", "2"))).isApplied();
            assertThat(ledger.execute(transfer("user:1", "user:2", "t", "1"))).isApplied();
            assertThat(ledger.execute(open("user:3"))).isApplied();
        }
        assertThat(given.ledger())
                .hasNoAccount("user:3")
                .account("user:1")
                .hasAvailable("10")
                .hasHeld("0")
                .hasLots("10");
        assertThat(given.ledger()).account("user:2").hasAvailable("0").hasLots();
        assertThat(given.ledger().outcome(id("user:1"), key("c"))).isEmpty();
        assertThat(given.ledger().hold(id("user:1"), key("h"))).isEmpty();
        given.execute(charge("user:1", "c", "5")).isApplied().hasAvailable("5").hasSeq(3);
    }

    @Test
    default void commandsInsideSeeEachOther(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"));
        try (HostTransaction host = begin(given.storage())) {
            Ledger ledger = joined(given, host);
            assertThat(ledger.execute(reserve("user:1", "h", "8"))).isApplied();
            assertThat(ledger.execute(charge("user:1", "c", "3"))).isDeclinedWith(INSUFFICIENT_CREDITS);
            assertThat(ledger.execute(settle("user:1", "s", "h", "5")))
                    .isApplied()
                    .hasAvailable("5");
            assertThat(ledger.execute(charge("user:1", "c", "3"))).isApplied().hasAvailable("2");
            assertThat(ledger).account("user:1").hasAvailable("2");
            host.commit();
        }
        assertThat(given.ledger()).account("user:1").hasAvailable("2").hasSpent("8");
    }

    @Test
    @Tag("L4")
    default void refusalsLeaveTheHostsTransactionUsable(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"), charge("user:1", "c", "1"));
        try (HostTransaction host = begin(given.storage())) {
            Ledger ledger = joined(given, host);
            assertThat(ledger.execute(charge("user:1", "big", "100"))).isDeclinedWith(INSUFFICIENT_CREDITS);
            assertThat(ledger.execute(charge("user:1", "c", "2"))).conflictsOn("amount");
            assertThat(ledger.execute(open("user:1"))).isReplayed();
            AtomicOutcome none = ledger.executeAll(List.of(charge("user:1", "a", "1"), charge("user:1", "b", "100")));
            assertThat(none).isInstanceOf(AtomicOutcome.NoneBooked.class);
            Outcome charged = ledger.execute(charge("user:1", "c2", "2"));
            assertThat(charged).isApplied().hasAvailable("7").hasSeq(4);
            host.commit();
        }
        assertThat(given.ledger()).account("user:1").hasAvailable("7");
    }

    @Test
    @Tag("L17")
    default void aListThatIsPartlyKnownIsRefusedWholeAndLeavesTheHostsTransactionUsable(Scenario given) {
        given.does(open("user:1"), open("user:2"), grant("user:1", "g", "10"));
        try (HostTransaction host = begin(given.storage())) {
            Ledger ledger = joined(given, host);
            assertThat(ledger.execute(charge("user:1", "c", "1"))).isApplied();
            AtomicOutcome none = ledger.executeAll(List.of(charge("user:1", "c", "1"), grant("user:2", "g", "50")));
            assertThat(none)
                    .isInstanceOfSatisfying(
                            AtomicOutcome.NoneBooked.class,
                            refused -> assertThat(refused.refusal()).isDeclinedWith(OVERTAKEN));
            assertThat(ledger.execute(charge("user:1", "c2", "1"))).isApplied().hasAvailable("8");
            host.commit();
        }
        assertThat(given.ledger())
                .account("user:2")
                .hasAvailable("0")
                .account("user:1")
                .hasAvailable("8");
    }

    @Test
    default void nobodyHearsOfWhatIsNotCommittedOrIsRolledBack(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"));
        List<LedgerListener.Batch> heard = new CopyOnWriteArrayList<>();
        Credits credits = Credits.on(given.storage())
                .withClock(given.clock())
                .withExecutor(Runnable::run)
                .withListener(heard::add);
        try (HostTransaction host = begin(given.storage())) {
            assertThat(credits.joining(host.joined()).ledger().execute(charge("user:1", "c", "4")))
                    .isApplied();
        }
        assertThat(heard).as("after the rollback").isEmpty();
        try (HostTransaction host = begin(given.storage())) {
            assertThat(credits.joining(host.joined()).ledger().execute(charge("user:1", "c", "4")))
                    .isApplied();
            assertThat(heard).as("before the commit").isEmpty();
            host.commit();
        }
        assertThat(heard.size()).as("after the commit, if at all").isLessThan(2);
        assertThat(credits.ledger().execute(charge("user:1", "c2", "4"))).isApplied();
        assertThat(heard).as("outside of a transaction").isNotEmpty();
    }

    @Test
    @Tag("L7")
    default void aHostsTransactionIsNotWrittenByAWrongClock(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"), reserve("user:1", "h", "1"));
        ClockContract.Wrong clock = new ClockContract.Wrong(ClockContract.FAR);
        try (HostTransaction host = begin(given.storage())) {
            Ledger wrong = Credits.on(given.storage())
                    .withClock(clock)
                    .joining(host.joined())
                    .ledger();
            assertThatThrownBy(() -> wrong.execute(charge("user:1", "c", "4"))).isInstanceOf(ClockException.class);
            assertThatThrownBy(wrong::sweep).isInstanceOf(ClockException.class);
            clock.by(ClockContract.NEAR);
            assertThat(wrong.execute(charge("user:1", "c", "3"))).isApplied().hasAvailable("7");
            host.commit();
        }
        assertThat(given.ledger()).account("user:1").hasAvailable("7");
    }

    private static Ledger joined(Scenario given, HostTransaction host) {
        return Credits.on(given.storage())
                .withClock(given.clock())
                .joining(host.joined())
                .ledger();
    }
}
