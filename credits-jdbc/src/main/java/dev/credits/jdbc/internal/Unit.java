package dev.credits.jdbc.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Limit;
import dev.credits.ledger.LogLine;
import dev.credits.ledger.Lot;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.Loaded;
import dev.credits.spi.Loader;
import dev.credits.spi.Reversal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One transaction's work on one connection: what it loaded, under which ids, and how it is written. The ids of accounts
 * are not known outside of it. Not thread-safe.
 */
abstract class Unit implements Loader {
    private static final Set<EntryKind> SETTLING =
            EnumSet.of(EntryKind.FUND, EntryKind.MOVE, EntryKind.STOP, EntryKind.PLAN, EntryKind.LIMIT);

    private static final int UNSETTLED_AT_MOST = 100;

    final Connection connection;
    final Tables tables;
    final Access access;
    final Owners owners = new Owners();

    private final Map<AccountId, Long> ids = new HashMap<>();

    private @Nullable Instant databaseClock;

    /** What is to be proven before anything else is asked or written; null if there is nothing, or it has been. */
    @Nullable
    Recollection unproven;

    Unit(Connection connection, Tables tables, Access access) {
        this.connection = connection;
        this.tables = tables;
        this.access = access;
    }

    @Override
    public final Loaded load(LoadPlan plan) {
        try {
            Found found = new Found();
            load(plan, found);
            if (plan.clock() != null && databaseClock != null) {
                plan.clock().requireNear(databaseClock);
            }
            if (access == Access.JOINED_READ && !plan.accounts().isEmpty()) {
                found = settled(plan, found);
            }
            return found.toLoaded();
        } catch (SQLException failed) {
            throw SqlFault.of(failed);
        }
    }

    /**
     * What was found of accounts that stand afterwards as they did before. Nothing is locked, and in a transaction of the
     * host's each statement may see more than the one before it.
     */
    private Found settled(LoadPlan plan, Found first) throws SQLException {
        Found found = first;
        for (int i = 0; i < UNSETTLED_AT_MOST; i++) {
            Found after = new Found();
            load(LoadPlan.of(plan.accounts(), plan.now()), after);
            if (Set.copyOf(after.accounts).equals(Set.copyOf(found.accounts))) {
                return found;
            }
            found = new Found();
            load(plan, found);
        }
        throw new SqlFault("accounts " + plan.accounts() + " change faster than they are read", null, Rerun.BY_CALLER);
    }

    /** What the database's clock shows, if nothing has been read of it yet: what comes later may have waited for locks. */
    final void clockShows(Instant shown) {
        databaseClock = databaseClock == null ? shown : databaseClock;
    }

    /** Appends the changes, all or nothing. {@link Access#OWN} units are committed in the same round trip if that is possible; of {@link Access#JOINED} ones what was marked is forgotten. */
    abstract void append(ChangeSet changes) throws SQLException;

    /** Marks where a transaction of the host's stands, before anything is locked. */
    abstract void beginJoined() throws SQLException;

    /** Nothing is to be written: what was marked is forgotten, what was locked stays locked. */
    abstract void keepJoined() throws SQLException;

    /** The host's transaction is again as it was marked, its locks too. */
    abstract void undoJoined() throws SQLException;

    /** Begins the snapshot that a reader's questions see, unless it has begun. */
    abstract void beginReading() throws SQLException;

    /** The same, if nothing has been read yet, and how others can begin with the same snapshot; null if they cannot. */
    @Nullable
    String beginShared() throws SQLException {
        return null;
    }

    /** Begins with a snapshot that another unit shares. */
    void beginReadingOf(String snapshot) throws SQLException {
        throw new IllegalStateException("there is no snapshot " + snapshot);
    }

    /** Rows are read in the order of an index from now on, as many as there are, until {@link #endScan}. */
    void beginScan() throws SQLException {}

    void endScan() throws SQLException {}

    /** How often a statement is run before it answers with very many rows in the best way. */
    int rehearsals() {
        return 0;
    }

    /** Before anything else, this unit proves that what was told from memory still holds. */
    final void provesFirst(Recollection recollection) {
        for (Known known : recollection.accounts()) {
            ids.put(known.name(), known.id);
            owners.add(known.id, known.name(), known.account.unit());
        }
        unproven = recollection;
    }

    /** Proves it now, if that has not been done. */
    void prove() throws SQLException {}

