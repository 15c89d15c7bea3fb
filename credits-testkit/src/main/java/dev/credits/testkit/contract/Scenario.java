package dev.credits.testkit.contract;

import dev.credits.Credits;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Command;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Hold;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Lot;
import dev.credits.ledger.Outcome;
import dev.credits.spi.Storage;
import dev.credits.testkit.CreditsAssertions;
import dev.credits.testkit.ManualClock;
import dev.credits.testkit.OutcomeAssert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** An empty ledger with a clock that stands at {@link ManualClock#START}, and short words for what contracts do with them. */
public final class Scenario {
    private static final int MOST_ENTRIES = 1000;

    private final StorageUnderTest subject;
    private final Storage storage;
    private final ManualClock clock = ManualClock.start();
    private final Ledger ledger;
    private final List<Storage> others = new ArrayList<>();
    private @Nullable Storage another;
    private @Nullable Ledger anotherLedger;
    private boolean lawsBroken;

    Scenario(StorageUnderTest subject) {
        this.subject = subject;
        this.storage = subject.storage();
        this.ledger = ledgerOn(storage);
    }

    public Storage storage() {
        return storage;
    }

    public Ledger ledger() {
        return ledger;
    }

    public ManualClock clock() {
        return clock;
    }

    /** A ledger over the same data, as another process would have it. */
    public synchronized Ledger anotherProcess() {
        if (anotherLedger == null) {
            anotherLedger = furtherProcess();
        }
        return anotherLedger;
    }

    /** So many ledgers over the same data, this scenario's own first. */
    synchronized List<Ledger> processes(int count) {
        List<Ledger> processes = new ArrayList<>(List.of(ledger));
        while (processes.size() < count) {
            processes.add(furtherProcess());
        }
        return processes;
    }

    private Ledger furtherProcess() {
        return ledgerOn(furtherStorage());
    }

    private Storage furtherStorage() {
        Storage other = subject.anotherHandle(storage);
        others.add(other);
        return other;
    }

    /** The same data, as another process would have it. */
    synchronized Storage anotherStorage() {
        if (another == null) {
            another = furtherStorage();
        }
        return another;
    }

    /** Says that this test breaks the laws on purpose: they are not checked when it ends. */
    void leavesTheLawsBroken() {
        lawsBroken = true;
    }

    boolean lawsAreBroken() {
        return lawsBroken;
    }

    /** Credits on this storage by this scenario's clock. */
    Credits creditsOn(Storage other) {
        return Credits.on(other).withClock(clock);
    }

    /** A ledger on this storage by this scenario's clock. */
    Ledger ledgerOn(Storage other) {
        return creditsOn(other).ledger();
    }

    /** The same with other threads. */
    Ledger ledgerOn(Storage other, Executor threads) {
        return creditsOn(other).withExecutor(threads).ledger();
    }

    /** Executes commands that must all be applied. */
    void does(Command... commands) {
        for (Command command : commands) {
            execute(command).isApplied();
        }
    }

    /** Executes a command, and says what is to be looked at in its outcome. */
    OutcomeAssert execute(Command command) {
        return CreditsAssertions.assertThat(ledger.execute(command)).as("%s", command);
    }

    /** What became of a command. */
    Outcome outcome(Command command) {
        return ledger.execute(command);
    }

    Instant now() {
        return clock.instant();
    }

    Instant in(Duration time) {
        return clock.instant().plus(time);
    }

    /** All entries of an account. */
    List<Entry> entries(String account) {
        return ledger.statement(EntryFilter.of(AccountId.of(account)).limit(MOST_ENTRIES))
                .entries();
    }

    List<EntryKind> kinds(String account) {
        return entries(account).stream().map(Entry::kind).toList();
    }

    /** The entry of an account so many before its last: 0 is the last. */
    Entry entry(String account, int before) {
        List<Entry> entries = entries(account);
        return entries.get(entries.size() - 1 - before);
    }

    /** The open lots of an account, in burn order. */
    List<Lot> lots(String account) {
        return ledger.lots(AccountId.of(account));
    }

    Hold hold(String account, String key) {
        return ledger.hold(AccountId.of(account), IdempotencyKey.of(key)).orElseThrow();
    }

    void close() throws Exception {
        for (Storage other : others) {
            if (other != storage && other instanceof AutoCloseable closeable) {
                closeable.close();
            }
        }
        if (storage instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }
}
