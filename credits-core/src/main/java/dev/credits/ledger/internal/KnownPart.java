package dev.credits.ledger.internal;

import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.internal.Rules.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the keys of a list before anything of it is decided. A list is new as a whole or known as a whole; commands that
 * only ensure something count for neither. A key that comes twice within the list is as new, or as known, both times.
 */
final class KnownPart {
    private KnownPart() {}

    /** The refusal of a list of which a key was used for something else, or only a part is booked; null if it may go on. */
    static Batch.@Nullable Decided refused(Book book, List<Task> list) {
        int known = -1;
        int fresh = -1;
        for (int i = 0; i < list.size(); i++) {
            Task task = list.get(i);
            Verdict before = Rules.before(book, task);
            if (before instanceof Verdict.Refused) {
                return new Batch.Decided(List.of(before), i);
            }
            if (!task.command().ensures()) {
                known = before != null && known < 0 ? i : known;
                fresh = before == null && fresh < 0 ? i : fresh;
            }
        }
        return known < 0 || fresh < 0 ? null : overtaken(list, known, fresh);
    }

    private static Batch.Decided overtaken(List<Task> list, int known, int fresh) {
        String message = named(list, known) + " is booked already, but " + named(list, fresh)
                + " is not: a list is booked whole or not at all";
        Refusal refusal = Refusal.by(
                DeclineCode.OVERTAKEN, message, list.get(known).command().account());
        return new Batch.Decided(List.of(new Verdict.Refused(refusal.declined())), known);
    }

    private static String named(List<Task> list, int index) {
        Task task = list.get(index);
        return "command " + index + " (key " + task.command().memo().key() + " of account "
                + task.command().account() + ")";
    }
}
