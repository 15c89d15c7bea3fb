package dev.credits.ledger;

import java.util.List;

/** What became of a list of commands that was to be booked whole or not at all. */
public sealed interface AtomicOutcome {
    /** One booking each, in order; or a {@link RefusedException} of the command that was refused. */
    default List<Booking> orElseThrow() {
        if (this instanceof AllBooked all) {
            return all.outcomes().stream().map(Outcome::orElseThrow).toList();
        }
        throw new RefusedException(((NoneBooked) this).refusal());
    }

    /** All are in the ledger; one outcome each, applied or replayed, in order. */
    record AllBooked(List<Outcome> outcomes) implements AtomicOutcome {}

    /** None is: the command at {@code index} was refused. */
    record NoneBooked(int index, Outcome refusal) implements AtomicOutcome {}
}
