package dev.credits.cli.protocol;

import dev.credits.ledger.Command;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Outcome;
import dev.credits.money.InvalidInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lines that wait to be decided in one commit; their results are written in order. Not thread-safe. */
final class Batch {
    private final Ledger ledger;
    private final ResultWriter results;
    private final List<Waiting> waiting = new ArrayList<>();
    private int commands;

    /** A line, with a command to decide or a result that is known already. */
    private record Waiting(
            long line,
            @Nullable Op op,
            @Nullable Command command,
            @Nullable Result result) {}

    Batch(Ledger ledger, ResultWriter results) {
        this.ledger = ledger;
        this.results = results;
    }

    void add(long line, Op op, Command command) {
        waiting.add(new Waiting(line, op, command, null));
        commands++;
    }

    void add(long line, @Nullable Op op, Result result) {
        waiting.add(new Waiting(line, op, null, result));
    }

    /** How many commands wait. */
    int commands() {
        return commands;
    }

    /** How many lines wait. */
    int lines() {
        return waiting.size();
    }

    /** Decides and writes all that waits; {@link Fault} at the first line that could not be decided. */
    void decide() throws IOException {
        List<Waiting> lines = List.copyOf(waiting);
        waiting.clear();
        List<Outcome> outcomes = commands > 1 ? together(lines) : null;
        commands = 0;
        int next = 0;
        for (Waiting each : lines) {
            Command command = each.command();
            Result result;
            if (command == null) {
                result = Objects.requireNonNull(each.result());
            } else {
                result = outcomes == null ? alone(each, command) : Outcomes.of(command.account(), outcomes.get(next++));
            }
            results.write(each.line(), each.op(), result);
        }
    }

    /** The outcomes in one commit; null if that failed: each alone then tells which line it was, and the keys make it safe. */
    private @Nullable List<Outcome> together(List<Waiting> lines) {
        try {
            return ledger.executeEach(lines.stream()
                    .map(Waiting::command)
                    .filter(Objects::nonNull)
                    .toList());
        } catch (RuntimeException someLineFailed) {
            return null;
        }
    }

    private Result alone(Waiting each, Command command) {
        try {
            return Outcomes.of(command.account(), ledger.execute(command));
        } catch (InvalidInputException wrong) {
            return Result.invalid(InvalidLine.of(wrong));
        } catch (RuntimeException failure) {
            throw new Fault(each.line(), each.op(), failure);
        }
    }
}
