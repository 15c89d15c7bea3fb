package dev.credits.testkit.history;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Command;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What happens to a ledger, step by step.
 *
 * @param seed what it was made from
 * @param start where the clock stands before the first step
 */
public record History(long seed, Instant start, List<Step> steps) {
    public History {
        steps = List.copyOf(steps);
    }

    /** True if the history of this seed is about a tree: members, pools, limits and usage. Every third one is. */
    public static boolean isAboutATree(long seed) {
        return Math.floorMod(seed, 3) == 1;
    }

    /** The history of this seed: always the same. */
    public static History of(long seed, int commands) {
        return new Storyteller(seed).tell(commands);
    }

    /** The same beginning with other steps. */
    History with(List<Step> others) {
        return new History(seed, start, others);
    }

    List<Command> commands() {
        return steps.stream()
                .flatMap(step -> step instanceof Step.Send send ? Stream.of(send.command()) : Stream.empty())
                .toList();
    }

    /** Every account that is named in it. */
    Set<AccountId> accounts() {
        Set<AccountId> accounts = new LinkedHashSet<>();
        commands()
                .forEach(command -> Stream.of(command.account(), command.counterparty())
                        .filter(Objects::nonNull)
                        .forEach(accounts::add));
        return accounts;
    }

    /** The same in the command protocol, one JSON object a line; the first sets the clock. */
    public List<String> toProtocol() {
        return Stream.concat(
                        Stream.of(Protocol.line(new Step.Clock(start))),
                        steps.stream().map(Protocol::line))
                .toList();
    }
}
