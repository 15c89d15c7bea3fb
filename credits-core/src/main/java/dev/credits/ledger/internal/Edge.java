package dev.credits.ledger.internal;

import dev.credits.ledger.Actor;
import dev.credits.ledger.Command;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Memo;
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
            requireHosts(command.memo());
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

    /** Refuses a memo that says something only the library may say. */
    static void requireHosts(Memo memo) {
        IdempotencyKey.of(memo.key().value());
        Actor.of(memo.by().name());
        Memo.requireHosts(memo.metadata());
    }
}
