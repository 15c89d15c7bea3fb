package dev.credits.jdbc.fire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.Credits;
import dev.credits.ledger.Booking;
import dev.credits.ledger.Command;
import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.HandSetClock;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Statement;
import dev.credits.spi.Storage;
import dev.credits.testkit.fault.Courier;
import dev.credits.testkit.fault.Witness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What is found after a crash, compared with what processes said before it. */
final class Aftermath {
    private static final Outcome DECLINED =
            new Outcome.Declined(DeclineCode.INSUFFICIENT_CREDITS, "as it said", null, null, null, null, null);

    private final Witness witness = new Witness();
    private final List<String> missing = new ArrayList<>();
    private long acknowledged;
    private long unknown;

    /** Opens the accounts of all loads. */
    void open(Ledger ledger, int accounts) {
        Load.opening(accounts).forEach(Courier.to(ledger, witness)::deliver);
    }

    /** Takes what a process said it was told; each of its threads may have had one command more under way. */
    void heard(Load load, List<String> lines, Ledger ledger) {
        Map<Integer, Integer> reached = new HashMap<>();
        List<List<Command>> commands =
                IntStream.range(0, load.threads()).mapToObj(load::commands).toList();
        for (String line : lines) {
            String[] parts = line.split(" ", 4);
            if (parts.length < 3) {
                continue;
            }
            int thread = Integer.parseInt(parts[1]);
            int index = Integer.parseInt(parts[2]);
            reached.merge(thread, index, Math::max);
            said(line, commands.get(thread).get(index), ledger);
        }
        for (int thread = 0; thread < load.threads(); thread++) {
            int next = reached.getOrDefault(thread, -1) + 1;
            if (next < load.commandsEach()) {
                witness.sent(commands.get(thread).get(next));
                unknown++;
            }
        }
    }

    private void said(String line, Command command, Ledger ledger) {
        assertThat(line).as("a fault that will not pass").doesNotStartWith("F ");
        witness.sent(command);
        if (line.startsWith("A ")) {
            acknowledged++;
            String hash = line.substring(line.lastIndexOf(' ') + 1);
            Optional<Booking> booking =
                    ledger.outcome(command.account(), command.memo().key());
            if (booking.isEmpty() || !booking.get().entry().hash().toString().equals(hash)) {
                missing.add(command + " was acknowledged with " + hash + "; stored is " + booking);
            }
            booking.ifPresent(stored -> witness.told(command, new Outcome.Replayed(stored)));
        } else if (line.startsWith("D ")) {
            witness.told(command, DECLINED);
        } else if (line.startsWith("U ")) {
            unknown++;
        }
    }

    /** What was acknowledged and is not there as it was told. */
    List<String> missing() {
        return missing;
    }

    long acknowledged() {
        return acknowledged;
    }

    /** Nothing acknowledged is lost, and the laws hold; then what is unknown is asked again. */
    void settle(Storage storage) {
        Ledger ledger = Credits.on(storage).ledger();
        assertThat(missing).as("acknowledged, and lost").isEmpty();
        assertThat(ledger.verify().violations()).isEmpty();
        Courier.to(ledger, witness).resolve();
    }

    /**
     * In the end everybody was told the truth, nothing is there twice and nothing that nobody asked for; and when all
     * deadlines have passed nothing is held any more.
     */
    void end(Storage storage, String killed) {
        agree(Credits.on(storage).ledger());
        Instant later = Instant.now().plus(Duration.ofDays(2));
        Ledger ledger =
                Credits.on(storage).withClock((HandSetClock) () -> later).ledger();
        ledger.sweep();
        for (var account : witness.accounts()) {
            assertThat(last(ledger, EntryFilter.of(account).limit(1000)).held())
                    .as("held on %s after every deadline", account)
                    .isZero();
        }
        agree(ledger);
        System.out.printf("killed %s: %d acknowledged, %d unknown%n", killed, acknowledged, unknown);
    }

    private void agree(Ledger ledger) {
        witness.agreesWith(ledger);
        assertThat(ledger.verify().violations()).isEmpty();
    }

    private static Entry last(Ledger ledger, EntryFilter filter) {
        Statement page = ledger.statement(filter);
        while (page.next().isPresent()) {
            Statement next = ledger.statement(filter.after(page.next().getAsLong()));
            if (next.entries().isEmpty()) {
                break;
            }
            page = next;
        }
        return page.entries().get(page.entries().size() - 1);
    }
}
