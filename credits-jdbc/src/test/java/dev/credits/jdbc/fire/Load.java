package dev.credits.jdbc.fire;

import dev.credits.ledger.Command;
import dev.credits.testkit.fault.Workload;
import java.time.Instant;
import java.util.List;

/**
 * What some threads of a process are to do: known beforehand, so that another process can tell what became of it.
 *
 * @param name begins its keys, which no other load has
 * @param accounts how many accounts it spends from; all loads spend from the same
 */
record Load(String name, long seed, int accounts, int threads, int commandsEach, Instant start) {
    /** What the accounts need beforehand. */
    static List<Command> opening(int accounts) {
        return Workload.of(0, "", accounts).opening();
    }

    List<Command> commands(int thread) {
        return Workload.of(seed * 1000 + thread, "", accounts)
                .keysFrom(name + "-" + thread + ":")
                .next(commandsEach, start);
    }

    static Load parse(String text) {
        String[] parts = text.split("/", -1);
        return new Load(
                parts[0],
                Long.parseLong(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]),
                Integer.parseInt(parts[4]),
                Instant.parse(parts[5]));
    }

    @Override
    public String toString() {
        return name + "/" + seed + "/" + accounts + "/" + threads + "/" + commandsEach + "/" + start;
    }
}
