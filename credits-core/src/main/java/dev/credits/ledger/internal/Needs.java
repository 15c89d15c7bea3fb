package dev.credits.ledger.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Boundary;
import dev.credits.ledger.ClockCheck;
import dev.credits.ledger.Close;
import dev.credits.ledger.Command;
import dev.credits.ledger.Convert;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
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
import dev.credits.spi.LoadPlan.Subject;
import dev.credits.spi.Loaded;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
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
    private final Wanted<Subject> rates = new Wanted<>();
    private final Set<AccountId> passed = new LinkedHashSet<>();
    private final Set<AccountId> asked = new LinkedHashSet<>();
    private final Set<AccountId> lookedForAgain = new HashSet<>();
    private final Ties ties = new Ties();
    private Instant by;
    private @Nullable ClockCheck check;
    private boolean settled;

    /** {@code by} is until when what is due is needed. */
    Needs(Book book, List<Task> tasks, PathHints hints, Instant by) {
        this.book = book;
        this.tasks = tasks;
        this.by = by;
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

    /** An account with the way from it up to the one whose credits it spends. */
    void wayOf(AccountId id) {
        accounts.add(id);
        asked.add(id);
    }

    /** The holds that were asked for by their transactions. */
    Set<TransactionId> holds() {
        return holds.known;
    }

    /** What it is needed for is to be written by this clock. */
    void checks(@Nullable ClockCheck compared) {
        check = compared;
    }

    Instant by() {
        return by;
    }

    /** Everything that was asked of accounts is needed once more, with what is due by a later instant. */
    void againBy(Instant later) {
        by = later;
        accounts.again();
    }

    /** Says what time it is, now that the accounts are locked; what limits count from then on is needed, too. */
    void settle(Instant clock) {
        book.settle(clock, ties);
        settled = true;
        tasks.forEach(this::found);
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
                Set.of(),
                by,
                check);
    }

    /** Takes in what was found, and works out what else it shows to be needed. */
    void admit(Loaded loaded) {
        book.admit(loaded);
        loaded.entries().forEach(this::openedMeanwhile);
        for (Account account : loaded.accounts()) {
            hints.learn(account);
        }
        for (Hold hold : loaded.holds()) {
            if (hold.isOpen()) {
                hold.path().forEach(this::pass);
                pass(hold.funder());
            }
        }
        tasks.forEach(this::found);
        asked.forEach(id -> path(id, other -> touches(id, other)));
        for (AccountId id : passed) {
            Desk desk = book.peek(id);
            if (desk != null && desk.lacksLimits()) {
                limits.add(id);
            }
        }
    }

    /** An account that was opened after this load had looked for accounts, and before it looked for keys. */
    private void openedMeanwhile(Entry entry) {
        if (entry.kind() == EntryKind.OPEN
                && book.peek(entry.account()) == null
                && lookedForAgain.add(entry.account())) {
            accounts.again(entry.account());
        }
    }

    /** What a command says, and what was seen of its account before. */
    private void said(Task task) {
        Command command = task.command();
        accounts.add(command.account());
        AccountId other = command.counterparty();
        if (other != null) {
            touches(command.account(), other);
        }
        transactions.add(task.id());
        if (task.subject() != null) {
            (task.isReversal() ? transactions : holds).add(task.subject());
        }
        if (task.spends()) {
            hints.along(command.account(), accounts::add, limits::add);
        } else if (changes.isTreeChange(command)) {
            if (changes.dependsOnTheTreeBelow(command)) {
                trees.add(command.account());
            }
            changes.newParents(command.account()).forEach(parent -> hints.above(parent, accounts::add));
        } else if (changes.isLimitChange(command)) {
            limits.add(command.account());
            hints.along(command.account(), accounts::add, limits::add);
        }
    }

    /** What a command turns out to need, and which accounts it touches. */
    private void found(Task task) {
        Command command = task.command();
        AccountId own = command.account();
        if (task.isReversal()) {
            book.transaction(task.subject()).forEach(entry -> reversed(own, entry));
        } else if (task.spends()) {
            path(own, id -> passes(own, id));
            held(own, book.hold(task.subject()));
        } else if (command instanceof Convert convert) {
            String from = unit(convert.from());
            String to = unit(convert.to());
            if (from != null && to != null) {
                rates.add(Rates.between(from, to));
            }
        } else if (changes.isLimitChange(command)) {
            path(own, id -> touches(own, id));
            if (settled && command instanceof SetLimit limit) {
                counted(limit);
            }
        } else if (changes.isTreeChange(command) && !(command instanceof Close)) {
            upwards(own, (id, desk) -> true, id -> passes(own, id));
        }
    }

    private void held(AccountId own, @Nullable Hold hold) {
        if (hold != null && hold.isOpen()) {
            hold.path().forEach(id -> passes(own, id));
            passes(own, hold.funder());
        }
    }

    private void reversed(AccountId own, Entry entry) {
        ReversalRules.lots(entry).forEach(lot -> lots.add(new LotRef(entry.account(), lot)));
        if (entry.leg() == 0 || ReversalRules.hasTwoSides(entry)) {
            touches(own, entry.account());
        }
        if (entry.isAgainst(Boundary.SPENT)) {
            entry.route().path().forEach(id -> passes(own, id));
            passes(own, entry.account());
        }
    }

    /** The accounts on the way from one up to the one whose credits it spends, as they are or may become. */
    private void path(AccountId account, Consumer<AccountId> each) {
        Desk first = book.peek(account);
        if (first != null && first.funding != Funding.PARENT && !changes.shares(account)) {
            each.accept(account);
            return;
        }
        upwards(account, (id, desk) -> desk != null && desk.funding == Funding.PARENT || changes.shares(id), each);
    }

    private void upwards(AccountId account, BiPredicate<AccountId, @Nullable Desk> goesOn, Consumer<AccountId> each) {
        Deque<AccountId> next = new ArrayDeque<>(2);
        Set<AccountId> visited = new HashSet<>();
        for (AccountId id = account; id != null; id = next.poll()) {
            Desk desk = book.peek(id);
            if (visited.add(id)) {
                each.accept(id);
                if (goesOn.test(id, desk)) {
                    next.addAll(changes.newParents(id));
                    if (desk != null && desk.parent != null) {
                        next.add(desk.parent);
                    }
                }
            }
        }
    }

    /** An account that a command of {@code own} touches: both have one instant. */
    private void touches(AccountId own, AccountId id) {
        accounts.add(id);
        ties.tie(own, id);
    }

    /** The same of one whose limits bind. */
    private void passes(AccountId own, AccountId id) {
        touches(own, id);
        pass(id);
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

        void again(T element) {
            known.add(element);
            next.add(element);
        }

        void again() {
            next = new LinkedHashSet<>(known);
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
