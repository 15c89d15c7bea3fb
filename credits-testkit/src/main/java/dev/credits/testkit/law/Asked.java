package dev.credits.testkit.law;

import dev.credits.ledger.Command;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Fingerprint;
import dev.credits.ledger.TransactionId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every command that was sent, to be found again by what it booked. */
final class Asked {
    private final Map<TransactionId, Set<Command>> commands = new HashMap<>();

    void add(Command command) {
        commands.computeIfAbsent(command.transaction(), any -> new LinkedHashSet<>())
                .add(command);
    }

    /** The command of this kind that booked an entry; empty for the further entries of its transaction. */
    <C extends Command> Optional<C> of(Entry entry, Class<C> kind) {
        Fingerprint print = entry.fingerprint();
        return commands.getOrDefault(entry.transaction(), Set.of()).stream()
                .filter(command -> print != null && print.matches(Fingerprint.of(command)))
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }
}
