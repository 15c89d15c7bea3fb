package dev.credits.jdbc.internal;

import dev.credits.ledger.AccountId;
import java.io.Serial;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Finds out which accounts somebody else has locked, after hasty work met a lock. */
final class LockedAccounts {
    private LockedAccounts() {}

    /** What to throw: the fault with the accounts that are locked; none, if it was another lock, or none is any more. */
    static SqlFault among(Set<AccountId> asked, Database database, Tables tables, SqlFault fault) throws SQLException {
        Set<AccountId> locked;
        try (OwnTransaction transaction = OwnTransaction.begin(database.source(), database.dialect(), Access.OWN)) {
            Connection connection = transaction.connection();
            locked = names(connection, tables.accounts.names, asked);
            locked.removeAll(
                    names(connection, tables.accounts.names + database.dialect().unlocked(), asked));
            transaction.rollback();
        }
        return new Found(fault, locked);
    }

    private static Set<AccountId> names(Connection connection, String sql, Set<AccountId> asked) throws SQLException {
        Array wanted = connection.createArrayOf(
                "varchar", asked.stream().map(AccountId::value).toArray());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, wanted);
            Set<AccountId> found = new LinkedHashSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(AccountId.of(rows.getString(1)));
                }
            }
            return found;
        }
    }

    /** A lock that was met, and on which accounts. */
    static final class Found extends SqlFault {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Set<AccountId> accounts;

        Found(SqlFault fault, Set<AccountId> accounts) {
            super(String.valueOf(fault.getMessage()), fault, Rerun.LOCKED);
            this.accounts = accounts;
        }

        Set<AccountId> accounts() {
            return accounts;
        }
    }
}
