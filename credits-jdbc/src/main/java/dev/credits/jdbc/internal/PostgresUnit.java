package dev.credits.jdbc.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Limit;
import dev.credits.ledger.Lot;
import dev.credits.ledger.TransactionId;
import dev.credits.ledger.Usage;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.LoadPlan;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A unit of work on PostgreSQL: one round trip loads, one writes and commits. Each statement takes its snapshot after the
 * accounts have been locked, so it sees what was committed while the locks were waited for; that needs READ COMMITTED, and
 * the first round trip asks for it, whatever the server's default.
 */
final class PostgresUnit extends Unit {
    static final String READ_COMMITTED = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED";
    private static final String MARK = "SAVEPOINT credits_unit";
    private static final String FORGET = "RELEASE SAVEPOINT credits_unit";
    private static final String UNDO = "ROLLBACK TO SAVEPOINT credits_unit";
    private static final String SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";
    private static final String EXPORT = "SELECT pg_export_snapshot()";
    private static final Pattern SNAPSHOT_NAME = Pattern.compile("[0-9A-F-]{1,64}");
    private static final Logger LOG = LoggerFactory.getLogger(PostgresUnit.class);

    /** The driver's own default, after which it prepares a statement on the server. */
    private static final int REHEARSALS = 5;

    private static final int UUID_BYTES = 40;

    private final String settings;
    private boolean begun;
    private Set<TransactionId> written = Set.of();

    PostgresUnit(Connection connection, Tables tables, Access access, Patience patience) {
        super(connection, tables, access);
        this.settings = PostgresPlanning.untilTheEnd(patience);
    }

    @Override
    void load(LoadPlan plan, Found found) throws SQLException {
        Script script = new Script(connection);
        before(script);
        accounts(plan, found, script);
        holds(plan, tables.holds.knownByIds, found, script);
        entries(plan, tables.entries.knownByTransactions, found, script);
        others(plan, found, script);
        limits(plan, found, script);
        after(script);
        script.run();
        if (found.strangers()) {
            loadWithOwners(plan, found);
        }
    }

    /** Holds and entries are nearly always those of the plan's own accounts; if not, they are asked for once more. */
    private void loadWithOwners(LoadPlan plan, Found found) throws SQLException {
        found.entries.clear();
        Script script = new Script(connection);
        before(script);
        holds(plan, tables.holds.byIds, found, script);
        entries(plan, tables.entries.byTransactions, found, script);
        after(script);
        script.run();
    }

    private void holds(LoadPlan plan, String byIds, Found found, Script script) throws SQLException {
        if (!plan.holds().isEmpty()) {
            script.query(byIds, plan.holds().size() * UUID_BYTES, ids(plan.holds()), found::readHolds);
        }
    }

    private void entries(LoadPlan plan, String byTransactions, Found found, Script script) throws SQLException {
        if (!plan.transactions().isEmpty()) {
            int bytes = plan.transactions().size() * UUID_BYTES;
            script.query(byTransactions, bytes, ids(plan.transactions()), found::readEntries);
        }
    }

    private void others(LoadPlan plan, Found found, Script script) throws SQLException {
        if (!plan.transactions().isEmpty()) {
            int bytes = plan.transactions().size() * UUID_BYTES;
            script.query(tables.reversals.byTransactions, bytes, ids(plan.transactions()), found::readReversals);
        }
        if (!plan.lots().isEmpty()) {
            List<LoadPlan.LotRef> lots = List.copyOf(plan.lots());
            Array names = array("text", lots, lot -> lot.account().value());
            Array numbers = array("int4", lots, LoadPlan.LotRef::number);
            script.query(tables.lots.named, lots.size() * UUID_BYTES, both(names, numbers), found::readLots);
        }
        for (LoadPlan.Subject subject : plan.subjects()) {
            Script.Binder binder = (statement, first) -> {
                statement.setString(first, subject.subject());
                statement.setString(first + 1, subject.log());
                return first + 2;
            };
            script.query(tables.log.bySubject, UUID_BYTES, binder, found::readLines);
        }
        for (LoadPlan.UpTo line : plan.lines()) {
            Script.Binder binder = (statement, first) -> {
                statement.setString(first, line.log());
                statement.setLong(first + 1, line.number());
                return first + 2;
            };
            script.query(tables.log.upTo, UUID_BYTES, binder, found::readLines);
        }
    }

