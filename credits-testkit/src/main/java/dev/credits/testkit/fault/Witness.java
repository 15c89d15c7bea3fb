package dev.credits.testkit.fault;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Command;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Remembers what callers asked and what they were told, and finds where the ledger says otherwise. What was acknowledged
 * must be there, once, with that content; what was declined must not; what nobody was told about must be one of the two.
 * Thread-safe.
 *
 * <p>It must see everything that is sent to the ledger. It can only be asked when no command is under way any more.
 */
public final class Witness {
    private static final int MOST_SHOWN = 50;

    private final Map<Matter.Name, Matter> matters = new LinkedHashMap<>();
    private final Set<List<Command>> lists = new LinkedHashSet<>();

    /** A caller has sent a command; until it is told otherwise, the outcome is unknown. */
    public synchronized void sent(Command command) {
        matter(command).sent(command, List.of(command));
    }

    /** A caller has sent commands that are to be booked whole or not at all. */
    public synchronized void sentAsOne(List<Command> commands) {
        List<Command> list = List.copyOf(commands);
        lists.add(list);
        list.forEach(command -> matter(command).sent(command, list));
    }

    /** A caller was told what became of a command that it had sent. */
    public synchronized void told(Command command, Outcome outcome) {
        matter(command).told(command, outcome);
    }

    /** A caller was told that a command it had sent was not even begun. */
    public synchronized void notBegun(Command command) {
        matter(command).notBegun();
    }

    /**
     * Every process that had been sent anything has answered or is gone, database sessions included. From now on an answer
     * to a command says what became of it also when it was sent before.
     */
    public synchronized void nothingIsUnderWay() {
        matters.values().forEach(Matter::nothingIsUnderWay);
    }

    /** How many different commands were sent. */
    public synchronized long commands() {
        return matters.size();
    }

    /** How many are known to be done. */
    public synchronized long acknowledged() {
        return matters.values().stream().filter(Matter::isAcknowledged).count();
    }

    /** How many were refused whenever they were sent. */
    public synchronized long declined() {
        return matters.values().stream().filter(Matter::isDeclined).count();
    }

    /** Commands of which nobody knows what became. */
    public synchronized List<Command> unknown() {
        return matters.values().stream()
                .filter(Matter::isUnknown)
                .map(Matter::anyCommand)
                .toList();
    }

    /** Every account that a command named. */
    public synchronized Set<AccountId> accounts() {
        Set<AccountId> accounts = new TreeSet<>();
        for (Matter matter : matters.values()) {
            for (Command command : matter.commands()) {
                accounts.add(command.account());
                if (command.counterparty() != null) {
                    accounts.add(command.counterparty());
                }
            }
        }
        return accounts;
    }

    /** Fails with every contradiction between what was told and what the ledger has. */
    public void agreesWith(Ledger ledger) {
        List<String> found = contradictions(ledger);
        if (!found.isEmpty()) {
            List<String> shown = found.subList(0, Math.min(found.size(), MOST_SHOWN));
            throw new AssertionError(found.size() + " contradictions between what was told and what is stored:\n"
                    + String.join("\n", shown));
        }
    }

    /** Every contradiction between what was told and what the ledger has. */
    public synchronized List<String> contradictions(Ledger ledger) {
        List<String> found = new ArrayList<>();
        matters.values().forEach(matter -> matter.compare(ledger, found));
        for (List<Command> list : lists) {
            if (list.stream().allMatch(command -> matter(command).wasOnlySentIn(list))) {
                wholeOrNot(list, ledger, found);
            }
        }
        new Stocktaking(ledger, matters, found).take(accounts());
        return found;
    }

    private static void wholeOrNot(List<Command> list, Ledger ledger, List<String> found) {
        long booked = list.stream()
                .filter(command ->
                        ledger.outcome(command.account(), command.memo().key()).isPresent())
                .count();
        if (booked != 0 && booked != list.size()) {
            found.add("of the " + list.size() + " commands sent as one with " + Matter.Name.of(list.get(0)) + ", "
                    + booked + " are booked");
        }
    }

    private Matter matter(Command command) {
        return matters.computeIfAbsent(Matter.Name.of(command), Matter::new);
    }
}
