package dev.credits.testkit.history;

import dev.credits.ledger.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One line of a history. Processes are counted from zero. */
public sealed interface Step {
    /**
     * A command is sent to a process.
     *
     * @param waited for so long its unit of work has been waiting by now for the rows that it needs
     */
    record Send(int process, Command command, Duration waited) implements Step {
        /** To the first process, with nobody in its way. */
        public Send(Command command) {
            this(0, command, Duration.ZERO);
        }
    }

    /** A list is sent to a process that is to be booked whole or not at all. */
    record Together(int process, List<Command> commands) implements Step {
        public Together {
            commands = List.copyOf(commands);
        }
    }

    /** Time goes on to this instant; the clock of every process is off by what it was off before. */
    record Clock(Instant now) implements Step {}

    /** From now on the clock of a process is off by so much. */
    record Skew(int process, Duration by) implements Step {}

    /** A process books what is due everywhere. */
    record Sweep(int process) implements Step {}
}
