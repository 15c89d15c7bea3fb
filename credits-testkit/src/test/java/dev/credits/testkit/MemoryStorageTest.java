package dev.credits.testkit;

import static dev.credits.testkit.CreditsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.credits.Credits;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Charge;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Hash;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.money.Amount;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.Storage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the storage in memory refuses beyond what the contract asks of every storage. */
class MemoryStorageTest {
    private static final AccountId USER = AccountId.of("user:1");

    private final MemoryStorage storage = new MemoryStorage();
    private final List<ChangeSet> written = new ArrayList<>();
    private final Ledger ledger =
            Credits.on(storage).withClock(ManualClock.start()).ledger();

    @BeforeEach
    void begin() {
        ledger.execute(Open.of(USER, Memo.key("open")));
        ledger.execute(Grant.of(USER, Amount.of("10"), Memo.key("g")));
        Storage watched = new Storage() {
            @Override
            public void transact(UnitOfWork work) {
                storage.transact(loader -> {
                    written.add(work.run(loader));
                    return ChangeSet.NOTHING;
                });
            }

            @Override
            public <T> T read(java.util.function.Function<dev.credits.spi.Reader, T> question) {
                return storage.read(question);
            }
        };
        Ledger dry = Credits.on(watched).withClock(ManualClock.start()).ledger();
        dry.execute(new Charge(USER, Amount.of("4"), Memo.key("c")));
    }

    @Test
    @Tag("L2")
    void refusesAGapInTheSequence() {
        refused("L2: ", forged(was -> copy(was, was.seq() + 1, was.available(), was.hash())));
    }

    @Test
    @Tag("L2")
    void refusesABalanceThatDoesNotFollow() {
        refused("L2: ", forged(was -> copy(was, was.seq(), was.available() + 1, was.hash())));
    }

    @Test
    @Tag("L8")
    void refusesAnEntryThatIsNotChained() {
        refused("L8: ", forged(was -> copy(was, was.seq(), was.available(), Hash.GENESIS)));
    }

    @Test
    @Tag("L6")
    void refusesAChangeWithoutAnEntry() {
        ChangeSet was = written.get(0);
        refused(
                "changes without an entry",
                new ChangeSet(
                        was.opened(),
                        was.accounts(),
                        was.newLots(),
                        was.lots(),
                        was.newHolds(),
                        was.holds(),
                        List.of(),
                        was.newReversals(),
                        was.reversals(),
                        was.newLimits(),
                        was.limits(),
                        was.usage(),
                        was.lines()));
    }

    @Test
    @Tag("K10")
    void joinsTheTransactionOfTheCallingThread() {
        try (MemoryTransaction transaction = storage.begin()) {
            ledger.execute(Grant.of(USER, Amount.of("5"), Memo.key("undone"))).orElseThrow();
            assertThat(ledger).account(USER).hasAvailable("15");
        }
        assertThat(ledger).account(USER).hasAvailable("10");
        try (MemoryTransaction transaction = storage.begin()) {
            ledger.execute(Grant.of(USER, Amount.of("5"), Memo.key("kept"))).orElseThrow();
            transaction.commit();
        }
        assertThat(ledger).account(USER).hasAvailable("15");
    }

    @Test
    @Tag("K10")
    void refusesAUnitOfWorkInsideAnotherAndAWriteInsideARead() {
        assertThatIllegalStateException()
                .isThrownBy(() -> storage.transact(loader -> {
                    storage.transact(inner -> ChangeSet.NOTHING);
                    return ChangeSet.NOTHING;
                }))
                .withMessageContaining("inside another");
        assertThatIllegalStateException()
                .isThrownBy(() -> storage.read(reader -> {
                    storage.transact(inner -> ChangeSet.NOTHING);
                    return reader;
                }))
                .withMessageContaining("cannot write");
        storage.transact(loader -> written.get(0));
        assertThat(ledger).account("user:1").hasAvailable("6");
    }

    @Test
    @Tag("K10")
    void aTransactionClosedTwiceEndsOnce() {
        MemoryTransaction transaction = storage.begin();
        transaction.storage().transact(loader -> written.get(0));
        transaction.close();
        transaction.close();

        assertThat(ledger).account("user:1").hasAvailable("10");
        storage.transact(loader -> written.get(0));
        assertThat(ledger).account("user:1").hasAvailable("6");
        assertThat(ledger).obeysTheLaws();
    }

    private ChangeSet forged(java.util.function.UnaryOperator<Entry> change) {
        ChangeSet was = written.get(0);
        return new ChangeSet(
                was.opened(),
                was.accounts(),
                was.newLots(),
                was.lots(),
                was.newHolds(),
                was.holds(),
                was.entries().stream().map(change).toList(),
                was.newReversals(),
                was.reversals(),
                was.newLimits(),
                was.limits(),
                was.usage(),
                was.lines());
    }

    private static Entry copy(Entry was, long seq, long available, Hash hash) {
        return new Entry(
                was.account(),
                was.unit(),
                seq,
                was.transaction(),
                was.leg(),
                was.kind(),
                was.availableChange(),
                was.heldChange(),
                available,
                was.held(),
                was.moves(),
                was.counterparty(),
                was.hold(),
                was.reverses(),
                was.shortfall(),
                was.memo(),
                was.at(),
                was.due(),
                was.route(),
                was.amendment(),
                was.fingerprint(),
                hash);
    }

    private void refused(String why, ChangeSet changes) {
        assertThatExceptionOfType(CreditsException.class)
                .isThrownBy(() -> storage.transact(loader -> changes))
                .withMessageContaining(why)
                .satisfies(refusal -> assertThat(refusal.retryable()).isFalse());
        assertThat(ledger).account("user:1").hasAvailable("10");
    }
}
