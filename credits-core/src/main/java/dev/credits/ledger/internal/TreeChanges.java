package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Close;
import dev.credits.ledger.Command;
import dev.credits.ledger.Fund;
import dev.credits.ledger.Funding;
import dev.credits.ledger.GrantExtra;
import dev.credits.ledger.Move;
import dev.credits.ledger.Open;
import dev.credits.ledger.ResetUsage;
import dev.credits.ledger.SetLimit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How the tasks of a batch may change the trees on their way, so that enough is loaded for those that come after. */
final class TreeChanges {
    private static final TreeChanges NONE = new TreeChanges();

    private final Map<AccountId, Set<AccountId>> parents = new HashMap<>();
    private final Set<AccountId> sharing = new HashSet<>();
    private final Map<AccountId, Integer> limits = new HashMap<>();

    private TreeChanges() {}

    static TreeChanges of(List<Task> tasks) {
        TreeChanges changes = null;
        for (Task task : tasks) {
            Command command = task.command();
            if (command instanceof Open
                    || command instanceof Move
                    || command instanceof Fund
                    || command instanceof SetLimit) {
                changes = changes == null ? new TreeChanges() : changes;
                changes.note(command);
            }
        }
        return changes == null ? NONE : changes;
    }

    /** True for commands that look at the tree their account stands in. */
    boolean isTreeChange(Command command) {
        return command instanceof Open
                || command instanceof Move
                || command instanceof Fund
                || command instanceof Close;
    }

    /** True for those of them that what stands below their account may stand against; below a new one there is nothing. */
    boolean dependsOnTheTreeBelow(Command command) {
        return command instanceof Move || command instanceof Close;
    }

    boolean isLimitChange(Command command) {
        return command instanceof SetLimit || command instanceof GrantExtra || command instanceof ResetUsage;
    }

    /** The accounts that one may come to stand under. */
    Set<AccountId> newParents(AccountId id) {
        return parents.getOrDefault(id, Set.of());
    }

    /** True if an account may come to spend its parent's credits. */
    boolean shares(AccountId id) {
        return sharing.contains(id);
    }

    /** True if an account has more than one limit set. */
    boolean limitsOften(AccountId id) {
        return limits.getOrDefault(id, 0) > 1;
    }

    private void note(Command command) {
        if (command instanceof Open open && open.parent() != null) {
            parents.computeIfAbsent(open.account(), any -> new HashSet<>()).add(open.parent());
            if (open.funding() == Funding.PARENT) {
                sharing.add(open.account());
            }
        } else if (command instanceof Move move && move.parent() != null) {
            parents.computeIfAbsent(move.account(), any -> new HashSet<>()).add(move.parent());
        } else if (command instanceof Fund fund && fund.funding() == Funding.PARENT) {
            sharing.add(fund.account());
        } else if (command instanceof SetLimit) {
            limits.merge(command.account(), 1, Integer::sum);
        }
    }
}
