package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lanes by account, or by the account whose credits it spends: jobs of one account are done in order of arrival, those of
 * different accounts share commits.
 */
final class Pipeline implements JobExecutor {
    private final Routing routing;
    private final Limits limits;
    private final LongSupplier ticker;

    Pipeline(UnitRunner runner, Limits limits, PathHints hints, Executor async, LongSupplier ticker) {
        this.limits = limits;
        this.ticker = ticker;
        Siding siding = new Siding(runner, limits, async, ticker);
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < limits.lanes(); i++) {
            lanes.add(new Lane(runner, limits, async, ticker, siding, false));
        }
        this.routing = new Routing(lanes, hints);
    }

    @Override
    public Answer execute(Job job) {
        return routing.lane(job.account()).execute(Ticket.blocking(job, ticker.getAsLong()));
    }

    @Override
    public CompletionStage<Answer> submit(Job job) {
        CompletableFuture<Answer> future = new CompletableFuture<>();
        try {
            AccountId account = job.account();
            Lane lane = routing.lane(account);
            Ticket ticket = Ticket.async(job, ticker.getAsLong(), future);
            lane.submit(ticket);
            if (ticket.lane() == lane) {
                routing.queued(account, lane, ticket.number());
            }
            if (!future.isDone()) {
                ringAtDeadline(ticket, future);
            }
        } catch (RuntimeException busy) {
            return CompletableFuture.failedStage(busy);
        }
        return future;
    }

    /** Whatever happens to its threads, a future ends with the deadline; a bell that nobody needs any more is taken down. */
    private void ringAtDeadline(Ticket ticket, CompletableFuture<Answer> future) {
        CompletableFuture<Void> bell = new CompletableFuture<>();
        bell.orTimeout(limits.deadline().toNanos(), TimeUnit.NANOSECONDS);
        CompletableFuture<Void> unused = bell.exceptionallyAsync(late -> {
            Lane.expire(ticket);
            return null;
        });
        CompletableFuture<Answer> unusedToo = future.whenComplete((answer, fault) -> bell.complete(null));
    }
}
