package dev.credits.testkit;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.AccountStatus;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.Funding;
import dev.credits.ledger.Hold;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Limit;
import dev.credits.ledger.LogLine;
import dev.credits.ledger.Lot;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.Source;
import dev.credits.ledger.TransactionId;
import dev.credits.ledger.Usage;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.LoadPlan.Since;
import dev.credits.spi.LoadPlan.Subject;
import dev.credits.spi.LoadPlan.UpTo;
import dev.credits.spi.Loaded;
import dev.credits.spi.Loaded.Count;
import dev.credits.spi.Loaded.Tree;
import dev.credits.spi.Reader;
import dev.credits.spi.Reversal;
import dev.credits.spi.Stray;
import dev.credits.spi.UnreadableException;
import dev.credits.testkit.MemoryState.Book;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers from a {@link MemoryState} that stands still meanwhile. */
final class MemoryReader implements Reader {
    private static final Comparator<Hold> BY_DEADLINE = Comparator.comparing(Hold::deadline)
            .thenComparing(hold -> hold.key().value());

    private final MemoryState state;

    MemoryReader(MemoryState state) {
        this.state = state;
    }

    @Override
    public Optional<SameState> sameState() {
        return Optional.of(questions -> questions.accept(new MemoryReader(state)));
    }

    @Override
    public Loaded load(LoadPlan plan) {
        List<Book> books = plan.accounts().stream().flatMap(this::book).toList();
        Stream<Lot> open = books.stream().flatMap(book -> book.lots.stream()).filter(Lot::isOpen);
        Stream<Lot> named = plan.lots().stream()
                .flatMap(ref -> book(ref.account()).map(book -> book.lot(ref.number())))
                .filter(Objects::nonNull);
        Stream<Hold> due =
                books.stream().flatMap(book -> dueHolds(book, plan.now()).limit(LoadPlan.MOST_DUE));
        return new Loaded(
                books.stream().map(book -> book.account).toList(),
                Stream.concat(open, named).toList(),
                Stream.concat(due, found(plan.holds(), state.holds::get)).toList(),
                found(plan.transactions(), state.transactions::get)
                        .flatMap(List::stream)
                        .toList(),
                found(plan.transactions(), state.reversals::get).toList(),
                plan.limits().stream()
                        .flatMap(this::book)
                        .flatMap(book -> book.limits.values().stream())
                        .toList(),
                plan.counts().stream().map(this::count).toList(),
                plan.trees().stream().map(this::tree).toList(),
                Stream.concat(
                                plan.subjects().stream().flatMap(this::about),
                                plan.lines().stream().flatMap(this::upTo))
                        .toList());
    }

    private Stream<LogLine> about(Subject subject) {
        return state.log(subject.log()).stream().filter(line -> line.subject().equals(subject.subject()));
    }

    private Stream<LogLine> upTo(UpTo wanted) {
        return state.log(wanted.log()).stream()
                .filter(line -> line.number() <= wanted.number())
                .reduce((earlier, later) -> later)
                .stream();
    }

