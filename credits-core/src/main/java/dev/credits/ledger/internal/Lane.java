package dev.credits.ledger.internal;

import dev.credits.ledger.BusyException;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.Limits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * A queue with one leader at a time. Whoever comes and finds no leader leads: takes what is waiting, runs it as one unit
 * of work, makes the next in the queue the leader, and hands out the answers. A lone caller never waits for another
 * thread. A leader runs the one batch that holds its own job, so nobody serves others for long.
 */
final class Lane {
    private final UnitRunner runner;
    private final Limits limits;
    private final Executor async;
    private final LongSupplier ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Ticket> queue = new ArrayDeque<>();
    private long queued;
    private volatile long done;
    private int waiting;
    private boolean led;

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
        if (enqueue(ticket)) {
            lead();
            return ticket.result();
        }
        return await(ticket);
    }

    /** Queues a ticket that no thread waits for. */
    void submit(Ticket ticket) {
        if (enqueue(ticket)) {
            leadElsewhere();
        }
    }

    /** True if the caller has become the leader. */
    private boolean enqueue(Ticket ticket) {
        lock.lock();
        try {
            if (waiting + ticket.size() > limits.queue() && !queue.isEmpty()) {
                throw new BusyException(waiting + " commands are waiting already, of " + limits.queue(), true);
            }
            ticket.numbered(++queued);
            queue.add(ticket);
            waiting += ticket.size();
            boolean leads = !led;
            led = true;
            return leads;
        } finally {
            lock.unlock();
        }
    }

    private Answer await(Ticket ticket) {
        long deadline = ticket.since + limits.deadline().toNanos();
        boolean interrupted = false;
        try {
            while (!ticket.isDone()) {
                if (ticket.isPromoted()) {
                    lead();
                    return ticket.result();
                }
                long left = deadline - ticker.getAsLong();
                if (left <= 0) {
                    return expired(ticket);
                }
                ticket.park(left);
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
    private Answer expired(Ticket ticket) {
        boolean promoted;
        boolean removed;
        lock.lock();
        try {
            promoted = ticket.isPromoted();
            removed = !promoted && queue.remove(ticket);
            waiting -= removed ? ticket.size() : 0;
        } finally {
            lock.unlock();
        }
        if (promoted) {
            lead();
            return ticket.result();
        }
        if (ticket.isDone()) {
            return ticket.result();
        }
        String waited = "no answer within " + limits.deadline();
        throw new BusyException(removed ? waited + "; the command was not begun" : waited, removed);
    }

    /** Runs one batch, makes the next waiting job's thread the leader, and only then wakes the others. */
    private void lead() {
        List<Ticket> batch = take();
        List<Runnable> completions = new ArrayList<>(batch.size());
        run(batch, ticker.getAsLong() - batch.get(0).since, completions);
        done = batch.get(batch.size() - 1).number();
        handOn();
        completions.forEach(Runnable::run);
    }

    /** The jobs of the next batch: in order of arrival, the first whatever its size. */
    private List<Ticket> take() {
        lock.lock();
        try {
            List<Ticket> batch = new ArrayList<>(Math.min(queue.size(), limits.batch()));
            int commands = 0;
            while (!queue.isEmpty()
                    && (batch.isEmpty() || commands + queue.peek().size() <= limits.batch())) {
                Ticket next = queue.remove();
                commands += next.size();
                batch.add(next);
            }
            waiting -= commands;
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void handOn() {
        Ticket next;
        lock.lock();
        try {
            next = queue.peek();
            led = next != null;
            if (next != null && next.isBlocking()) {
                next.promote();
                return;
            }
        } finally {
            lock.unlock();
        }
        if (next != null) {
            leadElsewhere();
        }
    }

    /** Leads on another thread; on this one if there is none to be had. */
    private void leadElsewhere() {
        try {
            async.execute(this::lead);
        } catch (RejectedExecutionException closed) {
            lead();
        }
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
            if (passing || batch.size() == 1) {
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
}
