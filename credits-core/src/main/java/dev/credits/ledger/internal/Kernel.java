package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Actor;
import dev.credits.ledger.AtomicOutcome;
import dev.credits.ledger.BusyException;
import dev.credits.ledger.ChainHead;
import dev.credits.ledger.ClockException;
import dev.credits.ledger.Command;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Inspection;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.LedgerClock;
import dev.credits.ledger.LedgerListener;
import dev.credits.ledger.Limits;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.RateChange;
import dev.credits.ledger.RateOutcome;
import dev.credits.ledger.Reading;
import dev.credits.ledger.Repair;
import dev.credits.ledger.Sweep;
import dev.credits.ledger.Verification;
import dev.credits.money.Conversion;
import dev.credits.spi.Reader;
import dev.credits.spi.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The ledger over a storage: decides in units of work, answers from consistent reads. */
public final class Kernel extends Reads implements Ledger {
    private static final int SWEEP_PAGE = 50;
    private static final int MAX_TOLD = 100;

    private final Storage storage;
    private final LedgerClock clock;
    private final JobExecutor executor;
    private final Notices notices;
    private final PathHints hints;
    private final Executor async;
    private final LongSupplier ticker;
    private final Edge edge;

    private Kernel(
            Storage storage,
            LedgerClock clock,
            JobExecutor executor,
            Notices notices,
            PathHints hints,
            Executor async,
            LongSupplier ticker,
            Edge edge) {
        super(hints);
        this.storage = storage;
        this.clock = clock;
        this.executor = executor;
        this.notices = notices;
        this.hints = hints;
        this.async = async;
        this.ticker = ticker;
        this.edge = edge;
    }

    /** A ledger whose commands queue by account and share commits. */
    public static Kernel piped(
            Storage storage,
            LedgerClock clock,
            Limits limits,
            LedgerListener listener,
            Executor async,
            LongSupplier ticker) {
        PathHints hints = new PathHints();
        Notices notices = new Notices(listener, async);
        UnitRunner runner = new UnitRunner(storage, clock, notices, hints, ticker);
        Pipeline pipeline = new Pipeline(runner, limits, hints, async, ticker);
        return new Kernel(storage, clock, pipeline, notices, hints, async, ticker, Edge.OUTER);
    }

    /** The same inside a transaction of the host's: every call is done at once, on the caller's thread. */
    public Kernel joined(Storage joined) {
        return new Kernel(joined, clock, direct(joined), notices.in(joined), hints, Runnable::run, ticker, edge);
    }

    /** The same for the library's own services, whose keys and notes no host can use. Not for hosts. */
    public Ledger inner() {
        return new Kernel(storage, clock, executor, notices, hints, async, ticker, Edge.INNER);
    }

    private Direct direct(Storage joined) {
        return new Direct(new UnitRunner(joined, clock, notices.in(joined), hints, ticker));
    }

    /** Where jobs are done: inside the transaction that the caller has open, or in turn with everybody's. */
    private JobExecutor executor() {
        Storage joined = storage.joined();
        return joined == null ? executor : direct(joined);
    }

    private Storage storage() {
        Storage joined = storage.joined();
        return joined == null ? storage : joined;
    }

    private Sweep arrears(List<AccountId> accounts) {
        Storage joined = storage.joined();
        Storage here = joined == null ? storage : joined;
        Notices heard = joined == null ? notices : notices.in(joined);
        try {
            return new Arrears(here, clock, hints, heard).book(accounts, false);
        } catch (ClockException far) {
            if (far.retryable() || accounts.size() == 1) {
                heard.note(far);
            }
            throw far;
        } finally {
            heard.tell();
        }
    }

    @Override
    public Outcome execute(Command command) {
        return executor().execute(Job.of(edge.admit(command))).only();
    }

    @Override
    public CompletionStage<Outcome> submit(Command command) {
        return executor().submit(Job.of(edge.admit(command))).thenApply(Answer::only);
    }

