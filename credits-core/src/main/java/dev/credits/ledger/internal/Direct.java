package dev.credits.ledger.internal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Does every job at once, on the caller's thread: inside a transaction there is nothing to queue for. */
final class Direct implements JobExecutor {
    private final UnitRunner runner;

    Direct(UnitRunner runner) {
        this.runner = runner;
    }

    @Override
    public Answer execute(Job job) {
        Answer answer = runner.run(List.of(job), 0, false).get(0);
        if (answer.fault() != null) {
            throw answer.fault();
        }
        return answer;
    }

    @Override
    public CompletionStage<Answer> submit(Job job) {
        try {
            return CompletableFuture.completedStage(execute(job));
        } catch (RuntimeException fault) {
            return CompletableFuture.failedStage(fault);
        }
    }
}
