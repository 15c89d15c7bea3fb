package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Command;
import dev.credits.money.InvalidInputException;
import java.util.List;

/** What one caller hands in: commands to be decided each on its own, or all or none. */
record Job(List<Task> tasks, boolean atomic) {
    private static final int MAX_COMMANDS = 1000;

    static Job of(Command command) {
        return new Job(List.of(Task.of(command)), false);
    }

    static Job each(List<Command> commands) {
        return new Job(tasks(commands), false);
    }

    static Job all(List<Command> commands) {
        return new Job(tasks(commands), true);
    }

    /** The account that its first command is about. */
    AccountId account() {
        return tasks.get(0).command().account();
    }

    private static List<Task> tasks(List<Command> commands) {
        if (commands.isEmpty() || commands.size() > MAX_COMMANDS) {
            throw new InvalidInputException("commands", commands.size(), "from 1 to " + MAX_COMMANDS);
        }
        return commands.stream().map(Task::of).toList();
    }
}
