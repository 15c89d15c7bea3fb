package dev.credits.jdbc.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Lot;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.Loaded;
import dev.credits.spi.Reader;
import dev.credits.spi.Reversal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The questions a storage answers, asked over one transaction. Not thread-safe. */
final class JdbcReader implements Reader {
    /** Rows kept in memory at a time while every one is handed out. */
    private static final int FETCH = 500;

    private final Unit unit;
    private final Tables tables;

    JdbcReader(Unit unit) {
        this.unit = unit;
        this.tables = unit.tables;
    }

    @Override
    public Loaded load(LoadPlan plan) {
        return unit.load(plan);
    }

    @Override
    public List<Entry> entries(EntryFilter filter) {
        Instant from = filter.from();
        Instant to = filter.to();
        long after = from == null ? 0 : lastUntil(filter.account(), time -> !time.isBefore(from));
        long until = to == null ? Long.MAX_VALUE : lastUntil(filter.account(), time -> !time.isBefore(to));
        EntryQuery query = new EntryQuery(filter, Math.max(after, filter.after()), until);
        return list(query.sql(tables.entries.ofAccount), query::bind, fields -> EntriesTable.read(fields, unit.owners));
    }

    @Override
    public Optional<Entry> lastEntry(AccountId account, Instant at) {
        long seq = lastUntil(account, time -> time.isAfter(at));
        EntryFilter one = EntryFilter.of(account).after(Math.max(0, seq - 1)).limit(1);
        return seq == 0 ? Optional.empty() : entries(one).stream().findFirst();
    }

    @Override
    public List<Hold> openHolds(AccountId account, Instant now, int limit) {
        return list(
                tables.holds.open,
                statement -> {
                    statement.setString(1, account.value());
                    SqlType.TIME.bind(statement, 2, now);
                    statement.setInt(3, limit);
                },
                fields -> HoldsTable.read(fields, unit.owners));
    }

    @Override
    public List<AccountId> due(Instant now, @Nullable AccountId after, int limit) {
        return list(
                tables.due.sql,
                statement -> {
                    for (int i = 1; i <= 3; i++) {
                        SqlType.TIME.bind(statement, i, now);
                    }
                    statement.setString(4, after == null ? "" : after.value());
                    statement.setInt(5, limit);
                },
                fields -> AccountId.of(fields.text()));
    }

    @Override
    public List<Account> accounts(@Nullable AccountId after, int limit) {
        return list(
                tables.accounts.page,
                statement -> {
                    statement.setString(1, after == null ? "" : after.value());
                    statement.setInt(2, limit);
                },
                fields -> AccountsTable.read(fields, unit.owners));
    }

    @Override
    public void eachEntry(AccountId account, Consumer<Entry> consumer) {
        each(tables.entries.all, name(account), fields -> EntriesTable.read(fields, unit.owners), consumer);
    }

    @Override
    public void eachLot(AccountId account, Consumer<Lot> consumer) {
        each(tables.lots.all, name(account), fields -> LotsTable.read(fields, unit.owners), consumer);
    }

    @Override
    public void eachHold(AccountId account, Consumer<Hold> consumer) {
        each(tables.holds.all, name(account), fields -> HoldsTable.read(fields, unit.owners), consumer);
    }

    @Override
    public List<Reversal> reversals(AccountId account) {
        return list(tables.reversals.ofAccount, name(account), ReversalsTable::read);
    }

    @Override
    public List<Entry> unbalanced(int limit) {
        return list(
                tables.entries.unbalanced,
                statement -> statement.setInt(1, limit),
                fields -> EntriesTable.read(fields, unit.owners));
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
            Optional<Step> step = list(
                            tables.entries.timeAt,
                            statement -> {
                                statement.setString(1, account.value());
                                statement.setLong(2, middle);
                            },
                            fields -> new Step(fields.number(), fields.time()))
                    .stream()
                    .findFirst();
            if (step.isPresent() && tooLate.test(step.get().at)) {
                high = Math.min(middle, step.get().seq) - 1;
            } else {
                low = middle;
            }
        }
        return low;
    }

    private <T> List<T> list(String sql, Binder binder, Fields.RowReader<T> reader) {
        List<T> all = new ArrayList<>();
        each(sql, binder, reader, all::add);
        return all;
    }

    private <T> void each(String sql, Binder binder, Fields.RowReader<T> reader, Consumer<T> consumer) {
        try {
            unit.beginReading();
            try (PreparedStatement statement = unit.connection.prepareStatement(sql)) {
                statement.setFetchSize(FETCH);
                binder.bind(statement);
                try (ResultSet rows = statement.executeQuery()) {
                    Fields fields = new Fields(rows);
                    while (fields.next()) {
                        consumer.accept(fields.row(reader));
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
}
