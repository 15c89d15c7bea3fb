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

    /** True if the history of this seed is about a tree: members, pools, limits and usage. Two of three are. */
    public static boolean isAboutATree(long seed) {
        return Math.floorMod(seed, 3) != 0;
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
                .flatMap(step -> {
                    if (step instanceof Step.Together list) {
                        return list.commands().stream();
                    }
                    return step instanceof Step.Send send ? Stream.of(send.command()) : Stream.empty();
                })
                .toList();
    }

    /** True if some clock is ever off. */
    boolean isSkewed() {
        return steps.stream()
                .anyMatch(step -> step instanceof Step.Skew skew && !skew.by().isZero());
    }

    /** How many processes it needs. */
    int processes() {
        return 1
                + steps.stream()
                        .mapToInt(step -> {
                            if (step instanceof Step.Send send) {
                                return send.process();
                            } else if (step instanceof Step.Skew skew) {
                                return skew.process();
                            } else if (step instanceof Step.Together list) {
                                return list.process();
                            }
                            return step instanceof Step.Sweep sweep ? sweep.process() : 0;
                        })
                        .max()
                        .orElse(0);
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

    /** The same in the command protocol, one JSON object a line; the first sets the clock. Remarks begin with {@code #}. */
    public List<String> toProtocol() {
        return Stream.concat(Stream.of(new Step.Clock(start)), steps.stream())
                .flatMap(step -> Protocol.lines(step).stream())
                .toList();
    }
}
