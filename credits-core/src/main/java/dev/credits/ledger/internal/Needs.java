package dev.credits.ledger.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Boundary;
import dev.credits.ledger.Close;
import dev.credits.ledger.Command;
import dev.credits.ledger.Convert;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Funding;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Limit;
import dev.credits.ledger.Open;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.TransactionId;
import dev.credits.ledger.Window;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.LoadPlan.LotRef;
import dev.credits.spi.LoadPlan.Since;
import dev.credits.spi.LoadPlan.UnitPair;
import dev.credits.spi.Loaded;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** What is needed to decide some tasks, as far as can be told from what is known so far; nothing is asked for twice. */
final class Needs {
    private final Book book;
    private final List<Task> tasks;
    private final PathHints hints;
    private final TreeChanges changes;
    private final Wanted<AccountId> accounts = new Wanted<>();
    private final Wanted<TransactionId> transactions = new Wanted<>();
    private final Wanted<TransactionId> holds = new Wanted<>();
    private final Wanted<LotRef> lots = new Wanted<>();
    private final Wanted<AccountId> limits = new Wanted<>();
    private final Wanted<Since> counts = new Wanted<>();
    private final Wanted<AccountId> trees = new Wanted<>();
    private final Wanted<UnitPair> rates = new Wanted<>();
    private final Set<AccountId> passed = new LinkedHashSet<>();

    Needs(Book book, List<Task> tasks, PathHints hints) {
        this.book = book;
        this.tasks = tasks;
        this.hints = hints;
        this.changes = TreeChanges.of(tasks);
        tasks.forEach(this::said);
    }

    Book book() {
        return book;
    }

    void account(AccountId id) {
        accounts.add(id);
    }

    void hold(TransactionId id) {
        holds.add(id);
    }

    /** What is needed and has not been asked for yet. */
    LoadPlan plan() {
        return new LoadPlan(
                accounts.take(),
                transactions.take(),
                holds.take(),
                lots.take(),
                limits.take(),
                counts.take(),
                trees.take(),
                rates.take(),
                book.now());
    }

    /** Takes in what was found, and works out what else it shows to be needed. */
    void admit(Loaded loaded) {
        book.admit(loaded);
        for (Account account : loaded.accounts()) {
            hints.learn(account);
        }
        for (Hold hold : loaded.holds()) {
            if (hold.isOpen()) {
                way(hold.path(), hold.funder());
            }
        }
        tasks.forEach(this::found);
        for (AccountId id : passed) {
            Desk desk = book.peek(id);
            if (desk != null && desk.lacksLimits()) {
                limits.add(id);
            }
        }
    }

    /** What a command says, and what was seen of its account before. */
    private void said(Task task) {
        Command command = task.command();
        accounts.add(command.account());
        AccountId other = command.counterparty();
        if (other != null) {
            accounts.add(other);
        }
        transactions.add(task.id());
        if (task.subject() != null) {
            (task.isReversal() ? transactions : holds).add(task.subject());
        }
        if (task.spends()) {
            hints.along(command.account(), accounts::add, limits::add);
        } else if (changes.isTreeChange(command)) {
            trees.add(command.account());
            changes.newParents(command.account()).forEach(parent -> hints.above(parent, accounts::add));
        } else if (changes.isLimitChange(command)) {
            limits.add(command.account());
        }
    }

    /** What a command turns out to need. */
    private void found(Task task) {
        Command command = task.command();
        if (task.isReversal()) {
            book.transaction(task.subject()).forEach(this::reversed);
        } else if (task.spends()) {
            path(command.account());
        } else if (command instanceof Convert convert) {
            String from = unit(convert.from());
            String to = unit(convert.to());
            if (from != null && to != null) {
                rates.add(new UnitPair(from, to));
            }
        } else if (command instanceof SetLimit limit) {
            counted(limit);
        } else if (changes.isTreeChange(command) && !(command instanceof Close)) {
            above(command.account());
        }
    }

    private void reversed(Entry entry) {
        ReversalRules.lots(entry).forEach(lot -> lots.add(new LotRef(entry.account(), lot)));
        if (entry.leg() == 0 || ReversalRules.hasTwoSides(entry)) {
            accounts.add(entry.account());
        }
        if (entry.isAgainst(Boundary.SPENT)) {
            way(entry.route().path(), entry.account());
        }
    }

    /** The accounts on the way from one up to the one whose credits it spends, as they are or may become. */
    private void path(AccountId account) {
        Desk first = book.peek(account);
        if (first != null && first.funding != Funding.PARENT && !changes.shares(account)) {
            pass(account);
            return;
        }
        upwards(account, (id, desk) -> desk != null && desk.funding == Funding.PARENT || changes.shares(id));
    }

    /** All accounts above one, as they are or may become. */
    private void above(AccountId account) {
        upwards(account, (id, desk) -> true);
    }

    private void upwards(AccountId account, BiPredicate<AccountId, @Nullable Desk> goesOn) {
        Deque<AccountId> next = new ArrayDeque<>(2);
        Set<AccountId> visited = new HashSet<>();
        for (AccountId id = account; id != null; id = next.poll()) {
            Desk desk = book.peek(id);
            if (visited.add(id)) {
                pass(id);
                if (goesOn.test(id, desk)) {
                    next.addAll(changes.newParents(id));
                    if (desk != null && desk.parent != null) {
                        next.add(desk.parent);
                    }
                }
            }
        }
    }

    private void way(List<AccountId> path, AccountId funder) {
        path.forEach(this::pass);
        pass(funder);
    }

    /** An account whose limits bind. */
    private void pass(AccountId id) {
        accounts.add(id);
        passed.add(id);
    }

    /** A limit that is new, or is to have other windows, begins with what counts in its window already. */
    private void counted(SetLimit command) {
        Desk desk = book.peek(command.account());
        if (desk == null || command.most() == null || command.window() == Window.CALL) {
            return;
        }
        Limit before = desk.limits().find(command.window());
        boolean goesOn = before != null && before.isInForce() && before.terms().countsAs(command.terms());
        if (!goesOn || changes.limitsOften(command.account())) {
            counts.add(new Since(command.account(), LimitRules.since(command, desk.now())));
        }
    }

    /** The unit of an account that was found, or that one of these tasks is to open. */
    private @Nullable String unit(AccountId account) {
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

    /** A set whose elements are handed out once. */
    private static final class Wanted<T> {
        private final Set<T> known = new HashSet<>();
        private Set<T> next = new LinkedHashSet<>();

        boolean add(T element) {
            return known.add(element) && next.add(element);
        }

        Set<T> take() {
            if (next.isEmpty()) {
                return Set.of();
            }
            Set<T> taken = next;
            next = new LinkedHashSet<>();
            return taken;
        }
    }
}
