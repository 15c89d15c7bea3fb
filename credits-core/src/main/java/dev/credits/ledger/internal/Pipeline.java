package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Lanes by account, or by the account whose credits it spends: jobs of one account are done in order of arrival, those of
 * different accounts share commits.
 */
final class Pipeline implements JobExecutor {
    private final Routing routing;
    private final LongSupplier ticker;

    Pipeline(UnitRunner runner, Limits limits, PathHints hints, Executor async, LongSupplier ticker) {
        this.ticker = ticker;
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < limits.lanes(); i++) {
            lanes.add(new Lane(runner, limits, async, ticker));
        }
        this.routing = new Routing(lanes, hints);
    }

    @Override
    public Answer execute(Job job) {
        return routing.lane(account(job)).execute(Ticket.blocking(job, ticker.getAsLong()));
    }

    @Override
    public CompletionStage<Answer> submit(Job job) {
        CompletableFuture<Answer> future = new CompletableFuture<>();
        try {
            AccountId account = account(job);
            Lane lane = routing.lane(account);
            Ticket ticket = Ticket.async(job, ticker.getAsLong(), future);
            lane.submit(ticket);
            routing.queued(account, lane, ticket.number());
        } catch (RuntimeException busy) {
            return CompletableFuture.failedStage(busy);
        }
        return future;
    }

    /** The account that the job's first command is about. */
    private static AccountId account(Job job) {
        return job.tasks().get(0).command().account();
    }
}
