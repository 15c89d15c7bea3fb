package dev.credits.ledger.internal;

import java.util.concurrent.CompletionStage;

/** Gets jobs done. */
interface JobExecutor {
    /** Waits for the answer. */
    Answer execute(Job job);

    /** Gives the answer in its turn. */
    CompletionStage<Answer> submit(Job job);
}
