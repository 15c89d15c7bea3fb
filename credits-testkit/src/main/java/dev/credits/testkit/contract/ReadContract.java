package dev.credits.testkit.contract;

import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.grantUntil;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.release;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.reverse;
import static dev.credits.testkit.contract.Commands.settle;
import static dev.credits.testkit.contract.Commands.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Lot;
import dev.credits.ledger.TransactionId;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.LoadPlan.LotRef;
import dev.credits.spi.Loaded;
import dev.credits.spi.Reversal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A storage finds what it is asked for, no more, and as it stood at one moment. */
@Tag("K11")
public interface ReadContract extends StorageUnderTest {
    @Test
    default void holdsNobodyEndedAreFoundOnAllAccountsPageByPage(Scenario given) {
        given.does(open("org"), grant("org", "g", "100"), open("org/a").sharing(id("org")), open("user:1"));
        given.does(grant("user:1", "g", "100"));
        for (int i = 0; i < 5; i++) {
            given.does(
                    reserve("org", "o" + i, "1", Duration.ofMinutes(i + 1)),
                    reserve("org/a", "m" + i, "1", Duration.ofMinutes(i + 1)),
                    reserve("user:1", "u" + i, "1", Duration.ofMinutes(i + 1)));
        }
        given.does(release("user:1", "r", "u1"), settle("org/a", "s", "m2", "1"));
        Instant from = given.now();
        given.clock().advance(Duration.ofMinutes(3));
        given.ledger().sweep();

        List<Hold> found = new ArrayList<>();
        TransactionId after = null;
        Instant at = from;
        List<Hold> page;
        do {
            page = given.ledger().unended(at, after, from.plus(Duration.ofMinutes(4)), 2, none -> {});
            found.addAll(page);
            if (!page.isEmpty()) {
                at = page.get(page.size() - 1).deadline();
                after = page.get(page.size() - 1).id();
            }
        } while (page.size() == 2);

        assertThat(found).hasSize(10).doesNotHaveDuplicates();
        assertThat(found).extracting(Hold::deadline).isSorted();
        assertThat(found)
                .filteredOn(Hold::isOpen)
                .extracting(hold -> hold.key().value())
                .containsExactlyInAnyOrder("o3", "m3", "u3");
        assertThat(found)
                .extracting(hold -> hold.account() + " " + hold.key())
                .contains("org/a m1")
                .doesNotContain("org/a m2", "user:1 u1");
    }

    @Test
    @Tag("K11")
    default void aLoadFindsWhatItsPlanNamesAndNothingElse(Scenario given) {
        given.does(
                open("user:1"),
                open("user:2"),
                open("user:3"),
                grant("user:1", "g1", "10"),
                grant("user:1", "g2", "20"));
        given.does(charge("user:1", "c", "10"), reserve("user:1", "soon", "1", Duration.ofMinutes(1)));
        given.does(reserve("user:1", "late", "2", Duration.ofHours(1)), reserve("user:1", "done", "3"));
        given.does(
                release("user:1", "r", "done"),
                transfer("user:1", "user:2", "t", "4"),
                reverse("user:1", "rv", "c", "6"));
        given.does(charge("user:1", "c2", "6"));

        Set<TransactionId> transactions = Set.of(transaction("t"), transaction("c"), transaction("nothing"));
        Set<TransactionId> holds = Set.of(transaction("done"), transaction("c"));
        LoadPlan plan = LoadPlan.of(Set.of(id("user:1"), id("nobody")), given.in(Duration.ofMinutes(1)))
                .transactions(transactions)
                .holds(holds)
                .lots(Set.of(new LotRef(id("user:2"), 1), new LotRef(id("user:1"), 1), new LotRef(id("user:1"), 99)))
                .subjects(Set.of(new LoadPlan.Subject("rates", "A/B")))
                .lines(Set.of(LoadPlan.UpTo.end("rates")));
        for (int way = 0; way < 2; way++) {
            Loaded loaded = way == 0 ? given.storage().read(reader -> reader.load(plan)) : inWork(given, plan);
            assertThat(loaded.accounts()).extracting(Account::id).containsExactly(id("user:1"));
            assertThat(new HashSet<>(loaded.lots()))
                    .extracting(Lot::account, Lot::number)
                    .contains(tuple(id("user:1"), 1), tuple(id("user:1"), 2), tuple(id("user:2"), 1));
            assertThat(new HashSet<>(loaded.holds()))
                    .extracting(hold -> hold.key().value())
                    .containsExactlyInAnyOrder("soon", "done");
            assertThat(loaded.entries())
                    .extracting(Entry::transaction, Entry::leg)
                    .containsExactlyInAnyOrder(
                            tuple(transaction("t"), 0), tuple(transaction("t"), 1), tuple(transaction("c"), 0));
            assertThat(loaded.reversals()).containsExactly(new Reversal(transaction("c"), 10_000_000, 6_000_000));
            assertThat(loaded.lines()).isEmpty();
        }
    }

    @Test
    @Tag("K10")
    default void aReadSeesOneStateWhateverIsWrittenMeanwhile(Scenario given) throws Exception {
        given.does(open("user:1"), grant("user:1", "g", "10"));
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            List<Future<?>> written = new ArrayList<>();
            given.storage().read(reader -> {
                Account before = reader.accounts(null, 10).get(0);
                written.add(writer.submit(() -> given.anotherProcess().execute(charge("user:1", "c", "4"))));
                settled(written.get(0), 300);
                assertThat(reader.accounts(null, 10)).containsExactly(before);
                assertThat(reader.lastEntry(id("user:1"), given.now())
                                .orElseThrow()
                                .seq())
                        .isEqualTo(2);
                return before;
            });
            written.get(0).get(30, TimeUnit.SECONDS);
        } finally {
            writer.shutdownNow();
        }
        assertThat(given.ledger()).account("user:1").hasAvailable("6");
    }

    @Test
    @Tag("L11")
    default void accountsAndWhatIsDueComeInPagesByName(Scenario given) {
        for (String name : List.of("b", "a", "d", "c", "a/x")) {
            given.does(open(name), grantUntil(name, "g", "1", given.in(Duration.ofDays(name.length()))));
        }
        var all = given.storage().read(reader -> reader.accounts(null, 10));
        assertThat(all).extracting(account -> account.id().value()).containsExactly("a", "a/x", "b", "c", "d");
        var page = given.storage().read(reader -> reader.accounts(id("a/x"), 2));
        assertThat(page).extracting(account -> account.id().value()).containsExactly("b", "c");

        assertThat(due(given, Duration.ofDays(1).minusNanos(1000), null, 10)).isEmpty();
        assertThat(due(given, Duration.ofDays(1), null, 10)).containsExactly(id("a"), id("b"), id("c"), id("d"));
        assertThat(due(given, Duration.ofDays(3), id("a"), 2)).containsExactly(id("a/x"), id("b"));
    }

    private static List<AccountId> due(Scenario given, Duration in, @Nullable AccountId after, int limit) {
        return given.storage().read(reader -> reader.due(given.in(in), after, limit, unnamed -> {}));
    }

    private static Loaded inWork(Scenario given, LoadPlan plan) {
        List<Loaded> loaded = new ArrayList<>();
        given.storage().transact(loader -> {
            loaded.add(loader.load(plan));
            return ChangeSet.NOTHING;
        });
        return loaded.get(loaded.size() - 1);
    }

    private static void settled(Future<?> future, int millis) {
        try {
            future.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException waitsForTheReadToEnd) {
            // a storage may keep writers waiting instead
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static TransactionId transaction(String key) {
        return TransactionId.of(id("user:1"), Commands.key(key));
    }
}
