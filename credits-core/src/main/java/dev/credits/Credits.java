package dev.credits;

import dev.credits.budget.Budgets;
import dev.credits.ledger.HandSetClock;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.LedgerClock;
import dev.credits.ledger.LedgerListener;
import dev.credits.ledger.Limits;
import dev.credits.ledger.internal.Kernel;
import dev.credits.metering.Metering;
import dev.credits.pricing.PriceBook;
import dev.credits.quota.Plans;
import dev.credits.quota.Quotas;
import dev.credits.spi.Storage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * The front door: one object a host keeps for its life, which hands out the services. Immutable and thread-safe; every
 * {@code with} method gives another one, with a pipeline of its own.
 *
 * <pre>{@code
 * Credits credits = Credits.on(JdbcStorage.on(dataSource));
 * Ledger ledger = credits.ledger();
 * }</pre>
 */
public final class Credits {
    private final Storage storage;
    private final Settings settings;
    private final Kernel ledger;

    private Credits(Storage storage, Settings settings, Kernel ledger) {
        this.storage = storage;
        this.settings = settings;
        this.ledger = ledger;
    }

    /** Credits kept in this storage, by the system's clock. */
    public static Credits on(Storage storage) {
        return piped(
                storage,
                new Settings(
                        LedgerClock.of(InstantSource.system()),
                        Limits.USUAL,
                        LedgerListener.NONE,
                        ForkJoinPool.commonPool()));
    }

    /** The same by another clock; one that is set by hand says so by being a {@link HandSetClock}. */
    public Credits withClock(InstantSource clock) {
        return with(settings.clock.by(clock));
    }

    /**
     * The same with another bound on how far the clock may be from the database's, and from accounts' newest entries: beyond
     * it nothing is booked or published, and every call ends in a {@link dev.credits.ledger.ClockException}. Five minutes
     * usually.
     */
    public Credits withClockBound(Duration most) {
        return with(settings.clock.within(most));
    }

    /**
     * The same without that bound, for when somebody has looked at the clocks and answers for it: all that is booked has a
     * note in its metadata of who that was, and why; what is published has it in its reason.
     */
    public Credits despiteTheClock(String by, String reason) {
        return with(settings.clock.despite(by, reason));
    }

    /** The same within other bounds. */
    public Credits withLimits(Limits limits) {
        return piped(storage, new Settings(settings.clock, limits, settings.listener, settings.async));
    }

    /** The same with somebody listening. */
    public Credits withListener(LedgerListener listener) {
        return piped(storage, new Settings(settings.clock, settings.limits, listener, settings.async));
    }

    /** The same with other threads for submitted commands and for what follows them; blocking calls need none. */
    public Credits withExecutor(Executor async) {
        return piped(storage, new Settings(settings.clock, settings.limits, settings.listener, async));
    }

    /**
     * The same inside a transaction the host has open, for as long as that is: nothing is queued, and what is booked
     * stands or falls with the host's commit.
     */
    public Credits joining(Storage joined) {
        return new Credits(joined, settings, ledger.joined(joined));
    }

    /** The kernel: accounts, lots, holds and the ledger. */
    public Ledger ledger() {
        return ledger;
    }

    /** The price book kept beside the credits; a host keeps one, which remembers what it has read. */
    public PriceBook prices() {
        return PriceBook.on(storage, settings.clock);
    }

    /** Metering by these prices: credits are set aside before paid work, and settled to what it used. */
    public Metering metering(PriceBook prices) {
        return Metering.on(
                ledger.inner(),
                prices,
                settings.clock,
                settings.async,
                () -> UUID.randomUUID().toString());
    }

    /** Trees of accounts, as they are read. */
    public Budgets budgets() {
        return Budgets.of(ledger, settings.clock);
    }

    /** Quotas and what these plans allow of them. */
    public Quotas quotas(Plans plans) {
        return Quotas.of(ledger, ledger.inner(), plans);
    }

    private Credits with(LedgerClock clock) {
        return piped(storage, new Settings(clock, settings.limits, settings.listener, settings.async));
    }

    private static Credits piped(Storage storage, Settings settings) {
        Kernel ledger = Kernel.piped(
                storage, settings.clock, settings.limits, settings.listener, settings.async, System::nanoTime);
        return new Credits(storage, settings, ledger);
    }

    private record Settings(LedgerClock clock, Limits limits, LedgerListener listener, Executor async) {}
}