    @Override
    public List<Outcome> executeEach(List<Command> commands) {
        return executor().execute(Job.each(edge.admit(commands))).outcomes();
    }

    @Override
    public AtomicOutcome executeAll(List<Command> commands) {
        return executor().execute(Job.all(edge.admit(commands))).atomic();
    }

    @Override
    public Outcome preview(Command command) {
        Job job = Job.of(edge.admit(command));
        return storage().read(reader -> {
            Book book = Plans.foresee(reader, job.tasks(), now(), hints);
            Batch batch = new Batch(book, List.of(job));
            batch.decide();
            batch.seal();
            return batch.answers().get(0).only();
        });
    }

    @Override
    public <T> T snapshot(Function<Reading, T> questions) {
        return storage().read(reader -> questions.apply(new Snapshot(reader, now(), hints)));
    }

    @Override
    public Sweep sweep() {
        Instant now = now();
        Sweep all = Sweep.NOTHING;
        AccountId last = null;
        RuntimeException fault = null;
        while (true) {
            AccountId after = last;
            List<RuntimeException> unnamed = new ArrayList<>();
            List<AccountId> page = storage().read(reader -> {
                unnamed.clear();
                return reader.due(now, after, SWEEP_PAGE, unnamed::add);
            });
            for (RuntimeException each : unnamed) {
                fault = fault == null ? each : joined(fault, each);
            }
            if (page.isEmpty()) {
                break;
            }
            last = page.get(page.size() - 1);
            try {
                all = all.plus(arrears(page));
            } catch (RuntimeException onePage) {
                requireAlone(onePage);
                for (AccountId account : page) {
                    try {
                        all = all.plus(arrears(List.of(account)));
                    } catch (RuntimeException oneAccount) {
                        requireAlone(oneAccount);
                        RuntimeException told = named(account, oneAccount);
                        fault = fault == null ? told : joined(fault, told);
                    }
                }
            }
        }
        if (fault != null) {
            throw fault;
        }
        return all;
    }

    /** A fault that passes is not one account's, unless that is locked: there is no use in going on. */
    private static void requireAlone(RuntimeException fault) {
        boolean passing = fault instanceof CreditsException known && known.retryable();
        if (passing && !(fault instanceof BusyException)) {
            throw fault;
        }
    }

    /** What an account's own rows bring about says whose they are; that it is locked by somebody says so anyway. */
    private static RuntimeException named(AccountId account, RuntimeException fault) {
        return fault instanceof BusyException
                        || String.valueOf(fault.getMessage()).contains(account.value())
                ? fault
                : new CreditsException(
                        "what is due on account " + account + " cannot be booked: " + fault.getMessage(), false, fault);
    }

    private static RuntimeException joined(RuntimeException first, RuntimeException further) {
        if (first != further && first.getSuppressed().length < MAX_TOLD) {
            first.addSuppressed(further);
        }
        return first;
    }

    @Override
    public void publish(Conversion rate, Actor by, String reason) {
        publishRate(RateChange.of(rate), null, by, reason);
    }

    @Override
    public RateOutcome publish(RateChange rate, IdempotencyKey key, Actor by, String reason) {
        return publishRate(rate, Objects.requireNonNull(key, "key"), by, reason);
    }

    private RateOutcome publishRate(RateChange rate, @Nullable IdempotencyKey key, Actor by, String reason) {
        try {
            return new Rates(storage(), clock).publish(rate, key, by, reason);
        } catch (ClockException far) {
            notices.note(far);
            notices.tell();
            throw far;
        }
    }

    @Override
    public Verification verify(Inspection inspection) {
        return storage().read(reader -> new Verifier(reader, inspection, async).run());
    }

    @Override
    public List<Repair> repairs(AccountId account, @Nullable ChainHead known) {
        return storage().read(reader -> Repairs.of(reader, account, known));
    }

    @Override
    <T> T read(Function<Reader, T> question) {
        return storage().read(question);
    }

    @Override
    Instant now() {
        return clock.instant();
    }
}
