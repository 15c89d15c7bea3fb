package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Command;
import dev.credits.ledger.Convert;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Open;
import dev.credits.ledger.TransactionId;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.LoadPlan.LotRef;
import dev.credits.spi.LoadPlan.UnitPair;
import dev.credits.spi.Loader;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Works out what to load for commands: once from what they say, and once more for the few that refer to what was found. */
final class Plans {
    private Plans() {}

    /** A book with everything these tasks need. */
    static Book loadFor(Loader loader, List<Task> tasks, Instant now) {
        Book book = new Book(now);
        book.admit(loader.load(first(tasks, now)));
        LoadPlan more = second(tasks, book, now);
        if (!isEmpty(more)) {
            book.admit(loader.load(more));
        }
        return book;
    }

    /** A book with these accounts and what is due on them. */
    static Book load(Loader loader, Collection<AccountId> accounts, Instant now) {
        Book book = new Book(now);
        book.admit(loader.load(new LoadPlan(Set.copyOf(accounts), Set.of(), Set.of(), Set.of(), Set.of(), now)));
        return book;
    }

    private static LoadPlan first(List<Task> tasks, Instant now) {
        Set<AccountId> accounts = new LinkedHashSet<>();
        Set<TransactionId> transactions = new LinkedHashSet<>();
        Set<TransactionId> holds = new LinkedHashSet<>();
        for (Task task : tasks) {
            Command command = task.command();
            accounts.add(command.account());
            AccountId other = command.counterparty();
            if (other != null) {
                accounts.add(other);
            }
            if (command instanceof Open open && open.parent() != null) {
                accounts.add(open.parent());
            }
            transactions.add(task.id());
            if (task.subject() != null) {
                (task.isReversal() ? transactions : holds).add(task.subject());
            }
        }
        return new LoadPlan(accounts, transactions, holds, Set.of(), Set.of(), now);
    }

    private static LoadPlan second(List<Task> tasks, Book book, Instant now) {
        Set<AccountId> accounts = new LinkedHashSet<>();
        Set<LotRef> lots = new LinkedHashSet<>();
        Set<UnitPair> rates = new LinkedHashSet<>();
        for (Task task : tasks) {
            if (task.isReversal()) {
                for (Entry entry : book.transaction(task.subject())) {
                    ReversalRules.lots(entry).forEach(lot -> lots.add(new LotRef(entry.account(), lot)));
                    if (ReversalRules.hasTwoSides(entry)) {
                        accounts.add(entry.account());
                    }
                }
            } else if (task.command() instanceof Convert convert) {
                String from = unit(convert.from(), tasks, book);
                String to = unit(convert.to(), tasks, book);
                if (from != null && to != null) {
                    rates.add(new UnitPair(from, to));
                }
            }
        }
        accounts.removeIf(account -> book.peek(account) != null);
        return new LoadPlan(accounts, Set.of(), Set.of(), lots, rates, now);
    }

    /** The unit of an account that was found, or that one of these tasks is to open. */
    private static @Nullable String unit(AccountId account, List<Task> tasks, Book book) {
        Desk desk = book.peek(account);
        if (desk != null) {
            return desk.base().unit().code();
        }
        for (Task task : tasks) {
            if (task.command() instanceof Open open && open.account().equals(account)) {
                return open.unit().code();
            }
        }
        return null;
    }

    private static boolean isEmpty(LoadPlan plan) {
        return plan.accounts().isEmpty()
                && plan.lots().isEmpty()
                && plan.rates().isEmpty();
    }
}
