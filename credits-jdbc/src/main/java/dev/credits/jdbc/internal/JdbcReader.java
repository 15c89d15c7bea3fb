package dev.credits.jdbc.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.Hold;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Limit;
import dev.credits.ledger.LogLine;
import dev.credits.ledger.Lot;
import dev.credits.ledger.TransactionId;
import dev.credits.ledger.Usage;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.Loaded;
import dev.credits.spi.Reader;
import dev.credits.spi.Reversal;
import dev.credits.spi.Stray;
import dev.credits.spi.UnreadableException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The questions a storage answers, asked over one transaction. Not thread-safe. */
final class JdbcReader implements Reader {
    /** Rows kept in memory at a time while every one is handed out. */
    private static final int FETCH = 500;

    /** Entries looked through at a time for a text. */
    private static final int SEARCHED = 1_000;

    private static final UUID NO_ID = new UUID(0, 0);

    private final Unit unit;
    private final Tables tables;
    private final AccountScan scan;
    private final @Nullable Database database;

    /** {@code database} is where others may read the same; null if nobody else can. */
    JdbcReader(Unit unit, @Nullable Database database) {
        this.unit = unit;
        this.database = database;
        this.tables = unit.tables;
        this.scan = new AccountScan(unit);
    }

    @Override
    public Loaded load(LoadPlan plan) {
        return unit.load(plan);
    }

    @Override
    public List<Entry> entries(EntryFilter filter) {
        Long account = id(filter.account());
        if (account == null) {
            return List.of();
        }
        Instant from = filter.from();
        Instant to = filter.to();
        long after = from == null ? 0 : lastUntil(filter.account(), time -> !time.isBefore(from));
        long until = to == null ? Long.MAX_VALUE : lastUntil(filter.account(), time -> !time.isBefore(to));
        after = Math.max(after, filter.after());
        return filter.text() == null ? page(filter, account, after, until) : search(filter, account, after, until);
    }

    private List<Entry> page(EntryFilter filter, long account, long after, long until) {
        EntryQuery query = new EntryQuery(filter, account, after, until);
        return list(query.sql(tables.entries.ofAccount), query::bind, fields -> EntriesTable.read(fields, unit.owners));
    }

    /** The entries whose reason has the text, found page by page. */
    private List<Entry> search(EntryFilter filter, long account, long after, long until) {
        List<Entry> found = new ArrayList<>();
        EntryFilter pages = filter.limit(SEARCHED);
        long from = after;
        while (true) {
            List<Entry> page = page(pages, account, from, until);
            for (Entry entry : page) {
                if (filter.passes(entry.memo().reason())) {
                    found.add(entry);
                }
                if (found.size() == filter.limit()) {
                    return found;
                }
            }
            if (page.size() < SEARCHED) {
                return found;
            }
            from = page.get(page.size() - 1).seq();
        }
    }

    @Override
    public Optional<Entry> lastEntry(AccountId account, Instant at) {
        long seq = lastUntil(account, time -> time.isAfter(at));
        EntryFilter one = EntryFilter.of(account).after(Math.max(0, seq - 1)).limit(1);
        return seq == 0 ? Optional.empty() : entries(one).stream().findFirst();
    }

