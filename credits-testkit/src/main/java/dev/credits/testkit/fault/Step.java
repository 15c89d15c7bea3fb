package dev.credits.testkit.fault;

import dev.credits.ledger.Command;
import java.time.Duration;
import java.util.List;

/** One step of a simulated history. Every one can be left out, and the rest still makes sense. */
sealed interface Step {
    /** Callers hand a command to a process. */
    record Send(int process, Command command) implements Step {}

    /** A caller hands a list to a process that is to be booked whole or not at all. */
    record SendAsOne(int process, List<Command> commands) implements Step {}

    /** A thread of a process goes on. */
    record Run(int process, int pick) implements Step {}

    /** A mishap is prepared; if the process stands still in it, so many steps happen meanwhile. */
    record Prepare(int process, Mishap mishap, int meanwhile) implements Step {}

    /** When the next unit of work of a process gets its rows, it has been waiting for them for so long. */
    record Wait(int process, Duration by) implements Step {}

    /** A process is killed, whatever it was doing, and started again. */
    record Restart(int process) implements Step {}

    /** A process sweeps. */
    record Sweep(int process) implements Step {}

    /** Time passes. */
    record Advance(Duration by) implements Step {}

    /** The clock of a process goes wrong by so much, or right again. */
    record Skew(int process, Duration by) implements Step {}
}
