package dev.credits.jdbc.fire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.Credits;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.fire.Catalogue.Column;
import dev.credits.jdbc.testing.Engine;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Verification;
import dev.credits.ledger.Verification.Violation;
import dev.credits.testkit.ManualClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every column of every row of a filled ledger is changed to other values, one at a time, with all guards of the database
 * off. The columns come from the catalogue: one that is new and that verification does not look at fails here.
 */
@Tag("K3")
@ParameterizedClass
@EnumSource
class EveryColumnTest {
    private static final String OWNER = "SELECT name FROM credit_accounts WHERE id = (SELECT %s FROM %s WHERE %s)";

    private static final int FEW = 8;

    private final DataSource source;
    private final ManualClock clock = ManualClock.at("2026-01-10T05:20:00Z");
    private final JdbcStorage storage;
    private final Map<String, Integer> untold = new TreeMap<>();
    private final Map<String, Integer> stopped = new TreeMap<>();
    private final Set<String> unnamed = new TreeSet<>();
    private int told;

    EveryColumnTest(Engine engine) {
        this.source = engine.fresh();
        this.storage = JdbcStorage.on(source);
    }

    @BeforeEach
    void fill() throws SQLException {
        FilledLedger.fill(Credits.on(storage).withClock(clock).ledger(), clock);
        try (Connection connection = source.getConnection()) {
            new Catalogue(connection).unguard();
        }
    }

    @Test
    @Tag("L8")
    @DisplayName("L8: whatever column of whatever row is changed, verification tells, and names its account")
    void isCovered() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            assertThat(verify(connection).violations()).isEmpty();
            Catalogue catalogue = new Catalogue(connection);
            Map<String, List<String>> rows = new HashMap<>();
            for (Column column : catalogue.columns()) {
                if (!rows.containsKey(column.table())) {
                    rows.put(column.table(), catalogue.rows(column.table()));
                }
                alter(connection, catalogue, column, rows.get(column.table()));
            }
            rows.forEach((table, found) -> assertThat(found).as(table).isNotEmpty());
        }
        assertThat(stopped).as("changed, and nothing more was checked").isEmpty();
        assertThat(untold).as("changed, and nothing was told").isEmpty();
        assertThat(unnamed).as("changed, and another account was named").isEmpty();
        assertThat(told).isGreaterThan(500);
    }

    /** Every row to another value; if there are few rows, each to every value. */
    private void alter(Connection connection, Catalogue catalogue, Column column, List<String> rows)
            throws SQLException {
        List<String> values = catalogue.otherValues(column);
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < values.size(); j++) {
                if (rows.size() <= FEW || j == i % values.size()) {
                    alter(connection, catalogue, column, rows.get(i), values.get(j));
                }
            }
        }
    }

    private void alter(Connection connection, Catalogue catalogue, Column column, String row, String value)
            throws SQLException {
        Savepoint before = connection.setSavepoint();
        Set<String> owners = owners(catalogue, column, row, value);
        if (change(connection, column, row, value, before)) {
            told++;
            tell(connection, column + " = " + value, owners);
        }
        connection.rollback(before);
    }

    private void tell(Connection connection, String change, Set<String> owners) {
        try {
            List<Violation> found = verify(connection).violations();
            if (found.isEmpty()) {
                untold.merge(change, 1, Integer::sum);
            } else if (found.stream().noneMatch(violation -> isNamed(violation, owners))) {
                unnamed.add(change + " of " + owners + ": " + found);
            }
        } catch (RuntimeException broken) {
            stopped.merge(change + ": " + broken.getMessage(), 1, Integer::sum);
        }
    }

    /** False if the database refuses it, or the row is the same as before. */
    private static boolean change(Connection connection, Column column, String row, String value, Savepoint before)
            throws SQLException {
        String sql = "UPDATE " + column.table() + " SET " + column.name() + " = " + value + " WHERE " + row + " AND "
                + column.name() + " IS DISTINCT FROM " + value;
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql) == 1;
        } catch (SQLException refused) {
            connection.rollback(before);
            return false;
        }
    }

    /** Whose the row is, and whose it will be. */
    private static Set<String> owners(Catalogue catalogue, Column column, String row, String value)
            throws SQLException {
        if (column.table().equals("credit_log")) {
            return new TreeSet<>(catalogue.values("SELECT 'of log ' || log FROM credit_log WHERE " + row));
        }
        boolean account = column.table().equals("credit_accounts");
        Set<String> names = new TreeSet<>(catalogue.values(
                account
                        ? "SELECT name FROM credit_accounts WHERE " + row
                        : OWNER.formatted("account_id", column.table(), row)));
        if (account && column.name().equals("name")) {
            names.addAll(catalogue.values("SELECT " + value + " FROM credit_accounts WHERE " + row));
        } else if (column.name().equals("account_id")) {
            names.addAll(catalogue.values(OWNER.formatted(value, column.table(), row)));
        }
        return names;
    }

    private static boolean isNamed(Violation violation, Set<String> owners) {
        AccountId account = violation.account();
        return account != null && owners.contains(account.value())
                || account == null && owners.stream().anyMatch(violation.message()::contains)
                || violation.message().contains("account_id");
    }

    private Verification verify(Connection connection) {
        return Credits.on(storage)
                .withClock(clock)
                .joining(storage.joining(connection))
                .ledger()
                .verify();
    }
}