    @Override
    public List<Hold> openHolds(AccountId account, Instant now, int limit) {
        List<Hold> open = new ArrayList<>();
        Binder rest = statement -> {
            SqlType.TIME.bind(statement, 2, now);
            statement.setInt(3, limit);
        };
        each(account, tables.holds.open, rest, fields -> HoldsTable.read(fields, unit.owners), open::add);
        List<Hold> others = list(
                tables.holds.openOfSpender,
                statement -> {
                    statement.setString(1, account.value());
                    rest.bind(statement);
                },
                fields -> HoldsTable.read(fields, unit.owners));
        if (others.isEmpty()) {
            return open;
        }
        return Stream.concat(open.stream(), others.stream())
                .sorted(Comparator.comparing(Hold::deadline))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Hold> dueHolds(AccountId account, Hold after, Instant by, int limit) {
        List<Hold> due = new ArrayList<>();
        Binder rest = statement -> {
            SqlType.TIME.bind(statement, 2, by);
            SqlType.TIME.bind(statement, 3, after.deadline());
            SqlType.TIME.bind(statement, 4, after.deadline());
            statement.setObject(5, after.id().value());
            statement.setInt(6, limit);
        };
        each(account, tables.holds.dueAfter, rest, fields -> HoldsTable.read(fields, unit.owners), due::add);
        return due;
    }

    @Override
    public List<Hold> unended(
            Instant from,
            @Nullable TransactionId after,
            Instant to,
            int limit,
            Consumer<? super UnreadableException> broken) {
        List<Hold> found = new ArrayList<>();
        Instant[] deadline = {from};
        @Nullable UUID[] last = {after == null ? null : after.value()};
        int[] rows = {0};
        int most;
        do {
            most = limit - found.size();
            rows[0] = 0;
            int asked = most;
            each(tables.holds.unended, statement -> bindUnended(statement, deadline[0], last[0], to, asked), fields -> {
                rows[0]++;
                deadline[0] = HoldsTable.deadlineOf(fields);
                last[0] = HoldsTable.idOf(fields);
                try {
                    found.add(fields.row(row -> HoldsTable.read(row, unit.owners)));
                } catch (UnreadableException unreadable) {
                    broken.accept(unreadable);
                }
            });
        } while (rows[0] == most && found.size() < limit);
        return found;
    }

    private static void bindUnended(
            PreparedStatement statement, Instant from, @Nullable UUID after, Instant to, int limit)
            throws SQLException {
        int at = 1;
        for (int state = 1; state <= 2; state++) {
            SqlType.TIME.bind(statement, at++, from);
            SqlType.TIME.bind(statement, at++, to);
            SqlType.TIME.bind(statement, at++, after == null ? from.minus(1, ChronoUnit.MICROS) : from);
            SqlType.ID.bind(statement, at++, after == null ? NO_ID : after);
            statement.setInt(at++, limit);
        }
        statement.setInt(at, limit);
    }

    @Override
    public List<AccountId> due(
            Instant now, @Nullable AccountId after, int limit, Consumer<? super UnreadableException> broken) {
        return page(after, limit, broken, 1, row -> row.of("credit_accounts").name(), (last, most, rows) -> {
            Binder binder = statement -> {
                for (int i = 1; i <= 3; i++) {
                    SqlType.TIME.bind(statement, i, now);
                }
                statement.setString(4, last == null ? "" : last);
                statement.setInt(5, most);
            };
            each(tables.due.sql, binder, rows);
        });
    }

    @Override
    public List<Account> accounts(@Nullable AccountId after, int limit, Consumer<? super UnreadableException> broken) {
        unit.owners.forgetMany();
        return page(after, limit, broken, 2, row -> AccountsTable.read(row, unit.owners), (last, most, rows) -> {
            if (last == null) {
                each(tables.accounts.firstPage, statement -> statement.setInt(1, most), rows);
            } else {
                Binder binder = statement -> {
                    statement.setString(1, last);
                    statement.setInt(2, most);
                };
                each(tables.accounts.page, binder, rows);
            }
        });
    }

    /** Rows in the order of the names in one of their columns: as many as are asked for, but for those that cannot be read. */
    private <T> List<T> page(
            @Nullable AccountId after,
            int limit,
            Consumer<? super UnreadableException> broken,
            int name,
            Fields.RowReader<T> reader,
            Page page) {
        List<T> found = new ArrayList<>();
        @Nullable String[] last = {after == null ? null : after.value()};
        int[] rows = {0};
        int most;
        do {
            most = limit - found.size();
            rows[0] = 0;
            page.ask(last[0], most, fields -> {
                rows[0]++;
                last[0] = fields.peek(name);
                try {
                    found.add(fields.row(reader));
                } catch (UnreadableException unreadable) {
                    broken.accept(unreadable);
                }
            });
        } while (rows[0] == most && found.size() < limit);
        return found;
    }

    @Override
    public Instant newest() {
        List<Instant> newest = new ArrayList<>();
        each(tables.accounts.newest, statement -> {}, fields -> {
            Instant at = fields.timeOrNull();
            newest.add(at == null ? Instant.EPOCH : at);
        });
        return newest.get(0);
    }

    @Override
    public List<Account> children(AccountId parent, @Nullable AccountId after, int limit) {
        return list(
                tables.accounts.children,
                statement -> {
                    statement.setString(1, parent.value());
                    statement.setString(2, after == null ? "" : after.value());
                    statement.setInt(3, limit);
                },
                fields -> AccountsTable.read(fields, unit.owners));
    }

    @Override
    public List<Account> children(List<AccountId> parents, int limit) {
        return list(
                tables.accounts.childrenOfMany,
                statement -> {
                    statement.setArray(1, SqlType.TEXT.array(unit.connection, parents, AccountId::value));
                    statement.setInt(2, limit);
                },
                fields -> AccountsTable.read(fields, unit.owners));
    }

    @Override
    public List<AccountId> parents(List<AccountId> accounts) {
        return list(
                tables.accounts.parents,
                statement -> statement.setArray(1, SqlType.TEXT.array(unit.connection, accounts, AccountId::value)),
                fields -> AccountId.of(fields.text()));
    }

    @Override
    public List<Entry> amendments(AccountId account, long before, int limit) {
        List<Entry> amendments = new ArrayList<>();
        Binder rest = statement -> {
            statement.setLong(2, before);
            statement.setInt(3, limit);
        };
        each(
                account,
                tables.entries.amendments,
                rest,
                fields -> EntriesTable.read(fields, unit.owners),
                amendments::add);
        return amendments;
    }

    @Override
    public void eachLimit(List<AccountId> accounts, Consumer<Limit> consumer) {
        scan.limits(accounts, consumer);
    }

    @Override
    public void eachUsage(List<AccountId> accounts, Instant from, Instant to, Consumer<Usage> consumer) {
        scan.usage(accounts, from, to, consumer);
    }

    @Override
    public void eachEntry(List<AccountId> accounts, Consumer<Entry> consumer) {
        scan.entries(accounts, consumer);
    }

    @Override
    public void eachLot(List<AccountId> accounts, Consumer<Lot> consumer) {
        scan.lots(accounts, consumer);
    }

    @Override
    public void eachHold(List<AccountId> accounts, Consumer<Hold> consumer) {
        scan.holds(accounts, consumer);
    }

    @Override
    public void eachReversal(List<AccountId> accounts, BiConsumer<AccountId, Reversal> consumer) {
        scan.reversals(accounts, consumer);
    }

    @Override
    public List<Unbalanced> unbalanced(int limit) {
        return list(
                tables.entries.unbalanced,
                statement -> statement.setInt(1, limit),
                fields -> EntriesTable.unbalanced(fields, unit.owners));
    }

    @Override
    public List<Stray> strays(int limit) {
        return list(tables.strays.sql, statement -> statement.setInt(1, limit), StrayQuery::read);
    }

    @Override
    public List<LogLine> lines(String log, long after, int limit) {
        return list(
                tables.log.after,
                statement -> {
                    statement.setString(1, log);
                    statement.setLong(2, after);
                    statement.setInt(3, limit);
                },
                LogTable::read);
    }

    @Override
    public Optional<LogLine> line(String log, IdempotencyKey key) {
        return list(
                        tables.log.byKey,
                        statement -> {
                            statement.setString(1, log);
                            statement.setString(2, key.value());
                        },
                        LogTable::read)
                .stream()
                .findFirst();
    }

    @Override
    public List<LogLine> newestLines(String log, String kind, int limit) {
        return list(
                tables.log.newest,
                statement -> {
                    statement.setString(1, log);
                    statement.setString(2, kind);
                    statement.setInt(3, limit);
                },
                LogTable::read);
    }

    @Override
    public void eachLine(Consumer<LogLine> consumer) {
        each(tables.log.all, statement -> {}, LogTable::read, consumer);
    }

    @Override
    public Optional<SameState> sameState() {
        Database shared = database;
        if (shared == null) {
            return Optional.empty();
        }
        try {
            String snapshot = unit.beginShared();
            return snapshot == null ? Optional.empty() : Optional.of(new SharedState(shared, tables, snapshot));
        } catch (SQLException failed) {
            throw SqlFault.of(failed);
        }
    }

    /**
     * The sequence of the last entry whose time is not yet too late, or 0. Times never run backwards on an account, so
     * halving finds it in a few steps, and the ledger needs no index by time, which every insert would pay for.
     */
    private long lastUntil(AccountId account, Predicate<Instant> tooLate) {
        long low = 0;
        long high = list(tables.entries.lastSeq, name(account), Fields::number).stream()
                .findFirst()
                .orElse(0L);
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            List<Step> steps = new ArrayList<>();
            Binder rest = statement -> statement.setLong(2, middle);
            each(account, tables.entries.timeAt, rest, row -> new Step(row.number(), row.time()), steps::add);
            if (!steps.isEmpty() && tooLate.test(steps.get(0).at)) {
                high = Math.min(middle, steps.get(0).seq) - 1;
            } else {
                low = middle;
            }
        }
        return low;
    }

