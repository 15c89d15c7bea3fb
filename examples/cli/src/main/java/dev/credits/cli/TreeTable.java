package dev.credits.cli;

import dev.credits.budget.Branch;
import dev.credits.ledger.Account;
import dev.credits.ledger.Funding;
import dev.credits.ledger.Limit;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A tree of accounts as a person reads it. */
final class TreeTable {
    private final Table table = new Table()
            .words("account")
            .words("spends")
            .numbers("available")
            .numbers("held")
            .numbers("used today")
            .words("status")
            .words("limits");
    private boolean more;

    private TreeTable() {}

    static List<String> of(Branch top) {
        TreeTable tree = new TreeTable();
        tree.add(top, "", "");
        List<String> lines = tree.table.lines();
        return tree.more ? withNote(lines) : lines;
    }

    private void add(Branch branch, String prefix, String below) {
        Account account = branch.account();
        boolean own = account.funding() == Funding.OWN;
        table.row(
                prefix + account.id(),
                spends(account.funding()),
                own ? account.balance().available().toPlainString() : null,
                own ? account.balance().held().toPlainString() : null,
                branch.used().toPlainString(),
                account.status().name().toLowerCase(Locale.ROOT),
                branch.limits().stream().map(TreeTable::limit).collect(Collectors.joining(", ")));
        more |= branch.more();
        List<Branch> children = branch.below();
        for (int i = 0; i < children.size(); i++) {
            boolean last = i == children.size() - 1 && !branch.more();
            add(children.get(i), below + (last ? "└─ " : "├─ "), below + (last ? "   " : "│  "));
        }
    }

    private static String spends(Funding funding) {
        return switch (funding) {
            case OWN -> "its own";
            case PARENT -> "its parent's";
            case METERED -> "counts only";
        };
    }

    private static String limit(Limit limit) {
        String used = limit.window() == Window.CALL ? "" : plain(limit, limit.used()) + " of ";
        return limit.window() + " " + used + plain(limit, limit.allowed())
                + (limit.terms().shadow() ? " (shadow)" : "")
                + lifted(limit.terms().liftedUntil());
    }

    private static String lifted(@Nullable Instant until) {
        return until == null ? "" : " (lifted until " + until + ")";
    }

    private static String plain(Limit limit, long minor) {
        return Amount.ofMinor(minor, limit.unit()).toPlainString();
    }

    private static List<String> withNote(List<String> lines) {
        return Stream.concat(lines.stream(), Stream.of("There are more accounts: show more with --limit."))
                .toList();
    }
}
