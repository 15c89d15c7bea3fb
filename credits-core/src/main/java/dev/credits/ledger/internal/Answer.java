package dev.credits.ledger.internal;

import dev.credits.ledger.AtomicOutcome;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a job.
 *
 * @param outcomes one a command; of an atomic job that was refused, only the refusal
 * @param refused the index of the command for which an atomic job was refused, or -1
 * @param fault why nothing of it was decided, though its neighbours were, or null
 */
record Answer(List<Outcome> outcomes, int refused, @Nullable CreditsException fault) {
    Outcome only() {
        return outcomes.get(0);
    }

    AtomicOutcome atomic() {
        return refused < 0
                ? new AtomicOutcome.AllBooked(outcomes)
                : new AtomicOutcome.NoneBooked(refused, outcomes.get(0));
    }
}
