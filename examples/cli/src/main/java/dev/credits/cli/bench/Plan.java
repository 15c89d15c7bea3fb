package dev.credits.cli.bench;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What is to be measured.
 *
 * @param callers how many at a time, ascending
 * @param entries how many the ledger is to have before anything is measured
 * @param growTo how many entries the ledger that grows is to reach
 * @param schema the beginning of the names of the schemas that are made
 */
record Plan(
        Set<Measure> measures,
        List<Integer> callers,
        int accounts,
        Duration seconds,
        Duration warmUp,
        int rounds,
        Set<Rival> against,
        long entries,
        long growTo,
        int lanes,
        Threads threads,
        String schema,
        boolean keep) {
    /** What can be measured. */
    enum Measure {
        SINGLE,
        HOT,
        SPREAD,
        MIXED,
        PACED,
        READS,
        GROWTH,
        POOL
    }

    /** What it can be measured against. */
    enum Rival {
        HAND,
        PLAIN,
        BUCKET4J,
        LIMIT
    }

    int mostCallers() {
        return callers.get(callers.size() - 1);
    }
}
