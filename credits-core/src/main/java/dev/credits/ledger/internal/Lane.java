package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.BusyException;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.Limits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue with one leader at a time. Whoever comes and finds no leader leads: takes what is waiting, runs it as one unit
 * of work, makes one who waits the leader, and hands out the answers. A lone caller never waits for another thread. A
 * leader runs one batch, so nobody serves others for long. Where only jobs wait that have no thread of their own,
 * leadership is offered to another thread; until that begins, the next caller who comes takes it.
 */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final UnitRunner runner;
    private final Limits limits;
    private final Executor async;
    private final LongSupplier ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Ticket> queue = new ArrayDeque<>();
    private long queued;
    private volatile long done;
    private int waiting;
    private Lead lead = Lead.NONE;

    Lane(UnitRunner runner, Limits limits, Executor async, LongSupplier ticker) {
        this.runner = runner;
        this.limits = limits;
        this.async = async;
        this.ticker = ticker;
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

    /** The number of the last ticket up to which all are done or were taken back. */
    long done() {
        return done;
    }

    /** Gets a blocking ticket done on this thread or another's. */
    Answer execute(Ticket ticket) {
        enqueue(ticket);
        if (begin()) {
            lead();
        }
        return await(ticket);
    }

    /** Queues a ticket that no thread waits for. */
    void submit(Ticket ticket) {
        enqueue(ticket);
        if (offers() && offer() && begin()) {
            lead();
        }
    }

    private void enqueue(Ticket ticket) {
        lock.lock();
        try {
            if (waiting + ticket.size() > limits.queue() && !queue.isEmpty()) {
                throw new BusyException(waiting + " commands are waiting already, of " + limits.queue(), true);
            }
            ticket.numbered(++queued);
            queue.add(ticket);
            waiting += ticket.size();
        } finally {
            lock.unlock();
        }
    }

    /** True if this thread has become the leader: there was none, or one that had not begun. */
    private boolean begin() {
        lock.lock();
        try {
            if (lead == Lead.TAKEN || queue.isEmpty()) {
                return false;
            }
            lead = Lead.TAKEN;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** True if nobody leads and leadership is now to be offered. */
    private boolean offers() {
        lock.lock();
        try {
            if (lead != Lead.NONE || queue.isEmpty()) {
                return false;
            }
            lead = Lead.OFFERED;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private Answer await(Ticket ticket) {
        long deadline = ticket.since + limits.deadline().toNanos();
        boolean interrupted = false;
        try {
            while (!ticket.isDone()) {
                if (ticket.takePromotion()) {
                    lead();
                    continue;
                }
                long left = deadline - ticker.getAsLong();
                if (left <= 0 && expired(ticket)) {
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
            if (ticket.isPromoted()) {
                return false;
            }
            removed = queue.remove(ticket);
            waiting -= removed ? ticket.size() : 0;
        } finally {
            lock.unlock();
        }
        if (!ticket.isDone()) {
            throw late(removed);
        }
        return true;
    }

    private BusyException late(boolean definite) {
        String waited = "no answer within " + limits.deadline();
        return new BusyException(definite ? waited + "; the command was not begun" : waited, definite);
    }

    /** Runs a batch, and another if there is no other thread to do it. An interrupt is not for the neighbours: it waits. */
    private void lead() {
        boolean interrupted = Thread.interrupted();
        try {
            boolean again = true;
            while (again) {
                again = leadOnce() && begin();
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Runs one batch, makes the next waiting job's thread the leader, and only then wakes the others. True if this thread
     * must go on, as no other does.
     */
    private boolean leadOnce() {
        List<Runnable> completions = new ArrayList<>();
        boolean mine = false;
        try {
            List<Ticket> batch = take(completions);
            if (!batch.isEmpty()) {
                run(batch, ticker.getAsLong() - batch.get(0).since, completions);
                done = batch.get(batch.size() - 1).number();
            }
        } finally {
            mine = handOn() && offer();
            completions.forEach(Lane::complete);
            runner.tell();
        }
        return mine;
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
            while (!queue.isEmpty()
                    && (batch.isEmpty() || commands + queue.peek().size() <= limits.batch())) {
                Ticket next = queue.remove();
                waiting -= next.size();
                if (!next.isBlocking() && now - next.since > limits.deadline().toNanos()) {
                    completions.add(() -> next.fail(late(true), async));
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

    /** Ends this thread's leadership; true if it is to be offered, as none of those who wait has a thread. */
    private boolean handOn() {
        lock.lock();
        try {
            lead = queue.isEmpty() ? Lead.NONE : Lead.OFFERED;
            for (Ticket next : queue) {
                if (next.isBlocking()) {
                    lead = Lead.TAKEN;
                    next.promote();
                    return false;
                }
            }
            return lead == Lead.OFFERED;
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
            } else if (begin()) {
                lead();
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

    /** Runs a batch; if a job in it is poison, finds it by halving, in order. */
    private void run(List<Ticket> batch, long waited, List<Runnable> completions) {
        try {
            List<Answer> answers =
                    runner.run(batch.stream().map(ticket -> ticket.job).toList(), waited);
            for (int i = 0; i < answers.size(); i++) {
                Ticket ticket = batch.get(i);
                Answer answer = answers.get(i);
                completions.add(() -> ticket.complete(answer, async));
            }
        } catch (RuntimeException fault) {
            boolean passing = fault instanceof CreditsException known && known.retryable();
            if (Thread.interrupted()) {
                LOG.debug("interrupted while leading; goes on for the others", fault);
                run(batch, waited, completions);
                Thread.currentThread().interrupt();
            } else if (fault instanceof BusyException && byAccount(batch).size() > 1) {
                // somebody else holds one of them: only its own jobs wait for that again
                byAccount(batch).forEach(some -> runInTime(some, waited, completions));
            } else if (passing || batch.size() == 1) {
                batch.forEach(ticket -> completions.add(() -> ticket.fail(fault, async)));
            } else {
                int half = batch.size() / 2;
                run(batch.subList(0, half), waited, completions);
                run(batch.subList(half, batch.size()), waited, completions);
            }
        } catch (Error broken) {
            CreditsException fault = new CreditsException("the batch was broken off: " + broken, false, broken);
            batch.forEach(ticket -> completions.add(() -> ticket.fail(fault, async)));
        }
    }

    /** Runs a part of a batch, if those before it have left it the time. */
    private void runInTime(List<Ticket> part, long waited, List<Runnable> completions) {
        if (ticker.getAsLong() - part.get(0).since > limits.deadline().toNanos()) {
            part.forEach(ticket -> completions.add(() -> ticket.fail(late(true), async)));
        } else {
            run(part, waited, completions);
        }
    }

    private static Collection<List<Ticket>> byAccount(List<Ticket> batch) {
        Map<AccountId, List<Ticket>> groups = new LinkedHashMap<>();
        for (Ticket ticket : batch) {
            AccountId account = ticket.job.tasks().get(0).command().account();
            groups.computeIfAbsent(account, first -> new ArrayList<>()).add(ticket);
        }
        return groups.values();
    }
}
