package dev.credits.jdbc.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Limit;
import dev.credits.ledger.Lot;
import dev.credits.ledger.Usage;
import dev.credits.spi.Reversal;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** All rows of some accounts, handed out as they come in: a few hundred of them are in memory at a time. Not thread-safe. */
final class AccountScan {
    private static final int FETCH = 1000;

    private final Unit unit;
    private final Tables tables;
    private final Set<String> many;
    private final Set<String> rehearsed = new HashSet<>();

    AccountScan(Unit unit) {
        this.unit = unit;
        this.tables = unit.tables;
        this.many = Set.of(tables.entries.ofAccounts, tables.holds.ofAccounts);
    }

    void entries(List<AccountId> accounts, Consumer<Entry> consumer) {
        each(accounts, tables.entries.ofAccounts, fields -> {
            consumer.accept(fields.row(row -> EntriesTable.read(row, unit.owners)));
        });
    }

    void lots(List<AccountId> accounts, Consumer<Lot> consumer) {
        each(accounts, tables.lots.ofAccounts, fields -> {
            consumer.accept(fields.row(row -> LotsTable.read(row, unit.owners)));
        });
    }

    void holds(List<AccountId> accounts, Consumer<Hold> consumer) {
        each(accounts, tables.holds.ofAccounts, fields -> {
            consumer.accept(fields.row(row -> HoldsTable.read(row, unit.owners)));
        });
    }

    void reversals(List<AccountId> accounts, BiConsumer<AccountId, Reversal> consumer) {
        each(accounts, tables.reversals.ofAccounts, fields -> {
            AccountId[] account = new AccountId[1];
            Reversal reversal = fields.row(row -> {
                account[0] = row.owner("credit_reversals", unit.owners).account();
                return ReversalsTable.read(row);
            });
            consumer.accept(account[0], reversal);
        });
    }

    void limits(List<AccountId> accounts, Consumer<Limit> consumer) {
        each(accounts, tables.limits.ofAccounts, fields -> {
            consumer.accept(fields.row(row -> LimitsTable.read(row, unit.owners)));
        });
    }

    void usage(List<AccountId> accounts, Instant from, Instant to, Consumer<Usage> consumer) {
        Binder between = statement -> {
            SqlType.TIME.bind(statement, 2, from);
            SqlType.TIME.bind(statement, 3, to);
        };
        each(accounts, tables.usage.between, between, fields -> {
            consumer.accept(fields.row(row -> UsageTable.read(row, unit.owners)));
        });
    }

    private void each(List<AccountId> accounts, String sql, RowConsumer consumer) {
        each(accounts, sql, statement -> {}, consumer);
    }

    private void each(List<AccountId> accounts, String sql, Binder rest, RowConsumer consumer) {
        try {
            unit.beginReading();
            unit.beginScan();
            Array ids = ids(accounts);
            try (PreparedStatement statement = unit.connection.prepareStatement(sql)) {
                statement.setFetchSize(FETCH);
                rest.bind(statement);
                if (many.contains(sql) && rehearsed.add(sql)) {
                    rehearse(statement);
                }
                statement.setArray(1, ids);
                try (ResultSet rows = statement.executeQuery()) {
                    Fields fields = new Fields(rows);
                    while (fields.next()) {
                        consumer.accept(fields);
                    }
                }
            }
            unit.endScan();
        } catch (SQLException failed) {
            throw SqlFault.of(failed);
        } catch (RuntimeException broken) {
            endScan(broken);
            throw broken;
        }
    }

    /** Asks for nobody's rows, as often as it takes until a driver prepares a statement and gets its rows in binary. */
    private void rehearse(PreparedStatement statement) throws SQLException {
        statement.setArray(1, unit.connection.createArrayOf("bigint", new Object[0]));
        for (int i = 0; i < unit.rehearsals(); i++) {
            statement.executeQuery().close();
        }
    }

    /** A transaction of the host's goes on after what reads its rows has broken off. */
    private void endScan(RuntimeException broken) {
        try {
            unit.endScan();
        } catch (SQLException failed) {
            broken.addSuppressed(failed);
        }
    }

    /** The accounts' ids in this database; whose rows they are is known from then on. */
    private Array ids(List<AccountId> accounts) throws SQLException {
        List<AccountId> unseen = accounts.stream()
                .filter(account -> unit.owners.id(account) == null)
                .toList();
        if (!unseen.isEmpty()) {
            look(unseen);
        }
        Object[] ids =
                accounts.stream().map(unit.owners::id).filter(Objects::nonNull).toArray();
        return unit.connection.createArrayOf("bigint", ids);
    }

    private void look(List<AccountId> accounts) throws SQLException {
        Object[] names = accounts.stream().map(AccountId::value).toArray();
        try (PreparedStatement statement = unit.connection.prepareStatement(tables.accounts.byNames)) {
            statement.setArray(1, unit.connection.createArrayOf("varchar", names));
            try (ResultSet rows = statement.executeQuery()) {
                Fields fields = new Fields(rows);
                while (fields.next()) {
                    fields.row(row -> AccountsTable.read(row, unit.owners));
                }
            }
        }
    }

    private interface Binder {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private interface RowConsumer {
        void accept(Fields fields) throws SQLException;
    }
}
