package dev.credits.ledger.internal;

import dev.credits.ledger.AtomicOutcome;
import dev.credits.ledger.Booking;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.internal.Rules.Verdict;
import dev.credits.spi.ChangeSet;
import java.util.ArrayList;
import java.util.List;

/** Some tasks decided one after the other over one book; pure. */
final class Batch {
    private final Book book;
    private final List<Task> tasks;
    private final List<Verdict> verdicts;
    private int refused = -1;

    Batch(Book book, List<Task> tasks) {
        this.book = book;
        this.tasks = tasks;
        this.verdicts = new ArrayList<>(tasks.size());
    }

    /** Decides each on its own. */
    ChangeSet each() {
        tasks.forEach(task -> verdicts.add(Rules.decide(book, task)));
        return book.seal();
    }

    /** Decides all or none: the first refusal leaves nothing to write. */
    ChangeSet all() {
        for (int i = 0; i < tasks.size(); i++) {
            Verdict verdict = Rules.decide(book, tasks.get(i));
            verdicts.add(verdict);
            if (verdict instanceof Verdict.Refused) {
                refused = i;
                return ChangeSet.NOTHING;
            }
        }
        return book.seal();
    }

    List<Outcome> outcomes() {
        List<Outcome> outcomes = new ArrayList<>(tasks.size());
        for (int i = 0; i < verdicts.size(); i++) {
            outcomes.add(outcome(tasks.get(i), verdicts.get(i)));
        }
        return outcomes;
    }

    AtomicOutcome atomicOutcome() {
        return refused < 0
                ? new AtomicOutcome.AllBooked(outcomes())
                : new AtomicOutcome.NoneBooked(refused, outcome(tasks.get(refused), verdicts.get(refused)));
    }

    private Outcome outcome(Task task, Verdict verdict) {
        if (verdict instanceof Verdict.Refused refusal) {
            return refusal.outcome();
        }
        Booking booking = new Booking(book.transaction(task.id()));
        return verdict instanceof Verdict.Wrote ? new Outcome.Applied(booking) : new Outcome.Replayed(booking);
    }
}