    private void limits(LoadPlan plan, Found found, Script script) throws SQLException {
        if (!plan.limits().isEmpty()) {
            Array names = array("text", List.copyOf(plan.limits()), AccountId::value);
            Script.Binder binder = (statement, first) -> {
                statement.setArray(first, names);
                return first + 1;
            };
            script.query(tables.limits.byNames, plan.limits().size() * UUID_BYTES, binder, found::readLimits);
        }
        for (LoadPlan.Since since : plan.counts()) {
            script.query(
                    tables.trees.count,
                    UUID_BYTES,
                    (statement, first) -> TreeQuery.bindCount(statement, first, since),
                    rows -> found.counts.add(TreeQuery.readCount(rows, since)));
        }
        for (AccountId account : plan.trees()) {
            script.query(
                    tables.trees.tree,
                    UUID_BYTES,
                    (statement, first) -> TreeQuery.bindTree(statement, first, account),
                    rows -> found.trees.add(TreeQuery.readTree(rows, account)));
        }
    }

    private void accounts(LoadPlan plan, Found found, Script script) throws SQLException {
        if (plan.accounts().isEmpty()) {
            return;
        }
        List<AccountId> accounts = List.copyOf(plan.accounts());
        int bytes = 0;
        for (AccountId account : accounts) {
            bytes += account.value().length() + Integer.BYTES;
        }
        Array names = array("text", accounts, AccountId::value);
        Script.Binder binder = (statement, first) -> {
            statement.setArray(first, names);
            return first + 1;
        };
        script.query(
                access.writes() ? tables.accounts.lockedByNames : tables.accounts.byNames,
                bytes,
                binder,
                found::readAccounts);
        script.query(tables.lots.openByNames, bytes, binder, found::readLots);
        script.query(
                tables.holds.dueByNames,
                bytes,
                (statement, first) -> {
                    SqlType.TIME.bind(statement, first, plan.now());
                    return binder.bind(statement, first + 1);
                },
                found::readHolds);
    }

    @Override
    void append(ChangeSet changes) throws SQLException {
        claim(changes);
        written = changes.entries().stream().map(Entry::transaction).collect(Collectors.toSet());
        Script script = new Script(connection);
        before(script);
        tables.entries.insert.addTo(script, rows(changes.entries(), Entry::account));
        tables.accounts.update.addTo(script, rows(changes.accounts(), Account::id));
        tables.accounts.settings.addTo(script, rows(resettled(changes), Account::id));
        tables.lots.insert.addTo(script, rows(changes.newLots(), Lot::account));
        tables.lots.update.addTo(script, rows(changes.lots(), Lot::account));
        tables.holds.insert.addTo(script, rows(changes.newHolds(), Hold::funder));
        tables.holds.update.addTo(script, rows(changes.holds(), Hold::funder));
        tables.reversals.insert.addTo(script, changes.newReversals());
        tables.reversals.update.addTo(script, changes.reversals());
        tables.limits.insert.addTo(script, rows(changes.newLimits(), Limit::account));
        tables.limits.update.addTo(script, rows(changes.limits(), Limit::account));
        tables.usage.add.addTo(script, rows(changes.usage(), Usage::account));
        after(script);
        if (access == Access.OWN) {
            script.add("COMMIT", null);
        } else {
            script.add(FORGET, null);
        }
        script.run();
    }

    @Override
    void beginJoined() {
        // the unit's first round trip does it
    }

    @Override
    void keepJoined() throws SQLException {
        if (begun) {
            Script script = new Script(connection);
            script.add(FORGET, null);
            script.run();
        }
    }

    @Override
    void undoJoined() throws SQLException {
        if (begun) {
            Script script = new Script(connection);
            script.add(UNDO, null);
            script.add(FORGET, null);
            script.run();
        }
    }

    /**
     * Takes what another unit may be taking at this moment: names of accounts, places in logs. What is taken already is
     * left out rather than refused by an error, which would end a transaction of the host's.
     */
    private void claim(ChangeSet changes) throws SQLException {
        if (changes.opened().isEmpty() && changes.lines().isEmpty()) {
            return;
        }
        Savepoint savepoint = access.isJoined() ? connection.setSavepoint() : null;
        Script script = new Script(connection);
        before(script);
        int[] claimed = {0};
        addOpened(changes, script, claimed);
        addLines(changes, script, claimed);
        after(script);
        script.run();
        boolean all = claimed[0] == changes.opened().size() + changes.lines().size();
        if (savepoint != null) {
            if (!all) {
                connection.rollback(savepoint);
            }
            connection.releaseSavepoint(savepoint);
        }
        if (!all) {
            throw taken("an account or a line of a log");
        }
    }