    /** The id of an account that was loaded, opened or remembered. */
    final long id(AccountId account) {
        return Objects.requireNonNull(ids.get(account));
    }

    abstract void load(LoadPlan plan, Found found) throws SQLException;

    final void opened(AccountId account, long id) {
        ids.put(account, id);
    }

    /** The ids of those accounts that were found. */
    final List<Long> knownIds(List<AccountId> accounts) {
        return accounts.stream().map(ids::get).filter(Objects::nonNull).toList();
    }

    final <T> List<Row<T>> rows(List<T> values, Function<T, AccountId> account) {
        List<Row<T>> rows = new ArrayList<>(values.size());
        for (T value : values) {
            Long id = ids.get(account.apply(value));
            if (id == null) {
                throw new IllegalStateException(
                        "account " + account.apply(value) + " is changed by a unit of work that has not loaded it");
            }
            rows.add(new Row<>(id, value));
        }
        return rows;
    }

    /** The accounts of which more changes than figures. */
    static List<Account> resettled(ChangeSet changes) {
        Set<AccountId> amended = new HashSet<>();
        for (Entry entry : changes.entries()) {
            if (SETTLING.contains(entry.kind())) {
                amended.add(entry.account());
            }
        }
        return amended.isEmpty()
                ? List.of()
                : changes.accounts().stream()
                        .filter(account -> amended.contains(account.id()))
                        .toList();
    }

    /** What was taken meanwhile by another unit; this one must be run again. */
    static SqlFault taken(String what) {
        return new SqlFault(what + " was made by another unit of work meanwhile", null, Rerun.AT_ONCE);
    }

    /** What a plan has found so far. */
    final class Found {
        final List<Account> accounts = new ArrayList<>();
        final List<Lot> lots = new ArrayList<>();
        final List<Hold> holds = new ArrayList<>();
        final List<Entry> entries = new ArrayList<>();
        final List<Reversal> reversals = new ArrayList<>();
        final List<Limit> limits = new ArrayList<>();
        final List<Loaded.Count> counts = new ArrayList<>();
        final List<Loaded.Tree> trees = new ArrayList<>();
        final List<LogLine> lines = new ArrayList<>();
        private boolean strangers;

        void readAccounts(ResultSet rows) throws SQLException {
            Fields fields = new Fields(rows);
            while (fields.next()) {
                Account account = fields.row(row -> AccountsTable.read(row, owners));
                accounts.add(account);
                ids.put(account.id(), rows.getLong(1));
            }
        }

        void readLots(ResultSet rows) throws SQLException {
            readOwned(rows, row -> LotsTable.read(row, owners), lots);
        }

        void readHolds(ResultSet rows) throws SQLException {
            readOwned(rows, row -> HoldsTable.read(row, owners), holds);
        }

        void readEntries(ResultSet rows) throws SQLException {
            readOwned(rows, row -> EntriesTable.read(row, owners), entries);
        }

        void readReversals(ResultSet rows) throws SQLException {
            readAll(rows, ReversalsTable::read, reversals);
        }

        /** Without those of accounts that were opened since this unit looked for them: for it they do not exist yet. */
        void readLimits(ResultSet rows) throws SQLException {
            Fields fields = new Fields(rows);
            while (fields.next()) {
                if (owners.canTell(rows.getLong(1), null)) {
                    limits.add(fields.row(row -> LimitsTable.read(row, owners)));
                }
            }
        }

        void readLines(ResultSet rows) throws SQLException {
            readAll(rows, LogTable::read, lines);
        }

        /** True if a row was left out because it does not say whose it is, and its account has not been seen. */
        boolean strangers() {
            return strangers;
        }

        private <T> void readAll(ResultSet rows, Fields.RowReader<T> reader, List<T> into) throws SQLException {
            Fields fields = new Fields(rows);
            while (fields.next()) {
                into.add(fields.row(reader));
            }
        }

        private <T> void readOwned(ResultSet rows, Fields.RowReader<T> reader, List<T> into) throws SQLException {
            Fields fields = new Fields(rows);
            while (fields.next()) {
                if (owners.canTell(rows.getLong(1), rows.getString(2))) {
                    into.add(fields.row(reader));
                } else {
                    strangers = true;
                }
            }
        }

        private Loaded toLoaded() {
            return new Loaded(accounts, lots, holds, entries, reversals, limits, counts, trees, lines);
        }
    }
}
