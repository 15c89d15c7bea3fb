package dev.credits.testkit.fault;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Booking;
import dev.credits.ledger.Command;
import dev.credits.ledger.Fingerprint;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that was asked and told under one key of one account. Not thread-safe. */
final class Matter {
    private final Name name;
    private final Set<Command> commands = new LinkedHashSet<>();
    private final Set<List<Command>> lists = new HashSet<>();
    private final List<Told> acknowledged = new ArrayList<>();
    private final List<Command> conflicting = new ArrayList<>();
    private int applied;
    private int sent;
    private int answered;
    private int lost;

    Matter(Name name) {
        this.name = name;
    }

    /** @param list what it was sent as one with; the command alone, if with nothing */
    void sent(Command command, List<Command> list) {
        sent++;
        commands.add(command);
        lists.add(list);
    }

    boolean wasOnlySentIn(List<Command> list) {
        return lists.equals(Set.of(list));
    }

    void notBegun() {
        answered++;
    }

    void nothingIsUnderWay() {
        lost = sent - answered;
    }

    void told(Command command, Outcome outcome) {
        answered += 1 + lost;
        lost = 0;
        commands.add(command);
        if (outcome instanceof Outcome.Applied first) {
            applied++;
            acknowledged.add(new Told(command, first.booking()));
        } else if (outcome instanceof Outcome.Replayed again) {
            acknowledged.add(new Told(command, again.booking()));
        } else if (outcome instanceof Outcome.Conflict) {
            conflicting.add(command);
        }
    }

    boolean isAcknowledged() {
        return !acknowledged.isEmpty();
    }

    boolean isUnknown() {
        return acknowledged.isEmpty() && answered < sent;
    }

    boolean isDeclined() {
        return acknowledged.isEmpty() && conflicting.isEmpty() && answered >= sent;
    }

    Set<Command> commands() {
        return commands;
    }

    Command anyCommand() {
        return commands.iterator().next();
    }

    /** Adds where this and the ledger differ. */
    void compare(Ledger ledger, List<String> found) {
        Booking stored = ledger.outcome(name.account, name.key).orElse(null);
        if (applied > 1) {
            found.add(name + ": told " + applied + " times that it was done just now");
        }
        acknowledged.forEach(told -> compare(told, stored, found));
        for (Command command : conflicting) {
            if (stored == null || matches(command, stored)) {
                found.add(name + ": told that the key was used for something else, but it was not");
            }
        }
        if (stored != null && commands.stream().noneMatch(command -> matches(command, stored))) {
            found.add(name + ": stored is something that nobody asked: " + stored.entry());
        }
        if (stored != null && isDeclined()) {
            found.add(name + ": declined each time, but stored: " + stored.entry());
        }
    }

    private void compare(Told told, @Nullable Booking stored, List<String> found) {
        if (stored == null) {
            found.add(name + ": acknowledged, but not stored");
            return;
        }
        if (!stored.equals(told.booking)) {
            found.add(name + ": acknowledged as " + told.booking + ", but stored as " + stored);
        }
        if (!matches(told.command, stored)) {
            found.add(name + ": acknowledged, but what is stored was asked by another command");
        }
        Effect.of(told.command, stored.entry()).ifPresent(wrong -> found.add(name + ": " + wrong));
    }

    private static boolean matches(Command command, Booking stored) {
        Fingerprint print = stored.entry().fingerprint();
        return print != null && print.matches(Fingerprint.of(command));
    }

    private record Told(Command command, Booking booking) {}

    /** A key of an account. */
    record Name(AccountId account, IdempotencyKey key) {
        static Name of(Command command) {
            return new Name(command.account(), command.memo().key());
        }

        @Override
        public String toString() {
            return "key " + key + " of " + account;
        }
    }
}
