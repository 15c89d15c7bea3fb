package dev.credits.ledger.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.AuditTrail;
import dev.credits.ledger.Balance;
import dev.credits.ledger.Booking;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.Hold;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Limit;
import dev.credits.ledger.LogLine;
import dev.credits.ledger.Lot;
import dev.credits.ledger.PastBalance;
import dev.credits.ledger.Reading;
import dev.credits.ledger.Standing;
import dev.credits.ledger.Statement;
import dev.credits.ledger.TransactionId;
import dev.credits.ledger.Usage;
import dev.credits.money.Conversion;
import dev.credits.money.InvalidInputException;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.Reader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers questions, each from one consistent read. */
abstract class Reads implements Reading {
    private static final int MAX_HOLDS = 1000;
    private static final int MAX_PAGE = 1000;

    private final PathHints hints;

    Reads(PathHints hints) {
        this.hints = hints;
    }

    /** Puts a question to the storage. */
    abstract <T> T read(Function<Reader, T> question);

    /** The time of the answers, in whole microseconds. */
    abstract Instant now();

    @Override
    public Optional<Account> account(AccountId account) {
        return look(account, desk -> desk.account(desk.base().hash()));
    }

    @Override
    public Optional<Balance> balance(AccountId account) {
        return account(account).map(Account::balance);
    }

    @Override
    public Optional<PastBalance> balanceAt(AccountId account, Instant at) {
        Instant when = at.truncatedTo(ChronoUnit.MICROS);
        return read(reader -> Past.balance(reader, account, when, now(), hints));
    }

    @Override
    public List<Lot> lots(AccountId account) {
        return look(
                        account,
                        desk -> desk.lots().all().stream().filter(Lot::isOpen).toList())
                .orElse(List.of());
    }

    @Override
    public Optional<Hold> hold(AccountId account, IdempotencyKey key) {
        TransactionId id = TransactionId.of(account, key);
        return read(reader ->
                Optional.ofNullable(Plans.foresee(reader, id, now(), hints).hold(id)));
    }

    @Override
    public List<Hold> openHolds(AccountId account) {
        return read(reader -> reader.openHolds(account, now(), MAX_HOLDS));
    }

    @Override
    public List<Hold> unended(
            Instant from,
            @Nullable TransactionId after,
            Instant to,
            int limit,
            Consumer<? super CreditsException> broken) {
        requirePage(limit);
        List<CreditsException> unread = new ArrayList<>();
        List<Hold> found = read(reader -> {
            unread.clear();
            return reader.unended(from, after, to, limit, unread::add);
        });
        unread.forEach(broken);
        return found;
    }

    @Override
    public Optional<Booking> outcome(AccountId account, IdempotencyKey key) {
        TransactionId id = TransactionId.of(account, key);
        return read(reader -> {
            Instant now = now();
            Book book = new Book(now);
            book.admit(reader.load(LoadPlan.of(Set.of(), now).transactions(Set.of(id))));
            List<Entry> entries = book.transaction(id);
            return entries.isEmpty() ? Optional.empty() : Optional.of(new Booking(entries));
        });
    }

    @Override
    public Statement statement(EntryFilter filter) {
        List<Entry> entries = read(reader -> reader.entries(filter));
        boolean full = entries.size() == filter.limit();
        return new Statement(
                entries, full ? OptionalLong.of(entries.get(entries.size() - 1).seq()) : OptionalLong.empty());
    }

    @Override
    public List<AccountId> due(Instant by, @Nullable AccountId after, int limit) {
        requirePage(limit);
        return read(reader -> reader.due(by, after, limit, unnamed -> {}));
    }

    @Override
    public List<Limit> limits(AccountId account) {
        return read(reader -> limits(reader, List.of(account)).getOrDefault(account, List.of()));
    }

