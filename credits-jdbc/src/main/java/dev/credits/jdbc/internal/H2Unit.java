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
import dev.credits.spi.LoadPlan.Since;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A unit of work on H2, which is in this process: a statement a row costs no round trip. Accounts are locked by name. */
final class H2Unit extends Unit {
    private @Nullable Savepoint mark;

    private final boolean hasty;

    H2Unit(Connection connection, Tables tables, Access access, Patience patience) {
        super(connection, tables, access);
        this.hasty = patience.hasty();
    }

    /**
     * H2's clock stands still in a transaction; one of the host's may be old, and then the machine's clock is taken, which
     * is the database's own unless that is a server.
     */
    private void readClock() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT CURRENT_TIMESTAMP");
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            Instant begun = rows.getObject(1, OffsetDateTime.class).toInstant();
            Instant machine = Instant.now();
            clockShows(access.isJoined() && machine.isAfter(begun) ? machine : begun);
        }
    }

    @Override
    void load(LoadPlan plan, Found found) throws SQLException {
        if (plan.clock() != null) {
            readClock();
        }
        List<AccountId> accounts = plan.accounts().stream().sorted().toList();
        String byName = access.writes()
                ? hasty ? tables.accounts.lockedInHaste : tables.accounts.lockedByName
                : tables.accounts.byName;
        each(byName, accounts, (statement, account) -> statement.setString(1, account.value()), found::readAccounts);
        List<Long> ids = knownIds(accounts);
        each(tables.lots.openByAccount, ids, (statement, id) -> statement.setLong(1, id), found::readLots);
        each(
                tables.holds.dueByAccount,
                ids,
                (statement, id) -> {
                    statement.setLong(1, id);
                    SqlType.TIME.bind(statement, 2, plan.now());
                },
                found::readHolds);
        each(
                tables.lots.one,
                plan.lots(),
                (statement, lot) -> {
                    statement.setString(1, lot.account().value());
                    statement.setInt(2, lot.number());
                },
                found::readLots);
        each(
                tables.limits.byAccount,
                knownIds(plan.limits().stream().sorted().toList()),
                (statement, id) -> statement.setLong(1, id),
                found::readLimits);
        for (Since since : plan.counts()) {
            each(
                    tables.trees.countOnH2,
                    List.of(since),
                    (statement, one) -> TreeQuery.bindCount(statement, 1, one),
                    rows -> found.counts.add(TreeQuery.readCount(rows, since)));
        }
        for (AccountId account : plan.trees()) {
            each(
                    tables.trees.treeOnH2,
                    List.of(account),
                    (statement, one) -> TreeQuery.bindTree(statement, 1, one),
                    rows -> found.trees.add(TreeQuery.readTree(rows, account)));
        }
        each(tables.holds.byId, plan.holds(), H2Unit::bindId, found::readHolds);
        each(tables.entries.byTransaction, plan.transactions(), H2Unit::bindId, found::readEntries);
        each(tables.reversals.byTransaction, plan.transactions(), H2Unit::bindId, found::readReversals);
        each(
                tables.log.bySubject,
                plan.subjects(),
                (statement, subject) -> {
                    statement.setString(1, subject.subject());
                    statement.setString(2, subject.log());
                },
                found::readLines);
        each(
                tables.log.upTo,
                plan.lines(),
                (statement, line) -> {
                    statement.setString(1, line.log());
                    statement.setLong(2, line.number());
                },
                found::readLines);
    }

    @Override
    void beginJoined() throws SQLException {
        mark = connection.setSavepoint();
    }

    @Override
    void keepJoined() throws SQLException {
        if (mark != null) {
            connection.releaseSavepoint(mark);
        }
    }

    @Override
    void undoJoined() throws SQLException {
        if (mark != null) {
            connection.rollback(mark);
            connection.releaseSavepoint(mark);
        }
    }

    @Override
    void append(ChangeSet changes) throws SQLException {
        write(changes);
        keepJoined();
    }

    private void write(ChangeSet changes) throws SQLException {
        open(changes.opened());
        tables.entries.insert.batch(connection, rows(changes.entries(), Entry::account));
        tables.accounts.update.batch(connection, rows(changes.accounts(), Account::id));
        tables.accounts.settings.batch(connection, rows(resettled(changes), Account::id));
        tables.lots.insert.batch(connection, rows(changes.newLots(), Lot::account));
        tables.lots.update.batch(connection, rows(changes.lots(), Lot::account));
        tables.holds.insert.batch(connection, rows(changes.newHolds(), Hold::funder));
        tables.holds.update.batch(connection, rows(changes.holds(), Hold::funder));
        tables.reversals.insert.batch(connection, changes.newReversals());
        tables.reversals.update.batch(connection, changes.reversals());
        tables.limits.insert.batch(connection, rows(changes.newLimits(), Limit::account));
        tables.limits.update.batch(connection, rows(changes.limits(), Limit::account));
        tables.usage.add.batch(connection, rows(changes.usage(), Usage::account));
        tables.log.insert.batch(connection, changes.lines());
    }

    private void open(List<Account> accounts) throws SQLException {
        if (accounts.isEmpty()) {
            return;
        }
        try (PreparedStatement statement =
                connection.prepareStatement(tables.accounts.insert.each(), new String[] {"ID"})) {
            for (Account account : parentsFirst(accounts)) {
                tables.accounts.insert.bindEach(statement, new Row<>(0, account));
                statement.executeUpdate();
                try (ResultSet keys = statement.getGeneratedKeys()) {
                    if (!keys.next()) {
                        throw new SQLException("no id was generated for " + account.id());
                    }
                    opened(account.id(), keys.getLong(1));
                }
            }
        }
    }

    private static List<Account> parentsFirst(List<Account> accounts) {
        Map<AccountId, Account> waiting = new LinkedHashMap<>();
        accounts.forEach(account -> waiting.put(account.id(), account));
        List<Account> ordered = new ArrayList<>();
        accounts.forEach(account -> place(account.id(), waiting, ordered));
        return ordered;
    }

    private static void place(@Nullable AccountId id, Map<AccountId, Account> waiting, List<Account> ordered) {
        Account account = id == null ? null : waiting.remove(id);
        if (account != null) {
            place(account.parent(), waiting, ordered);
            ordered.add(account);
        }
    }

    @Override
    void beginReading() {
        // the isolation level was set when the transaction began
    }

    private <T> void each(String sql, Collection<T> values, OneBinder<T> binder, Script.RowsReader reader)
            throws SQLException {
        if (values.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (T value : values) {
                binder.bind(statement, value);
                try (ResultSet rows = statement.executeQuery()) {
                    reader.read(rows);
                }
            }
        }
    }

    private static void bindId(PreparedStatement statement, TransactionId id) throws SQLException {
        statement.setObject(1, id.value());
    }

    private interface OneBinder<T> {
        void bind(PreparedStatement statement, T value) throws SQLException;
    }
}
