package dev.credits.ledger.internal;

import dev.credits.ledger.Booking;
import dev.credits.ledger.ClockException;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.internal.Rules.Verdict;
import dev.credits.spi.ChangeSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some jobs decided one after the other over one book; pure. */
final class Batch {
    private final Book book;
    private final List<Job> jobs;
    private final List<Decided> verdicts;

    Batch(Book book, List<Job> jobs) {
        this.book = book;
        this.jobs = jobs;
        this.verdicts = new ArrayList<>(jobs.size());
    }

    /** Decides every job; a refusal leaves its neighbours alone. */
    void decide() {
        jobs.forEach(job -> verdicts.add(decide(job)));
    }

    /** Chains what was decided, and gathers what there is to write. */
    ChangeSet seal() {
        return book.seal();
    }

    /** What became of each job; only after {@link #seal()}. */
    List<Answer> answers() {
        List<Answer> answers = new ArrayList<>(jobs.size());
        for (int i = 0; i < jobs.size(); i++) {
            answers.add(answer(jobs.get(i), verdicts.get(i)));
        }
        return answers;
    }

    private Decided decide(Job job) {
        for (Task task : job.tasks()) {
            ClockException ahead = book.ahead(task.command().account());
            if (ahead != null && Rules.before(book, task) == null) {
                return new Decided(List.of(), -1, ahead);
            }
        }
        return job.atomic() ? all(job) : new Decided(each(job), -1);
    }

    private List<Verdict> each(Job job) {
        List<Verdict> each = new ArrayList<>(job.tasks().size());
        for (Task task : job.tasks()) {
            book.begin();
            Verdict verdict = Rules.decide(book, task);
            if (verdict instanceof Verdict.Refused) {
                book.rollback();
            }
            each.add(verdict);
        }
        return each;
    }

    private Decided all(Job job) {
        Decided partly = KnownPart.refused(book, job.tasks());
        if (partly != null) {
            return partly;
        }
        List<Verdict> all = new ArrayList<>(job.tasks().size());
        book.begin();
        for (Task task : job.tasks()) {
            Verdict verdict = Rules.decide(book, task);
            if (verdict instanceof Verdict.Refused) {
                book.rollback();
                return new Decided(List.of(verdict), all.size());
            }
            all.add(verdict);
        }
        return new Decided(all, -1);
    }

    private Answer answer(Job job, Decided decided) {
        List<Outcome> outcomes = new ArrayList<>(decided.verdicts.size());
        for (int i = 0; i < decided.verdicts.size(); i++) {
            outcomes.add(outcome(job.tasks().get(i), decided.verdicts.get(i)));
        }
        return new Answer(outcomes, decided.refused, decided.fault);
    }

    private Outcome outcome(Task task, Verdict verdict) {
        if (verdict instanceof Verdict.Refused refusal) {
            return refusal.outcome();
        }
        Booking booking = new Booking(book.transaction(task.id()));
        return verdict instanceof Verdict.Wrote ? new Outcome.Applied(booking) : new Outcome.Replayed(booking);
    }

    /**
     * What a job came to.
     *
     * @param verdicts one a command; of a list that was refused as a whole, only the refusal
     * @param refused the index of the command for which it was, or -1
     * @param fault why nothing of it was decided, or null
     */
    record Decided(
            List<Verdict> verdicts, int refused, @Nullable ClockException fault) {
        Decided(List<Verdict> verdicts, int refused) {
            this(verdicts, refused, null);
        }
    }
}
