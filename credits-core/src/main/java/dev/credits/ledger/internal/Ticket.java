package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A job's place in a lane: waited for by a thread, or by nobody until its future is completed. */
final class Ticket {
    final Job job;
    final long since;
    private final @Nullable Thread waiter;
    private final @Nullable CompletableFuture<Answer> future;
    private volatile long number;
    private volatile @Nullable Lane lane;
    private volatile int promoted;
    private volatile @Nullable Answer answer;
    private volatile @Nullable RuntimeException fault;

    private Ticket(Job job, long since, @Nullable Thread waiter, @Nullable CompletableFuture<Answer> future) {
        this.job = job;
        this.since = since;
        this.waiter = waiter;
        this.future = future;
    }

    static Ticket blocking(Job job, long since) {
        return new Ticket(job, since, Thread.currentThread(), null);
    }

    static Ticket async(Job job, long since, CompletableFuture<Answer> future) {
        return new Ticket(job, since, null, future);
    }

    /** Its place among all that were ever queued in its lane. */
    long number() {
        return number;
    }

    /** The lane it was last queued in. */
    Lane lane() {
        return Objects.requireNonNull(lane);
    }

    void queued(Lane in, long place) {
        lane = in;
        number = place;
    }

    /** The account that its first command is about. */
    AccountId account() {
        return job.account();
    }

    boolean isBlocking() {
        return waiter != null;
    }

    int size() {
        return job.tasks().size();
    }

    /** Makes the waiting thread the leader of its lane, for this term. */
    void promote(int term) {
        promoted = term;
        LockSupport.unpark(waiter);
    }

    boolean isPromoted() {
        return promoted > 0;
    }

    /** The term for which its thread was made the leader, told once; or zero. */
    int takePromotion() {
        int term = promoted;
        if (term > 0) {
            promoted = 0;
        }
        return term;
    }

    boolean isDone() {
        return answer != null || fault != null;
    }

    void complete(Answer result, Executor async) {
        if (result.fault() != null) {
            fail(result.fault(), async);
            return;
        }
        answer = result;
        if (future != null) {
            elsewhere(async, () -> future.complete(result));
        } else {
            LockSupport.unpark(waiter);
        }
    }

    void fail(RuntimeException reason, Executor async) {
        fault = reason;
        if (future != null) {
            elsewhere(async, () -> future.completeExceptionally(reason));
        } else {
            LockSupport.unpark(waiter);
        }
    }

    /** Completes its future on this thread, if there is an answer or fault; true if so. */
    boolean deliver() {
        Answer result = answer;
        RuntimeException reason = fault;
        if (future == null || (result == null && reason == null)) {
            return false;
        }
        if (reason != null) {
            future.completeExceptionally(reason);
        } else {
            future.complete(Objects.requireNonNull(result));
        }
        return true;
    }

    /** Completes its future on this thread with a fault, unless it has been completed. */
    void failNow(RuntimeException reason) {
        if (future != null) {
            future.completeExceptionally(reason);
        }
    }

    /** What hangs on a future must not hold up the lane; it does only if there is no other thread to be had. */
    private static void elsewhere(Executor async, Runnable completion) {
        try {
            async.execute(completion);
        } catch (Throwable closed) {
            completion.run();
        }
    }

    /** Parks until there is something to do, or so long; may return early. */
    void park(long nanos) {
        LockSupport.parkNanos(this, nanos);
    }

    /** The answer of a ticket that is done, or its fault. */
    Answer result() {
        RuntimeException reason = fault;
        if (reason != null) {
            throw reason;
        }
        Answer result = answer;
        if (result == null) {
            throw new IllegalStateException("the job is not done");
        }
        return result;
    }
}
