package dev.credits.metrics;

import dev.credits.ledger.LedgerListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** A listener that keeps a ledger's figures in a registry; give it to {@code Credits.on(storage).withListener(...)}. */
public final class LedgerMetrics implements LedgerListener {
    private final DistributionSummary commands;
    private final Timer waited;
    private final Timer load;
    private final Timer decide;
    private final Timer write;
    private final Counter retries;
    private final Counter faults;
    private final Counter applied;
    private final Counter replayed;
    private final Counter refused;

    public LedgerMetrics(MeterRegistry registry) {
        commands = DistributionSummary.builder("credits.batch.commands")
                .description("commands that shared a commit")
                .register(registry);
        waited = timer(registry, "wait", "how long the first command of a batch was queued");
        load = timer(registry, "load", "loading what a batch is about, with its locks");
        decide = timer(registry, "decide", "deciding the commands of a batch");
        write = timer(registry, "write", "appending and committing a batch");
        retries = registry.counter("credits.batch.retries");
        faults = registry.counter("credits.batch.faults");
        applied = outcomes(registry, "applied");
        replayed = outcomes(registry, "replayed");
        refused = outcomes(registry, "refused");
    }

    @Override
    public void onBatch(Batch batch) {
        commands.record(batch.commands());
        waited.record(batch.waited());
        load.record(batch.load());
        decide.record(batch.decide());
        write.record(batch.write());
        retries.increment(batch.retries());
        faults.increment(batch.failed() ? 1 : 0);
        applied.increment(batch.applied());
        replayed.increment(batch.replayed());
        refused.increment(batch.refused());
    }

    private static Timer timer(MeterRegistry registry, String stage, String description) {
        return Timer.builder("credits.batch.time")
                .tag("stage", stage)
                .description(description)
                .register(registry);
    }

    private static Counter outcomes(MeterRegistry registry, String outcome) {
        return registry.counter("credits.commands", "outcome", outcome);
    }
}