    private void addOpened(ChangeSet changes, Script script, int[] claimed) {
        // in the order of names: two units that open the same accounts must not wait for each other in a circle
        List<Row<Account>> rows = changes.opened().stream()
                .sorted(Comparator.comparing(Account::id))
                .map(account -> new Row<>(0, account))
                .toList();
        tables.accounts.insert.addTo(script, rows, AccountsTable.OR_LEAVE_OUT, result -> {
            while (result.next()) {
                opened(AccountId.of(result.getString(2)), result.getLong(1));
                claimed[0]++;
            }
        });
    }

    private void addLines(ChangeSet changes, Script script, int[] claimed) {
        tables.log.insert.addTo(script, changes.lines(), LogTable.OR_LEAVE_OUT, result -> {
            while (result.next()) {
                claimed[0]++;
            }
        });
    }

    @Override
    void prove() throws SQLException {
        if (unproven != null) {
            Script script = new Script(connection);
            begin(script);
            script.run();
        }
    }

    @Override
    void beginReading() throws SQLException {
        Script script = new Script(connection);
        begin(script);
        script.run();
    }

    @Override
    @Nullable
    String beginShared() throws SQLException {
        if (begun || access != Access.READ) {
            return null;
        }
        String[] snapshot = {null};
        Script script = new Script(connection);
        begin(script);
        script.add(PostgresPlanning.HOWEVER_LONG_IDLE, Script.IGNORE);
        script.query(EXPORT, 0, (statement, first) -> first, rows -> {
            rows.next();
            snapshot[0] = rows.getString(1);
        });
        try {
            script.run();
        } catch (SQLException notAllowed) {
            LOG.debug("this snapshot cannot be shared: it is read over one connection", notAllowed);
            connection.rollback();
            begun = false;
            return null;
        }
        return snapshot[0];
    }

    @Override
    void beginReadingOf(String snapshot) throws SQLException {
        if (!SNAPSHOT_NAME.matcher(snapshot).matches()) {
            throw new IllegalArgumentException("not the name of a snapshot: " + snapshot);
        }
        begun = true;
        Script script = new Script(connection);
        script.add(SNAPSHOT, null);
        script.add("SET TRANSACTION SNAPSHOT '" + snapshot + "'", null);
        script.add(PostgresPlanning.HOWEVER_LONG_IDLE, Script.IGNORE);
        script.add(PostgresPlanning.BY_VALUES, Script.IGNORE);
        script.run();
    }

    @Override
    void beginScan() throws SQLException {
        run(PostgresPlanning.IN_ORDER);
    }

    @Override
    int rehearsals() {
        return REHEARSALS;
    }

    @Override
    void endScan() throws SQLException {
        run(PostgresPlanning.IN_ANY_ORDER);
    }

    private void run(String question) throws SQLException {
        Script script = new Script(connection);
        script.add(question, Script.IGNORE);
        script.run();
    }

    private void before(Script script) throws SQLException {
        begin(script);
        if (access != Access.OWN) {
            script.add(PostgresPlanning.KEEP_AND_SET, this::readClock);
        }
    }

    private void after(Script script) {
        if (access != Access.OWN) {
            script.add(PostgresPlanning.RESTORE, Script.IGNORE);
        }
    }

    private void readClock(ResultSet rows) throws SQLException {
        clockShows(PostgresPlanning.clock(rows));
    }

    private void begin(Script script) throws SQLException {
        if (begun) {
            return;
        }
        begun = true;
        if (access == Access.OWN) {
            script.add(READ_COMMITTED, null);
            script.add(settings, this::readClock);
            if (unproven != null) {
                tables.proof.addTo(script, connection, unproven, written);
                unproven = null;
            }
        } else if (access == Access.JOINED) {
            script.add(MARK, null);
        } else if (access == Access.READ) {
            script.add(SNAPSHOT, null);
            script.add(PostgresPlanning.BY_VALUES, Script.IGNORE);
        }
    }

    private Script.Binder ids(Set<TransactionId> transactions) throws SQLException {
        Array ids = array("uuid", List.copyOf(transactions), id -> id.value().toString());
        return (statement, first) -> {
            statement.setArray(first, ids);
            return first + 1;
        };
    }

    private static Script.Binder both(Array one, Array other) {
        return (statement, first) -> {
            statement.setArray(first, one);
            statement.setArray(first + 1, other);
            return first + 2;
        };
    }

    private <T> Array array(String type, List<T> values, Function<T, Object> each) throws SQLException {
        return connection.createArrayOf(type, values.stream().map(each).toArray());
    }
}