    /**
     * Every row of an account. It is asked for by its id as a value, not as a name to be looked up in the same statement:
     * an account without holds among thousands of holds of another's must be planned as what it is.
     */
    private <T> void each(
            AccountId account, String sql, Binder rest, Fields.RowReader<T> reader, Consumer<T> consumer) {
        Long id = id(account);
        if (id != null) {
            Binder binder = statement -> {
                statement.setLong(1, id);
                rest.bind(statement);
            };
            each(sql, binder, reader, consumer);
        }
    }

    private @Nullable Long id(AccountId account) {
        Long seen = unit.owners.id(account);
        if (seen != null) {
            return seen;
        }
        each(tables.accounts.byName, name(account), row -> AccountsTable.read(row, unit.owners), found -> {});
        return unit.owners.id(account);
    }

    private <T> List<T> list(String sql, Binder binder, Fields.RowReader<T> reader) {
        List<T> all = new ArrayList<>();
        each(sql, binder, reader, all::add);
        return all;
    }

    private <T> void each(String sql, Binder binder, Fields.RowReader<T> reader, Consumer<T> consumer) {
        each(sql, binder, fields -> consumer.accept(fields.row(reader)));
    }

    private void each(String sql, Binder binder, RowConsumer consumer) {
        try {
            unit.beginReading();
            try (PreparedStatement statement = unit.connection.prepareStatement(sql)) {
                statement.setFetchSize(FETCH);
                binder.bind(statement);
                try (ResultSet rows = statement.executeQuery()) {
                    Fields fields = new Fields(rows);
                    while (fields.next()) {
                        consumer.accept(fields);
                    }
                }
            }
        } catch (SQLException failed) {
            throw SqlFault.of(failed);
        }
    }

    private static Binder name(AccountId account) {
        return statement -> statement.setString(1, account.value());
    }

    private record Step(long seq, Instant at) {}

    private interface Binder {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private interface RowConsumer {
        void accept(Fields fields) throws SQLException;
    }

    /** Asks for rows after a name, so many at most. */
    private interface Page {
        void ask(@Nullable String after, int most, RowConsumer rows);
    }
}
