package dev.credits.testkit.history;

import dev.credits.ledger.Command;
import java.time.Instant;

/** One line of a history. */
public sealed interface Step {
    /** A command is sent. */
    record Send(Command command) implements Step {}

    /** The clock goes on to this instant. */
    record Clock(Instant now) implements Step {}

    /** What is due everywhere is booked. */
    record Sweep() implements Step {}
}
