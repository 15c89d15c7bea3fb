package dev.credits.ledger.internal;

import dev.credits.ledger.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** Lanes by account: jobs of one account are done in order of arrival, those of different accounts share commits. */
final class Pipeline implements JobExecutor {
    private final List<Lane> lanes = new ArrayList<>();
    private final LongSupplier ticker;

    Pipeline(UnitRunner runner, Limits limits, Executor async, LongSupplier ticker) {
        this.ticker = ticker;
        for (int i = 0; i < limits.lanes(); i++) {
            lanes.add(new Lane(runner, limits, async, ticker));
        }
    }

    @Override
    public Answer execute(Job job) {
        return lane(job).execute(Ticket.blocking(job, ticker.getAsLong()));
    }

    @Override
    public CompletionStage<Answer> submit(Job job) {
        CompletableFuture<Answer> future = new CompletableFuture<>();
        try {
            lane(job).submit(Ticket.async(job, ticker.getAsLong(), future));
        } catch (RuntimeException busy) {
            return CompletableFuture.failedStage(busy);
        }
        return future;
    }

    /** The lane of the account that the job's first command is about. */
    private Lane lane(Job job) {
        int hash = job.tasks().get(0).command().account().hashCode() * 0x9E3779B9;
        return lanes.get(Integer.remainderUnsigned(hash >>> 8, lanes.size()));
    }
}
