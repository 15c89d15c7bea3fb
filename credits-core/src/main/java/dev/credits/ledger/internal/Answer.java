package dev.credits.ledger.internal;

import dev.credits.ledger.AtomicOutcome;
import dev.credits.ledger.Outcome;
import java.util.List;

/**
 * What became of a job.
 *
 * @param outcomes one a command; of an atomic job that was refused, only the refusal
 * @param refused the index of the command for which an atomic job was refused, or -1
 */
record Answer(List<Outcome> outcomes, int refused) {
    Outcome only() {
        return outcomes.get(0);
    }

    AtomicOutcome atomic() {
        return refused < 0
                ? new AtomicOutcome.AllBooked(outcomes)
                : new AtomicOutcome.NoneBooked(refused, outcomes.get(0));
    }
}
