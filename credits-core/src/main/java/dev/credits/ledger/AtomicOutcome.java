package dev.credits.ledger;

import java.util.List;

/** What became of a list of commands that was to be booked whole or not at all. */
public sealed interface AtomicOutcome {
    /** All are in the ledger; one outcome each, applied or replayed, in order. */
    record AllBooked(List<Outcome> outcomes) implements AtomicOutcome {}

    /** None is: the command at {@code index} was refused. */
    record NoneBooked(int index, Outcome refusal) implements AtomicOutcome {}
}
