package dev.credits.ledger.internal;

import dev.credits.ledger.Command;
import java.util.List;

/**
 * Where commands come in. A host's carry nothing in the names that begin with {@code @}: those are the library's, for its
 * keys, its notes in the metadata and its actors, and so can never meet a host's. What a hold or a reversal refers to may
 * be the library's.
 */
enum Edge {
    /** For hosts. */
    OUTER {
        @Override
        Command admit(Command command) {
            command.memo().requireHosts();
            return command;
        }
    },
    /** For the library's own services. */
    INNER {
        @Override
        Command admit(Command command) {
            return command;
        }
    };

    /** The command itself, if it may come in here. */
    abstract Command admit(Command command);

    List<Command> admit(List<Command> commands) {
        commands.forEach(this::admit);
        return commands;
    }
}
