package dev.credits.ledger.internal;

import dev.credits.ledger.Booking;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.internal.Rules.Verdict;
import dev.credits.spi.ChangeSet;
import java.util.ArrayList;
import java.util.List;

/** Some jobs decided one after the other over one book; pure. */
final class Batch {
    private final Book book;
    private final List<Job> jobs;
    private final List<List<Verdict>> verdicts;

    Batch(Book book, List<Job> jobs) {
        this.book = book;
        this.jobs = jobs;
        this.verdicts = new ArrayList<>(jobs.size());
    }

    /** Decides every job; a refusal leaves its neighbours alone. */
    void decide() {
        jobs.forEach(job -> verdicts.add(job.atomic() ? all(job) : each(job)));
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

    private List<Verdict> all(Job job) {
        List<Verdict> all = new ArrayList<>(job.tasks().size());
        book.begin();
        for (Task task : job.tasks()) {
            Verdict verdict = Rules.decide(book, task);
            all.add(verdict);
            if (verdict instanceof Verdict.Refused) {
                book.rollback();
                break;
            }
        }
        return all;
    }

    private Answer answer(Job job, List<Verdict> decided) {
        int last = decided.size() - 1;
        if (job.atomic() && decided.get(last) instanceof Verdict.Refused refused) {
            return new Answer(List.of(refused.outcome()), last);
        }
        List<Outcome> outcomes = new ArrayList<>(decided.size());
        for (int i = 0; i < decided.size(); i++) {
            outcomes.add(outcome(job.tasks().get(i), decided.get(i)));
        }
        return new Answer(outcomes, -1);
    }

    private Outcome outcome(Task task, Verdict verdict) {
        if (verdict instanceof Verdict.Refused refusal) {
            return refusal.outcome();
        }
        Booking booking = new Booking(book.transaction(task.id()));
        return verdict instanceof Verdict.Wrote ? new Outcome.Applied(booking) : new Outcome.Replayed(booking);
    }
}
