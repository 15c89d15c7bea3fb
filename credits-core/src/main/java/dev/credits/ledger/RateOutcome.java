package dev.credits.ledger;

import dev.credits.money.Conversion;

/** What became of a conversion rate that was to be published under a key. */
public sealed interface RateOutcome {
    /** The rate as it was published, or a {@link RefusedException} if the key was used for something else. */
    default Conversion orElseThrow() {
        if (this instanceof Applied applied) {
            return applied.rate();
        }
        if (this instanceof Replayed replayed) {
            return replayed.rate();
        }
        Conflict conflict = (Conflict) this;
        throw new RefusedException(new Outcome.Conflict(conflict.field(), conflict.message()));
    }

    /**
     * Published now.
     *
     * @param number of its line in the log of rates
     */
    record Applied(long number, Conversion rate) implements RateOutcome {}

    /**
     * Published earlier under the same key; this is what was published then.
     *
     * @param number of its line in the log of rates
     */
    record Replayed(long number, Conversion rate) implements RateOutcome {}

    /** Its key was used for another rate; nothing was published. */
    record Conflict(String field, String message) implements RateOutcome {}
}