    private Map<AccountId, List<Limit>> limits(Reader reader, List<AccountId> accounts) {
        Instant now = now();
        Book book = Plans.loadWays(reader, accounts, () -> now, hints);
        Map<AccountId, List<Limit>> limits = new HashMap<>();
        reader.eachLimit(accounts, limit -> {
            if (limit.isInForce()) {
                limits.computeIfAbsent(limit.account(), any -> new ArrayList<>())
                        .add(limit.at(book.instant(limit.account())));
            }
        });
        limits.values().forEach(own -> own.sort(Comparator.comparing(Limit::window)));
        return limits;
    }

    @Override
    public List<Account> children(AccountId parent, @Nullable AccountId after, int limit) {
        requirePage(limit);
        return read(reader -> reader.children(parent, after, limit));
    }

    @Override
    public List<Account> children(List<AccountId> parents, int limit) {
        requirePage(limit);
        requireMany("parents", parents);
        if (parents.size() == 1) {
            return children(parents.get(0), null, limit);
        }
        return read(reader -> reader.children(parents, limit));
    }

    @Override
    public Set<AccountId> parents(List<AccountId> accounts) {
        requireMany("accounts", accounts);
        return read(reader -> Set.copyOf(reader.parents(accounts)));
    }

    @Override
    public List<Standing> standings(List<AccountId> accounts, LocalDate from, LocalDate to, ZoneId zone) {
        requireMany("accounts", accounts);
        Days days = new Days(from, to, zone);
        return read(reader -> {
            Map<AccountId, Account> stand = Plans.foresee(reader, accounts, now(), hints);
            Map<AccountId, List<Limit>> limits = limits(reader, accounts);
            Map<AccountId, Long> used = new HashMap<>();
            reader.eachUsage(
                    accounts,
                    days.first(),
                    days.end(),
                    usage -> used.merge(usage.account(), usage.spent(), Math::addExact));
            return accounts.stream()
                    .filter(stand::containsKey)
                    .map(id -> new Standing(
                            Objects.requireNonNull(stand.get(id)),
                            limits.getOrDefault(id, List.of()),
                            used.getOrDefault(id, 0L)))
                    .toList();
        });
    }

    @Override
    public AuditTrail audit(AccountId account, long before, int limit) {
        requirePage(limit);
        List<Entry> entries = read(reader -> reader.amendments(account, before, limit));
        boolean full = entries.size() == limit;
        return new AuditTrail(
                entries, full ? OptionalLong.of(entries.get(entries.size() - 1).seq()) : OptionalLong.empty());
    }

    @Override
    public List<Usage.Day> usage(AccountId account, LocalDate from, LocalDate to, ZoneId zone) {
        Days days = new Days(from, to, zone);
        read(reader -> {
            reader.eachUsage(List.of(account), days.first(), days.end(), days::add);
            return days;
        });
        return days.list();
    }

    private static void requireMany(String field, List<AccountId> accounts) {
        if (accounts.size() > MAX_PAGE) {
            throw new InvalidInputException(field, accounts.size(), "at most " + MAX_PAGE);
        }
    }

    private static void requirePage(int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new InvalidInputException("limit", limit, "a whole number from 1 to " + MAX_PAGE);
        }
    }

    @Override
    public List<Conversion> conversions(String from, String to) {
        LoadPlan plan = LoadPlan.of(Set.of(), now()).subjects(Set.of(Rates.between(from, to)));
        return read(reader -> reader.load(plan).lines().stream()
                .map(Rates::read)
                .sorted(Comparator.comparing(Conversion::effective))
                .toList());
    }

    @Override
    public List<LogLine> rates(long after, int limit) {
        requirePage(limit);
        return read(reader -> reader.lines(Rates.LOG, after, limit));
    }

    /** What an account is once everything due on it is taken into account. */
    private <T> Optional<T> look(AccountId account, Function<Desk, T> view) {
        return read((Reader reader) -> {
            Desk desk = Plans.foresee(reader, account, now(), hints).peek(account);
            return desk == null ? Optional.empty() : Optional.of(view.apply(desk));
        });
    }
}
