package dev.credits.testkit.fault;

import java.time.Duration;

/** One step of a history of metered calls. Every one can be left out, and the rest still makes sense. */
sealed interface MeteredStep {
    /** A client sends a request; {@code resuming}: it claims to know that whoever worked on it is dead. */
    record Begin(int process, int request, boolean resuming) implements MeteredStep {}

    /** A process that could not know whether it had begun begins again. */
    record Again(int process) implements MeteredStep {}

    /** A run of a process has used another piece, and says so. */
    record Work(int process, int pick) implements MeteredStep {}

    /** A run spends what is due by now. */
    record Capture(int process, int pick) implements MeteredStep {}

    /** A run ends. */
    record End(int process, int pick, How how) implements MeteredStep {}

    /** A process sends again what it could not settle. */
    record Settle(int process) implements MeteredStep {}

    /** A process looks for orphans; of those it knows nothing if {@code unknown}. */
    record Resolve(int process, int most, boolean unknown) implements MeteredStep {}

    /** Many requests on one account are begun by a process, which then dies. */
    record Flood(int process, int account, int count) implements MeteredStep {}

    /** The host charges an account for something else; {@code like} is a request whose id its key is like. */
    record Charge(int process, int account, int like) implements MeteredStep {}

    record Prepare(int process, Mishap mishap, int meanwhile) implements MeteredStep {}

    /** After so many more questions and units of work of a process the database is away from it for so many. */
    record Outage(int process, int after, int calls) implements MeteredStep {}

    record Restart(int process) implements MeteredStep {}

    record Sweep(int process) implements MeteredStep {}

    record Advance(Duration by) implements MeteredStep {}

    /** How a run ends. */
    enum How {
        COMPLETE,
        FAIL,
        CLOSE,
        /** Nobody ends it; its stream is abandoned. */
        FORGET
    }
}
