package dev.credits.testkit;

import static dev.credits.testkit.CreditsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.credits.Credits;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.money.Amount;
import dev.credits.spi.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs small test classes as a host would write them, and looks at what becomes of them. */
class CreditsExtensionTest {
    @Test
    void aTestGetsALedgerAClockAndAStorageOfItsOwn() {
        Events tests = run(OrdinaryTest.class);
        tests.assertStatistics(stats -> stats.started(5).succeeded(5));
    }

    @Test
    @Tag("L2")
    void aTestThatLeavesALawBrokenFailsAndNamesTheLaw() {
        int closed = BrokenStorage.closed;
        Events tests = run(BrokenTest.class);

        tests.assertStatistics(stats -> stats.started(2).succeeded(1).failed(1));
        tests.assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test("spends"),
                                finishedWithFailure(
                                        instanceOf(AssertionError.class),
                                        message(text ->
                                                text.contains("breaks the laws") && text.contains("L2 user:1")))));
        assertThat(BrokenStorage.closed).isEqualTo(closed + 2);
    }

    @Test
    @Tag("L2")
    void aRegisteredExtensionChecksTheLawsToo() {
        run(RegisteredTest.class)
                .assertStatistics(stats -> stats.started(2).succeeded(1).failed(1));
    }

    @Test
    void aStorageThatCannotBeMadeSaysWhatIsMissing() {
        run(UnmadeTest.class)
                .assertThatEvents()
                .haveExactly(1, event(finishedWithFailure(message(text -> text.contains("without arguments")))));
    }

    private static Events run(Class<?> host) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(host))
                .execute()
                .testEvents();
    }

    private static void spend(Ledger ledger) {
        AccountId user = AccountId.of("user:1");
        assertThat(ledger.execute(Open.of(user, Memo.key("open")))).isApplied();
        assertThat(ledger.execute(Grant.of(user, Amount.of("10"), Memo.key("g"))))
                .isApplied();
        assertThat(ledger.execute(new Charge(user, Amount.of("4"), Memo.key("c"))))
                .isApplied();
    }

    @CreditsTest(now = "2026-05-05T05:05:05Z")
    static class OrdinaryTest {
        @Test
        void injects(Credits credits, Ledger ledger, ManualClock clock, Storage storage) {
            assertThat(storage).isInstanceOf(MemoryStorage.class);
            assertThat(credits.ledger()).isSameAs(ledger);
            assertThat(clock.instant()).isEqualTo("2026-05-05T05:05:05Z");
            spend(ledger);
            clock.advance(Duration.ofDays(1));
        }

        @Test
        void sharesNothingWithOtherTests(Ledger ledger, ManualClock clock) {
            assertThat(ledger).hasNoAccount("user:1");
            assertThat(clock.instant()).isEqualTo("2026-05-05T05:05:05Z");
            spend(ledger);
        }

        @Test
        void mayAskForNothing() {
            assertThat(1 + 1).isEqualTo(2);
        }

        @Test
        @CreditsTest(now = "1999-01-01T00:00:00Z")
        void mayHaveATimeOfItsOwn(ManualClock clock) {
            assertThat(clock.instant()).isEqualTo("1999-01-01T00:00:00Z");
        }

        @Nested
        class Inside {
            @Test
            void hasTheTimeOfItsClass(ManualClock clock) {
                assertThat(clock.instant()).isEqualTo("2026-05-05T05:05:05Z");
            }
        }
    }

    @CreditsTest(storage = BrokenTest.Broken.class)
    static class BrokenTest {
        @Test
        void spends(Ledger ledger) {
            spend(ledger);
        }

        @Test
        void doesNothing(Ledger ledger) {
            assertThat(ledger).hasNoAccount("user:1");
        }

        static final class Broken implements Supplier<Storage> {
            @Override
            public Storage get() {
                return new BrokenStorage();
            }
        }
    }

    static class RegisteredTest {
        @RegisterExtension
        static final CreditsExtension CREDITS =
                CreditsExtension.on(BrokenStorage::new).startingAt(Instant.parse("2026-06-06T06:06:06Z"));

        @Test
        void spends(Ledger ledger) {
            spend(ledger);
        }

        @Test
        void startsWhenItIsTold(ManualClock clock) {
            assertThat(clock.instant()).isEqualTo("2026-06-06T06:06:06Z");
        }
    }

    @CreditsTest(storage = UnmadeTest.NeedsAnArgument.class)
    static class UnmadeTest {
        @Test
        void neverRuns(Ledger ledger) {
            spend(ledger);
        }

        record NeedsAnArgument(String argument) implements Supplier<Storage> {
            @Override
            public Storage get() {
                return new MemoryStorage();
            }
        }
    }
}
