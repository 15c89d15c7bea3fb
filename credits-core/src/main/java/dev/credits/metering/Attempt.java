package dev.credits.metering;

import dev.credits.ledger.Booking;
import dev.credits.ledger.Capture;
import dev.credits.ledger.Extend;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Overrun;
import dev.credits.money.Amount;
import dev.credits.money.InvalidInputException;
import dev.credits.pricing.Ask;
import dev.credits.pricing.Pricing;
import dev.credits.pricing.Pricing.Priced;
import dev.credits.pricing.Quote;
import dev.credits.pricing.Tally;
import dev.credits.pricing.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt at a call, with its hold open. All that changes is under one lock. */
final class Attempt implements Run {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);
    private static final int MOST_TRIES = 3;

    private final Office office;
    private final Call call;
    private final Quote most;
    private final Tally prices;
    private final Instant limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Booking> captures = new ArrayList<>();

    private Tally tally;
    private boolean told;
    private Amount held;
    private Amount captured;
    private Instant deadline;
    /** What it came to, once that is said; said once, also if the ledger could not be told at first. */
    private @Nullable Settlement settlement;

    private @Nullable Bill bill;
    private Runnable callOff = () -> {};

    /** An attempt at the prices of {@code prices}, with this much held and that much of it captured. */
    Attempt(Office office, Call call, Quote most, Tally prices, Amount held, Amount captured, Instant deadline) {
        this.office = office;
        this.call = call;
        this.most = most;
        this.prices = prices;
        this.limit = office.clock().instant().plus(call.longest());
        this.tally = prices.anew();
        this.held = held;
        this.captured = captured;
        this.deadline = deadline;
    }

    /** What the call may use at most. */
    Ask ask() {
        return call.ask();
    }

    /** Has the alarm keep the hold alive from now on. */
    Attempt watched() {
        lock.lock();
        try {
            setAlarm();
        } finally {
            lock.unlock();
        }
        return this;
    }

    @Override
    public void used(Usage total) {
        tell(prices.anew(), total);
    }

    @Override
    public void add(Usage more) {
        tell(null, more);
    }

    @Override
    public Pricing soFar() {
        lock.lock();
        try {
            return tally.soFar();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void alive() {
        lock.lock();
        try {
            keepAlive();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean capture() {
        lock.lock();
        try {
            keepAlive();
            if (bill != null || !(tally.soFar() instanceof Priced priced)) {
                return false;
            }
            return capture(priced.quote().credits());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Amount held() {
        lock.lock();
        try {
            return held;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Bill complete() {
        lock.lock();
        try {
            boolean silent = !told && most.basis() == Quote.Basis.USAGE;
            Pricing price = silent ? new Priced(most) : tally.soFar();
            if (price instanceof Priced priced) {
                Bill.Basis basis = silent ? Bill.Basis.ESTIMATE : Bill.Basis.USED;
                return end(priced.quote().credits(), zero(), basis, priced.quote());
            }
            return end(held, zero(), Bill.Basis.HELD, null);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Bill fail(@Nullable Throwable cause) {
        return fail(cause, call.onFailure());
    }

    Bill fail(@Nullable Throwable cause, FailurePolicy policy) {
        lock.lock();
        try {
            Quote quote = told && tally.soFar() instanceof Priced priced ? priced.quote() : null;
            Amount known = quote != null ? quote.credits() : told ? held : zero();
            Amount asked = owed(policy, new FailurePolicy.Failure(call, cause, tally.used(), known, held));
            Amount owed = larger(asked, captured);
            boolean asUsed = told && owed.compareTo(known) == 0;
            Bill.Basis basis = !asUsed ? Bill.Basis.POLICY : quote == null ? Bill.Basis.HELD : Bill.Basis.USED;
            return end(owed, larger(known.minus(owed), zero()), basis, quote);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (bill == null) {
                fail(null);
            }
        } finally {
            lock.unlock();
        }
    }

    private void tell(@Nullable Tally from, Usage usage) {
        lock.lock();
        try {
            Tally next = from == null ? tally : from;
            next.add(usage);
            tally = next;
            told = true;
            keepAlive();
        } finally {
            lock.unlock();
        }
    }

    private Bill end(Amount owed, Amount waived, Bill.Basis basis, @Nullable Quote quote) {
        if (bill != null) {
            return bill;
        }
        boolean interrupted = Thread.interrupted();
        try {
            Settlement said = settlement == null
                    ? new Settlement(call, held, captured, captures, owed, waived, basis, quote)
                    : settlement;
            settlement = said;
            Bill ended = new Ending(office, said).end();
            bill = ended;
            callOff.run();
            office.told(call.sizing(), most, ended);
            return ended;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Captures up to what is due by now; true if it could. A position that is taken is another attempt's: we go on from there. */
    private boolean capture(Amount due) {
        for (int tried = 1; tried <= MOST_TRIES; tried++) {
            if (due.compareTo(held) > 0 && call.over() != Overrun.CAP) {
                hold(due.minus(held));
            }
            Amount some = smaller(due, held).minus(captured);
            if (!some.isPositive()) {
                break;
            }
            IdempotencyKey key = Keys.CAPTURE.of(call.key(), captured.minor());
            Outcome outcome = office.execute(new Capture(call.account(), hold(), some, memo(key)));
            if (outcome.isBooked()) {
                captures.add(outcome.orElseThrow());
                captured = captured.plus(some);
                break;
            }
            LOG.debug("capture {} was refused: {}", key, outcome);
            if (!(outcome instanceof Outcome.Conflict)) {
                break;
            }
            lookAgain();
        }
        return captured.compareTo(due) >= 0;
    }

    /** Holds so much more, if the account has it. */
    private void hold(Amount more) {
        IdempotencyKey key = Keys.MORE.of(call.key(), held.minor());
        Outcome outcome = office.execute(new Extend(call.account(), hold(), null, more, memo(key)));
        if (outcome.isBooked()) {
            held = held.plus(more);
        } else if (outcome instanceof Outcome.Conflict) {
            lookAgain();
        }
    }

    /** How the hold stands, where another attempt has changed it. */
    private void lookAgain() {
        office.ledger().hold(call.account(), hold()).ifPresent(now -> {
            held = Amount.ofMinor(now.reserved(), now.unit());
            captured = Amount.ofMinor(now.captured(), now.unit());
            deadline = now.deadline();
        });
    }

    private IdempotencyKey hold() {
        return Keys.CALL.of(call.key());
    }

    private void rang() {
        lock.lock();
        try {
            keepAlive();
            setAlarm();
        } finally {
            lock.unlock();
        }
    }

    /** An alarm that cannot be set, by a scheduler that is shutting down, is no reason to leave a hold behind. */
    private void setAlarm() {
        if (bill == null) {
            try {
                callOff = office.alarm().ring(call.ttl().dividedBy(2), this::rang);
            } catch (RuntimeException rejected) {
                LOG.warn("hold {} of {} has no alarm; signs of life extend it", call.key(), call.account(), rejected);
            }
        }
    }

    /** Extends the hold once half its time is over. A fault here is no reason to stop the work: there is half the time left. */
    private void keepAlive() {
        Instant now = office.clock().instant();
        Duration ttl = smaller(call.ttl(), Duration.between(now, limit));
        boolean early = now.plus(call.ttl().dividedBy(2)).isBefore(deadline);
        if (bill != null || early || !now.plus(ttl).isAfter(deadline)) {
            return;
        }
        IdempotencyKey key = Keys.LATER.of(call.key(), deadline);
        try {
            Outcome outcome = office.ledger().execute(new Extend(call.account(), hold(), ttl, null, memo(key)));
            if (outcome.isBooked()) {
                Instant later = outcome.orElseThrow().at().plus(ttl);
                deadline = later.isAfter(deadline) ? later : deadline;
            } else {
                LOG.warn("hold {} of {} could not be extended: {}", call.key(), call.account(), outcome);
            }
        } catch (RuntimeException fault) {
            LOG.warn("hold {} of {} could not be extended", call.key(), call.account(), fault);
        }
    }

    /** What the policy says, if that can be owed. However it fails, the hold ends and the work's own exception is the one that is told. */
    private Amount owed(FailurePolicy policy, FailurePolicy.Failure failure) {
        try {
            Amount owed = policy.owed(failure);
            if (Objects.requireNonNull(owed, "the failure policy answers nothing")
                            .compareTo(zero())
                    < 0) {
                throw new InvalidInputException("owed", owed, "zero or more");
            }
            return owed;
        } catch (Throwable broken) {
            LOG.error("the failure policy of {} failed itself: what is known is owed", call.key(), broken);
            Throwable cause = failure.cause();
            if (cause != null && cause != broken) {
                cause.addSuppressed(broken);
            }
            return failure.known();
        }
    }

    private Memo memo(IdempotencyKey key) {
        return Office.memo(call, key, Map.of());
    }

    private Amount zero() {
        return Amount.zero(held.unit());
    }

    private static <C extends Comparable<C>> C smaller(C one, C other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static <C extends Comparable<C>> C larger(C one, C other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