    @Override
    public List<LogLine> lines(String log, long after, int limit) {
        return state.log(log).stream()
                .filter(line -> line.number() > after)
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<LogLine> line(String log, IdempotencyKey key) {
        return state.log(log).stream().filter(line -> key.equals(line.key())).findFirst();
    }

    @Override
    public List<LogLine> newestLines(String log, String kind, int limit) {
        return state.log(log).stream()
                .filter(line -> line.kind().equals(kind))
                .sorted(Comparator.comparing(LogLine::number).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public void eachLine(Consumer<LogLine> consumer) {
        state.logs.values().forEach(lines -> lines.forEach(consumer));
    }

    @Override
    public List<Entry> entries(EntryFilter filter) {
        return book(filter.account())
                .flatMap(book -> book.entries.stream())
                .filter(entry -> passes(entry, filter))
                .limit(filter.limit())
                .toList();
    }

    @Override
    public Optional<Entry> lastEntry(AccountId account, Instant at) {
        return book(account)
                .flatMap(book -> book.entries.stream())
                .filter(entry -> !entry.at().isAfter(at))
                .reduce((earlier, later) -> later);
    }

    @Override
    public List<Hold> openHolds(AccountId account, Instant now, int limit) {
        return book(account)
                .flatMap(book -> Stream.concat(openHolds(book), found(book.reserved, state.holds::get)))
                .filter(Hold::isOpen)
                .filter(hold -> !isDue(hold, now))
                .sorted(BY_DEADLINE)
                .limit(limit)
                .toList();
    }

    @Override
    public List<Hold> dueHolds(AccountId account, Hold after, Instant by, int limit) {
        return book(account)
                .flatMap(book -> dueHolds(book, by))
                .filter(hold -> Hold.BY_DEADLINE.compare(hold, after) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public List<Hold> unended(
            Instant from,
            @Nullable TransactionId after,
            Instant to,
            int limit,
            Consumer<? super UnreadableException> broken) {
        return state.holds.values().stream()
                .filter(hold -> hold.isOpen() || hold.state() == Hold.State.LAPSED)
                .filter(hold ->
                        !hold.deadline().isBefore(from) && !hold.deadline().isAfter(to))
                .filter(hold -> after == null
                        || hold.deadline().isAfter(from)
                        || hold.id().value().compareTo(after.value()) > 0)
                .sorted(Comparator.comparing(Hold::deadline)
                        .thenComparing(hold -> hold.id().value()))
                .limit(limit)
                .toList();
    }

    private Stream<Hold> dueHolds(Book book, Instant by) {
        return openHolds(book).filter(hold -> isDue(hold, by)).sorted(Hold.BY_DEADLINE);
    }

    @Override
    public List<AccountId> due(
            Instant now, @Nullable AccountId after, int limit, Consumer<? super UnreadableException> broken) {
        return after(after).values().stream()
                .filter(book -> openHolds(book).anyMatch(hold -> isDue(hold, now))
                        || book.lots.stream().anyMatch(lot -> isDue(lot, now)))
                .map(book -> book.account.id())
                .limit(limit)
                .toList();
    }

    @Override
    public List<Account> accounts(@Nullable AccountId after, int limit, Consumer<? super UnreadableException> broken) {
        return after(after).values().stream()
                .map(book -> book.account)
                .limit(limit)
                .toList();
    }

    @Override
    public Instant newest() {
        return after(null).values().stream()
                .map(book -> book.account.at())
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    @Override
    public List<Account> children(AccountId parent, @Nullable AccountId after, int limit) {
        return after(after).values().stream()
                .map(book -> book.account)
                .filter(account -> parent.equals(account.parent()))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Account> children(List<AccountId> parents, int limit) {
        return parents.stream()
                .sorted()
                .flatMap(parent -> childrenOf(parent).stream())
                .limit(limit)
                .toList();
    }

    @Override
    public List<AccountId> parents(List<AccountId> accounts) {
        Set<AccountId> having = new HashSet<>();
        state.books.values().forEach(book -> having.add(book.account.parent()));
        return accounts.stream().filter(having::contains).toList();
    }

    @Override
    public List<Entry> amendments(AccountId account, long before, int limit) {
        List<Entry> latestFirst = book(account)
                .flatMap(book -> book.entries.stream())
                .filter(entry -> entry.amendment() != null && entry.seq() < before)
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.reverse(latestFirst);
        return latestFirst.stream().limit(limit).toList();
    }

    @Override
    public void eachLimit(List<AccountId> accounts, Consumer<Limit> consumer) {
        accounts.forEach(
                account -> book(account).forEach(book -> book.limits.values().forEach(consumer)));
    }

    @Override
    public void eachUsage(List<AccountId> accounts, Instant from, Instant to, Consumer<Usage> consumer) {
        accounts.forEach(account -> eachUsage(account, from, to, consumer));
    }

    private void eachUsage(AccountId account, Instant from, Instant to, Consumer<Usage> consumer) {
        state.usage.getOrDefault(account, new TreeMap<>()).forEach((cell, spent) -> {
            if (!cell.slot().isBefore(from) && cell.slot().isBefore(to)) {
                String feature = cell.feature().isEmpty() ? null : cell.feature();
                consumer.accept(new Usage(account, feature, cell.slot(), spent));
            }
        });
    }

    private Count count(Since since) {
        long spent = state.usage.getOrDefault(since.account(), new TreeMap<>()).entrySet().stream()
                .filter(cell -> !cell.getKey().slot().isBefore(since.slot()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        long held = state.holds.values().stream()
                .filter(hold -> hold.isOpen() && !Usage.slot(hold.counted()).isBefore(since.slot()))
                .filter(hold ->
                        hold.funder().equals(since.account()) || hold.path().contains(since.account()))
                .mapToLong(Hold::open)
                .sum();
        return new Count(since, spent, held);
    }

    private Tree tree(AccountId root) {
        List<Account> children = childrenOf(root);
        int sharing = (int) children.stream()
                .filter(child -> child.funding() == Funding.PARENT && child.status() != AccountStatus.CLOSED)
                .count();
        int holds = (int) state.holds.values().stream()
                .filter(hold -> hold.isOpen() && hold.path().contains(root))
                .count();
        return new Tree(root, height(root), sharing, holds);
    }

    private int height(AccountId root) {
        return childrenOf(root).stream()
                .mapToInt(child -> 1 + height(child.id()))
                .max()
                .orElse(0);
    }

    private List<Account> childrenOf(AccountId parent) {
        return children(parent, null, Integer.MAX_VALUE);
    }

    @Override
    public void eachEntry(List<AccountId> accounts, Consumer<Entry> consumer) {
        accounts.forEach(account -> book(account).forEach(book -> book.entries.forEach(consumer)));
    }

    @Override
    public void eachLot(List<AccountId> accounts, Consumer<Lot> consumer) {
        accounts.forEach(account -> book(account).forEach(book -> book.lots.forEach(consumer)));
    }

    @Override
    public void eachHold(List<AccountId> accounts, Consumer<Hold> consumer) {
        accounts.forEach(account -> book(account)
                .forEach(book -> found(book.holds, state.holds::get).forEach(consumer)));
    }

    @Override
    public void eachReversal(List<AccountId> accounts, BiConsumer<AccountId, Reversal> consumer) {
        accounts.forEach(account -> book(account)
                .flatMap(book -> book.entries.stream())
                .filter(entry -> entry.leg() == 0)
                .map(entry -> state.reversals.get(entry.transaction()))
                .filter(Objects::nonNull)
                .forEach(reversal -> consumer.accept(account, reversal)));
    }

    /** None: in memory rows are part of their account. */
    @Override
    public List<Stray> strays(int limit) {
        return List.of();
    }

    @Override
    public List<Unbalanced> unbalanced(int limit) {
        List<Unbalanced> found = new ArrayList<>();
        for (List<Entry> transaction : state.transactions.values()) {
            transaction.stream()
                    .filter(entry -> isBetweenAccounts(entry) && found.size() < limit && sum(transaction, entry) != 0)
                    .findFirst()
                    .ifPresent(entry -> found.add(new Unbalanced(entry.transaction(), entry.account(), entry.seq())));
        }
        return found;
    }

    private static long sum(List<Entry> transaction, Entry sample) {
        return transaction.stream()
                .filter(entry -> isBetweenAccounts(entry) && entry.unit().equals(sample.unit()))
                .mapToLong(Entry::change)
                .reduce(0, Math::addExact);
    }

    private static boolean isBetweenAccounts(Entry entry) {
        String counterparty = entry.counterparty();
        return counterparty != null && !counterparty.startsWith("@");
    }

    private static boolean passes(Entry entry, EntryFilter filter) {
        Instant from = filter.from();
        Instant to = filter.to();
        return entry.seq() > filter.after()
                && (filter.kinds().isEmpty() || filter.kinds().contains(entry.kind()))
                && (filter.source() == null || opens(entry, filter.source()))
                && (filter.by() == null || filter.by().equals(entry.memo().by()))
                && (filter.feature() == null
                        || filter.feature().equals(entry.memo().feature()))
                && (filter.spender() == null || filter.spender().equals(entry.spender()))
                && (from == null || !entry.at().isBefore(from))
                && (to == null || entry.at().isBefore(to))
                && filter.passes(entry.memo().reason());
    }

    private static boolean isDue(Hold hold, Instant now) {
        return !hold.deadline().isAfter(now);
    }

    private static boolean isDue(Lot lot, Instant now) {
        Instant starts = lot.starts();
        boolean begins = !lot.started() && starts != null && !starts.isAfter(now);
        boolean ends = lot.remaining() > 0 && lot.isExpired(now);
        return (lot.isOpen() && begins) || ends;
    }

    private Stream<Hold> openHolds(Book book) {
        return found(book.holds, state.holds::get).filter(Hold::isOpen);
    }

    private Stream<Book> book(AccountId id) {
        return Stream.ofNullable(state.books.get(id));
    }

    private NavigableMap<AccountId, Book> after(@Nullable AccountId after) {
        return after == null ? state.books : state.books.tailMap(after, false);
    }

    private static <T> Stream<T> found(Collection<TransactionId> ids, Function<TransactionId, @Nullable T> look) {
        return ids.stream().map(look).filter(Objects::nonNull);
    }

    private static boolean opens(Entry entry, Source source) {
        return entry.moves().stream().map(LotMove::opened).anyMatch(lot -> lot != null && lot.source() == source);
    }
}
