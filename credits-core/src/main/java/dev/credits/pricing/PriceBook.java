package dev.credits.pricing;

import dev.credits.ledger.Actor;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.LedgerClock;
import dev.credits.ledger.LogLine;
import dev.credits.log.Log;
import dev.credits.money.InvalidInputException;
import dev.credits.spi.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place to ask what something costs, and to say what it will. Versions are only ever added; they are dated, and
 * say who published them and why. Thread-safe.
 *
 * <p>Quotes are answered from memory, without locks and without asking the store. What another process publishes is seen
 * within {@link #staleness()}, 10 seconds unless set otherwise: from half of that age on the next quote has the news read on
 * the executor; should nothing have been asked for so long that memory is older than that, the next quote reads the news
 * itself before it answers. A host that calls {@link #refresh} on a schedule never sees that happen.
 */
public final class PriceBook {
    private static final Logger LOG = LoggerFactory.getLogger(PriceBook.class);
    private static final Duration USUAL_STALENESS = Duration.ofSeconds(10);
    private static final int PAGE = 1_000;
    private static final int ATTEMPTS = 50;

    private final Storage storage;
    private final Log log;
    private final LedgerClock clock;
    private final Duration staleness;
    private final @Nullable Executor executor;
    private final ReentrantLock reading = new ReentrantLock();
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private volatile State state = State.UNREAD;

    private PriceBook(Storage storage, LedgerClock clock, Duration staleness, @Nullable Executor executor) {
        this.storage = storage;
        this.log = new Log(storage, PriceVersion.LOG);
        this.clock = clock;
        this.staleness = staleness;
        this.executor = executor;
    }

    /** The book kept in this storage; read when it is first asked. */
    public static PriceBook on(Storage storage, InstantSource clock) {
        return new PriceBook(storage, LedgerClock.of(clock), USUAL_STALENESS, null);
    }

    /** The same, where what others publish may go unseen for this long. */
    public PriceBook withStaleness(Duration longest) {
        if (longest.isNegative() || longest.isZero() || longest.compareTo(Duration.ofDays(1)) > 0) {
            throw new InvalidInputException("staleness", longest, "longer than zero and at most a day");
        }
        return new PriceBook(storage, clock, longest, executor);
    }

    /** The same, which reads the news on these threads before a quote has to wait for them. */
    public PriceBook withExecutor(Executor threads) {
        return new PriceBook(storage, clock, staleness, threads);
    }

    /** How old what is known of other processes' publications may be. */
    public Duration staleness() {
        return staleness;
    }

    /** What this costs now. */
    public Pricing quote(Ask ask) {
        Instant now = clock.instant();
        return state(now).prices.quote(ask, now);
    }

    /** The prices in force now. */
    public Prices prices() {
        return state(clock.instant()).prices;
    }

    /** Begins to add up what a call uses, at the prices in force now. */
    public Tally tally(Ask ask) {
        Instant now = clock.instant();
        return new Tally(state(now).prices, ask, now);
    }

    /** The prices in force at an instant in the past or the future, as far as they are known now; reads the whole book. */
    public Prices pricesAt(Instant instant) {
        return Prices.of(news(History.EMPTY, instant).inForce(instant));
    }

    /** What the receipt's question costs by the very versions it names; reads those. */
    public Pricing recompute(Receipt receipt) {
        return tally(receipt).soFar();
    }

    /** Goes on adding up what a call uses, at the very prices of a receipt, from what it says was used; reads those. */
    public Tally tally(Receipt receipt) {
        List<PriceVersion> versions = log.numbered(Set.copyOf(receipt.versions())).stream()
                .map(PriceVersion::of)
                .toList();
        if (versions.size() != receipt.versions().size()) {
            throw new InvalidInputException("versions", receipt.versions(), "all in this price book");
        }
        return new Tally(Prices.of(versions), receipt.ask(), receipt.at());
    }

    /** The newest versions of a kind, newest first, whether in force or not; at most 10,000. */
    public List<PriceVersion> newest(PriceKind kind, int limit) {
        if (limit < 1 || limit > 10_000) {
            throw new InvalidInputException("limit", limit, "a whole number from 1 to 10000");
        }
        return log.newest(kind.name(), limit).stream().map(PriceVersion::of).toList();
    }

    /** Publishes a change. */
    public Publication publish(PriceChange change, Actor by, String reason) {
        return publish(List.of(change), by, reason);
    }

    /** Publishes changes, all or none. */
    public Publication publish(List<PriceChange> changes, Actor by, String reason) {
        Publishing publishing = new Publishing(changes, by, clock.noted(reason));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            History known = refreshed().history;
            Instant now = clock.instant();
            Publication decided = publishing.decide(known, known.head.moment(now));
            if (decided instanceof Publication.Refused) {
                return decided;
            }
            if (log.append(known.head, PriceVersion.lines(known.head, decided.orElseThrow()), clock.check(now))) {
                refresh();
                return decided;
            }
        }
        throw new CreditsException("others kept publishing prices meanwhile", true, null);
    }

    /** Reads what others have published since. */
    public void refresh() {
        refreshed();
    }

    private State state(Instant now) {
        State known = state;
        Duration age = known.age(now);
        if (!isFresh(age)) {
            known = refreshedSince(known);
        } else if (executor != null && age.compareTo(staleness.dividedBy(2)) > 0) {
            refreshSoon(executor);
        }
        return known.isOver(now) ? turned(now) : known;
    }

    private boolean isFresh(Duration age) {
        return !age.isNegative() && age.compareTo(staleness) <= 0;
    }

    private void refreshSoon(Executor threads) {
        if (refreshing.compareAndSet(false, true)) {
            try {
                threads.execute(this::refreshQuietly);
            } catch (RuntimeException rejected) {
                refreshing.set(false);
                LOG.warn("prices could not be refreshed ahead of time", rejected);
            }
        }
    }

    private void refreshQuietly() {
        try {
            refresh();
        } catch (RuntimeException failed) {
            LOG.warn("prices could not be refreshed; they will be before they are older than {}", staleness, failed);
        } finally {
            refreshing.set(false);
        }
    }

    private State refreshed() {
        return refreshedSince(null);
    }

    /** Reads the news, unless another thread did since {@code old} was found too old. */
    private State refreshedSince(@Nullable State old) {
        reading.lock();
        try {
            Instant now = clock.instant();
            if (old != null && state != old && isFresh(state.age(now))) {
                return state;
            }
            History history = news(state.history, now);
            boolean news = history != state.history || state == State.UNREAD;
            state = news ? State.at(history, now, now) : state.readAt(now);
            return state;
        } finally {
            reading.unlock();
        }
    }

    /** Moves on to the prices of {@code now}; asks nobody. */
    private State turned(Instant now) {
        reading.lock();
        try {
            if (state.isOver(now)) {
                state = State.at(state.history, now, state.read);
            }
            return state;
        } finally {
            reading.unlock();
        }
    }

    /** What is known and all that follows on it; all anew, if what is known is not what the storage has. */
    private History news(History known, Instant horizon) {
        History history = known;
        for (List<LogLine> page = page(history); page == null || !page.isEmpty(); page = page(history)) {
            if (page == null) {
                LOG.warn(
                        "the storage has lost price versions up to {} that were read from it; all are read anew",
                        history.head.number());
                history = History.EMPTY;
            } else {
                history = history.plus(page, horizon);
            }
        }
        return history;
    }

    private @Nullable List<LogLine> page(History history) {
        return log.after(history.head, PAGE);
    }

    /** What is known. Immutable; each is only equal to itself. */
    private static final class State {
        static final State UNREAD = new State(History.EMPTY, Prices.of(List.of()), Instant.MAX, Instant.MAX);

        final History history;
        final Prices prices;
        /** When the store was last asked. */
        final Instant read;
        /** The first instant at which other prices are in force. */
        private final Instant until;

        private State(History history, Prices prices, Instant until, Instant read) {
            this.history = history;
            this.prices = prices;
            this.until = until;
            this.read = read;
        }

        static State at(History history, Instant now, Instant read) {
            return new State(history, Prices.of(history.inForce(now)), history.nextChange(now), read);
        }

        State readAt(Instant now) {
            return new State(history, prices, until, now);
        }

        boolean isOver(Instant now) {
            return !now.isBefore(until);
        }

        /** Negative if it was never read, or the clock was set back. */
        Duration age(Instant now) {
            return read.equals(Instant.MAX) ? Duration.ofSeconds(-1) : Duration.between(read, now);
        }
    }
}
