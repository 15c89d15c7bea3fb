package dev.credits.ledger.internal;

import dev.credits.ledger.BusyException;
import dev.credits.ledger.Limits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue with one leader at a time. Whoever comes and finds no leader leads: takes what is waiting, runs it as one unit
 * of work, makes one who waits the leader, and hands out the answers. A lone caller never waits for another thread. A
 * leader runs one batch, so nobody serves others for long. Where only jobs wait that have no thread of their own,
 * leadership is offered to another thread; until that begins, the next caller who comes takes it. So it is with a leader
 * that has not come back from the storage within a call's deadline.
 *
 * <p>A lane beside a {@link Siding} sends there whatever would wait for a lock. A lane of a siding takes the jobs of one
 * account at a time.
 */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    /** How long jobs that no thread waits for rest before their account's lock is tried again. */
    private static final long REST_NANOS = 50_000_000;

    private final Shift shift;
    private final Limits limits;
    private final Executor async;
    private final LongSupplier ticker;
    private final Siding siding;
    private final boolean aside;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Ticket> queue = new ArrayDeque<>();
    private long queued;
    private volatile long done;
    private int waiting;
    private Lead lead = Lead.NONE;
    private int term;
    private long ledSince;
    private boolean rested;
    private long restsUntil;

    /** {@code aside} is true for a lane of the siding. */
    Lane(UnitRunner runner, Limits limits, Executor async, LongSupplier ticker, Siding siding, boolean aside) {
        this.limits = limits;
        this.async = async;
        this.ticker = ticker;
        this.siding = siding;
        this.aside = aside;
        this.shift = new Shift(runner, limits, async, ticker, aside ? this::putBack : this::setAside);
    }

    /** How many tickets have ever been queued. */
    long queued() {
        lock.lock();
        try {
            return queued;
        } finally {
            lock.unlock();
        }
    }

    /** The number of the last ticket up to which all are done, set aside or were taken back. */
    long done() {
        return done;
    }

    /** Gets a blocking ticket done on this thread or another's. */
    Answer execute(Ticket ticket) {
        Lane lane = enqueue(ticket);
        int mine = lane.begin();
        if (mine > 0) {
            lane.lead(mine, true);
        }
        return await(ticket);
    }

    /** Queues a ticket that no thread waits for. */
    void submit(Ticket ticket) {
        enqueue(ticket).summon();
    }

    /** Takes a ticket back whose deadline has passed, or tells its future what is known. */
    static void expire(Ticket ticket) {
        boolean removed = ticket.lane().remove(ticket);
        if (!ticket.deliver()) {
            ticket.failNow(late(removed, ticket.lane().limits));
        }
    }

    /** Queues it here, or in the siding if its account's jobs wait there; answers where. */
    private Lane enqueue(Ticket ticket) {
        lock.lock();
        try {
            Lane elsewhere = aside ? null : siding.laneOf(ticket);
            if (elsewhere != null) {
                elsewhere.admit(ticket);
                return elsewhere;
            }
            if (waiting + ticket.size() > limits.queue() && !queue.isEmpty()) {
                throw new BusyException(waiting + " commands are waiting already, of " + limits.queue(), true);
            }
            add(ticket);
            return this;
        } finally {
            lock.unlock();
        }
    }

    /** Queues in a lane of the siding, which is the last there is. */
    private void admit(Ticket ticket) {
        lock.lock();
        try {
            if (waiting + ticket.size() > limits.queue() && !queue.isEmpty()) {
                throw new BusyException(waiting + " commands wait for locked accounts, of " + limits.queue(), true);
            }
            add(ticket);
        } finally {
            lock.unlock();
        }
    }

    /** With the lock held. */
    private void add(Ticket ticket) {
        if (aside) {
            siding.comes(ticket);
        }
        ticket.queued(this, ++queued);
        queue.add(ticket);
        waiting += ticket.size();
    }

    /** The term of this thread as the leader, if it has become that: there was none, or one not begun or overdue. */
    private int begin() {
        lock.lock();
        try {
            boolean taken = lead == Lead.TAKEN
                    && ticker.getAsLong() - ledSince < limits.deadline().toNanos();
            return taken || queue.isEmpty() ? 0 : newTerm();
        } finally {
            lock.unlock();
        }
    }

    /** With the lock held. */
    private int newTerm() {
        if (lead == Lead.TAKEN && LOG.isWarnEnabled()) {
            LOG.warn("a leader has not come back from the storage within {}: another thread leads", limits.deadline());
        }
        lead = Lead.TAKEN;
        ledSince = ticker.getAsLong();
        return ++term;
    }

    /** Sees to it that what is queued finds a leader. */
    private void summon() {
        boolean offered;
        lock.lock();
        try {
            offered = lead == Lead.NONE && !queue.isEmpty() && seek();
        } finally {
            lock.unlock();
        }
        if (offered && offer()) {
            int mine = begin();
            if (mine > 0) {
                lead(mine, false);
            }
        }
    }

    /** With the lock held: makes a waiting job's thread the leader; true if none has one, and leadership is to be offered. */
    private boolean seek() {
        lead = queue.isEmpty() || rests() ? Lead.NONE : Lead.OFFERED;
        for (Ticket next : queue) {
            if (next.isBlocking()) {
                lead = Lead.NONE;
                next.promote(newTerm());
                return false;
            }
        }
        return lead == Lead.OFFERED;
    }

    private static Answer await(Ticket ticket) {
        boolean interrupted = false;
        try {
            while (!ticket.isDone()) {
                Lane lane = ticket.lane();
                int mine = ticket.takePromotion();
                if (mine > 0) {
                    lane.lead(mine, true);
                    continue;
                }
                long left = ticket.since + lane.limits.deadline().toNanos() - lane.ticker.getAsLong();
                if (left <= 0 && lane.expired(ticket)) {
                    break;
                }
                ticket.park(Math.max(1, left));
                interrupted |= Thread.interrupted();
            }
            return ticket.result();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The deadline has passed: a job still queued is taken back; one under way may still have its effect. */
    private boolean expired(Ticket ticket) {
        boolean removed;
        lock.lock();
        try {
            if (ticket.isPromoted() || ticket.lane() != this) {
                return false;
            }
            removed = remove(ticket);
        } finally {
            lock.unlock();
        }
        if (!ticket.isDone()) {
            throw late(removed, limits);
        }
        return true;
    }

    private boolean remove(Ticket ticket) {
        lock.lock();
        try {
            boolean removed = queue.remove(ticket);
            if (removed) {
                waiting -= ticket.size();
                left(ticket);
            }
            return removed;
        } finally {
            lock.unlock();
        }
    }

    private void left(Ticket ticket) {
        if (aside) {
            siding.goes(ticket);
        }
    }

    private static BusyException late(boolean definite, Limits limits) {
        String waited = "no answer within " + limits.deadline();
        return new BusyException(definite ? waited + "; the command was not begun" : waited, definite);
    }

    /**
     * Runs a batch, and another if there is no other thread to do it. An interrupt is not for the neighbours: it waits. A
     * thread that is {@code patient} has nothing to do but wait for its own job; others may be needed elsewhere.
     */
    private void lead(int first, boolean patient) {
        boolean interrupted = Thread.interrupted();
        try {
            int mine = first;
            while (mine > 0) {
                mine = leadOnce(mine, patient) ? begin() : 0;
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Runs one batch, makes the next waiting job's thread the leader, and only then wakes the others and tells the listener.
     * True if this thread must go on, as no other does.
     */
    private boolean leadOnce(int mine, boolean patient) {
        List<Runnable> completions = new ArrayList<>();
        boolean goesOn = false;
        try {
            List<Ticket> batch = take(completions);
            if (!batch.isEmpty()) {
                shift.run(batch, aside && patient, completions);
                finish(batch);
            }
        } finally {
            goesOn = handOn(mine) && offer();
            completions.forEach(Lane::complete);
            shift.tell();
        }
        return goesOn;
    }

    private void finish(List<Ticket> batch) {
        lock.lock();
        try {
            done = Math.max(done, batch.get(batch.size() - 1).number());
            batch.forEach(this::left);
        } finally {
            lock.unlock();
        }
    }

    /** What is done with one answer must not keep the others from theirs. */
    private static void complete(Runnable completion) {
        try {
            completion.run();
        } catch (Throwable broken) {
            LOG.error("what followed on a command failed; the command is not affected", broken);
        }
    }

    /** The jobs of the next batch: in order of arrival, the first whatever its size; not those that are too late. */
    private List<Ticket> take(List<Runnable> completions) {
        lock.lock();
        try {
            long now = ticker.getAsLong();
            List<Ticket> batch = new ArrayList<>(Math.min(queue.size(), limits.batch()));
            int commands = 0;
            while (!queue.isEmpty() && (batch.isEmpty() || fits(queue.peek(), batch.get(0), commands))) {
                Ticket next = queue.remove();
                waiting -= next.size();
                if (!next.isBlocking() && now - next.since > limits.deadline().toNanos()) {
                    left(next);
                    completions.add(() -> next.fail(late(true, limits), async));
                } else {
                    commands += next.size();
                    batch.add(next);
                }
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private boolean fits(Ticket next, Ticket first, int commands) {
        return commands + next.size() <= limits.batch()
                && (!aside || next.account().equals(first.account()));
    }

    /** Sends these of a batch to the siding, and those of the same accounts that are queued; answers what is to follow. */
    private Runnable setAside(List<Ticket> stuck) {
        lock.lock();
        try {
            Collection<Lane> lanes = siding.take(stuck);
            for (Iterator<Ticket> behind = queue.iterator(); behind.hasNext(); ) {
                Ticket next = behind.next();
                Lane elsewhere = siding.laneOf(next);
                if (elsewhere != null && !next.isPromoted()) {
                    behind.remove();
                    waiting -= next.size();
                    elsewhere.follow(next);
                }
            }
            return () -> lanes.forEach(Lane::summon);
        } finally {
            lock.unlock();
        }
    }

    /** Puts these back where they were: the accounts are still locked, and no thread is to stand and wait for that. */
    private Runnable putBack(List<Ticket> stuck) {
        lock.lock();
        try {
            for (int i = stuck.size() - 1; i >= 0; i--) {
                Ticket ticket = stuck.get(i);
                siding.comes(ticket);
                queue.addFirst(ticket);
                waiting += ticket.size();
            }
            rested = true;
            restsUntil = ticker.getAsLong() + REST_NANOS;
            return () -> CompletableFuture.delayedExecutor(REST_NANOS, TimeUnit.NANOSECONDS, async)
                    .execute(this::summon);
        } finally {
            lock.unlock();
        }
    }

    /** With the lock held: true if the account was found locked just now. */
    private boolean rests() {
        rested = rested && ticker.getAsLong() < restsUntil;
        return rested;
    }

    /** Queues what comes from another lane, which had room for it. */
    void follow(Ticket ticket) {
        lock.lock();
        try {
            add(ticket);
        } finally {
            lock.unlock();
        }
    }

    /** Ends this thread's leadership, unless it was replaced; true if it is to be offered, as none who waits has a thread. */
    private boolean handOn(int mine) {
        lock.lock();
        try {
            return mine == term && seek();
        } finally {
            lock.unlock();
        }
    }

    /** Has another thread lead; true if there is none to be had. */
    private boolean offer() {
        Offer offer = new Offer(Thread.currentThread());
        try {
            async.execute(offer);
        } catch (Throwable closed) {
            LOG.debug("no other thread leads", closed);
            return true;
        }
        offer.made = true;
        return offer.mine;
    }

    /** What another thread begins to lead by. An executor that runs it at once, on the same thread, has none to give. */
    private final class Offer implements Runnable {
        private final Thread by;
        private boolean made;
        private boolean mine;

        Offer(Thread by) {
            this.by = by;
        }

        @Override
        public void run() {
            if (Thread.currentThread() == by && !made) {
                mine = true;
                return;
            }
            int own = begin();
            if (own > 0) {
                lead(own, false);
            }
        }
    }

    /** Whether there is a leader. */
    private enum Lead {
        NONE,
        /** There will be one as soon as a thread is free. */
        OFFERED,
        TAKEN
    }
}
