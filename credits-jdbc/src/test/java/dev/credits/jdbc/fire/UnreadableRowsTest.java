package dev.credits.jdbc.fire;

import static dev.credits.jdbc.fire.FilledLedger.BYSTANDER;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.credits.Credits;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.fire.Catalogue.Column;
import dev.credits.jdbc.testing.Engine;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Charge;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Verification;
import dev.credits.money.Amount;
import dev.credits.testkit.ManualClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A row that somebody has changed to what no rule can make sense of is its account's trouble alone: everything else goes
 * on. Every column of the catalogue, with all guards of the database off.
 */
@Tag("K3")
@ParameterizedClass
@EnumSource
class UnreadableRowsTest {
    private static final List<String> OTHERS = List.of("user:1", "org", "org/team/ann", "poor");

    /** How many rows of a table are changed. */
    private static final int ROWS = 4;

    private final HikariDataSource source;
    private final ManualClock clock = ManualClock.at("2026-01-10T05:20:00Z");
    private final Ledger ledger;
    private final Map<String, Integer> trouble = new LinkedHashMap<>();
    private Connection connection;
    private Catalogue catalogue;
    private int changes;

    UnreadableRowsTest(Engine engine) {
        this.source = new HikariDataSource();
        source.setDataSource(engine.fresh());
        source.setMaximumPoolSize(4);
        this.ledger = Credits.on(JdbcStorage.builder(source).remember(0).build())
                .withClock(clock)
                .ledger();
    }

    @BeforeEach
    void fill() throws SQLException {
        FilledLedger.fill(ledger, clock);
        connection = source.getConnection();
        catalogue = new Catalogue(connection);
        catalogue.unguard();
        for (String table : tables()) {
            catalogue.keep(table);
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        source.close();
    }

    @Test
    @Tag("L5")
    @Tag("L8")
    @DisplayName("Whatever a row says, other accounts are verified, swept, read and charged, and its account is named")
    void othersGoOn() throws SQLException {
        String bystander = catalogue.value("SELECT id FROM credit_accounts WHERE name = 'bystander'");
        for (Column column : catalogue.columns()) {
            boolean log = column.table().equals("credit_log");
            int rows = catalogue.rows(column.table()).size();
            List<String> values = catalogue.senseless(column);
            int step = Math.max(1, rows / ROWS);
            for (int i = 0; i < rows && !values.isEmpty(); i += step) {
                String row = catalogue.rows(column.table()).get(i);
                change(column, row, values.get(i / step % values.size()), log ? null : bystander);
            }
        }
        assertThat(trouble).isEmpty();
        assertThat(changes).isGreaterThan(300);
    }

    private void change(Column column, String row, String value, String bystander) throws SQLException {
        String whose = column.table().equals("credit_accounts") ? "id" : "account_id";
        String sql = "UPDATE " + column.table() + " SET " + column.name() + " = " + value + " WHERE " + row + " AND "
                + column.name() + " IS DISTINCT FROM " + value
                + (bystander == null ? "" : " AND " + whose + " <> " + bystander);
        Set<String> names = names(column, row);
        try (Statement statement = connection.createStatement()) {
            if (statement.executeUpdate(sql) == 0) {
                return;
            }
        } catch (SQLException refused) {
            return; // by what even a superuser cannot put there, such as a key twice
        }
        changes++;
        String what = column + " = " + value + " of " + names;
        try {
            verified(what, names);
            swept(what);
            read(what);
            charged(what);
        } finally {
            for (String table : tables()) {
                catalogue.restore(table);
            }
        }
    }

    private void verified(String what, Set<String> names) {
        try {
            Verification found = ledger.verify();
            expect(!found.holds(), what + ": nothing is found");
            expect(
                    found.violations().stream()
                            .noneMatch(violation -> BYSTANDER.equals(violation.account())
                                    && !violation.message().contains("usage")),
                    what + ": the bystander is accused: " + found.violations());
            expect(
                    found.violations().stream()
                            .anyMatch(violation -> names.stream()
                                    .anyMatch(name -> violation.toString().contains(name))),
                    what + ": not named in " + found.violations());
        } catch (RuntimeException stopped) {
            expect(false, what + ": verification stopped: " + stopped.getMessage());
        }
    }

    private void swept(String what) {
        try {
            ledger.sweep();
        } catch (CreditsException told) {
            expect(
                    OTHERS.stream()
                                    .anyMatch(name ->
                                            String.valueOf(told.getMessage()).contains(name))
                            || String.valueOf(told.getMessage()).contains("credit_accounts"),
                    what + ": the sweep names nobody: " + told.getMessage());
        } catch (RuntimeException untyped) {
            expect(false, what + ": the sweep breaks: " + untyped);
        }
        try {
            expect(
                    !ledger.due(clock.instant(), null, 100).contains(BYSTANDER),
                    what + ": the bystander's hold and lot were not swept");
        } catch (RuntimeException stopped) {
            expect(false, what + ": nothing is told to be due: " + stopped.getMessage());
        }
    }

    private void read(String what) {
        try {
            expect(ledger.balance(BYSTANDER).isPresent(), what + ": no balance");
            expect(!ledger.lots(BYSTANDER).isEmpty(), what + ": no lots");
            ledger.openHolds(BYSTANDER);
            ledger.limits(BYSTANDER);
            expect(!ledger.statement(EntryFilter.of(BYSTANDER)).entries().isEmpty(), what + ": no entries");
            ledger.unended(Instant.EPOCH, null, clock.instant().plus(Duration.ofDays(99)), 100, unread -> {});
        } catch (RuntimeException broken) {
            expect(false, what + ": others are not read: " + broken.getMessage());
        }
    }

    private void charged(String what) {
        Memo memo = Memo.key("more");
        List<AccountId> accounts =
                new ArrayList<>(OTHERS.stream().map(AccountId::of).toList());
        accounts.add(2, BYSTANDER);
        Map<AccountId, CompletionStage<Outcome>> sent = new LinkedHashMap<>();
        accounts.forEach(account -> sent.put(account, ledger.submit(new Charge(account, Amount.of("0.5"), memo))));
        sent.forEach((account, outcome) -> {
            try {
                Outcome done = outcome.toCompletableFuture().join();
                expect(done.isBooked() || !account.equals(BYSTANDER), what + ": the bystander is told " + done);
            } catch (RuntimeException broken) {
                expect(!account.equals(BYSTANDER), what + ": the bystander is not charged: " + broken.getMessage());
            }
        });
    }

    private Set<String> names(Column column, String row) throws SQLException {
        if (column.table().equals("credit_log")) {
            return new TreeSet<>(
                    catalogue.values("SELECT 'log ' || log FROM credit_log WHERE " + row + " UNION SELECT 'log @'"));
        }
        boolean account = column.table().equals("credit_accounts");
        Set<String> names = new TreeSet<>(catalogue.values(
                account
                        ? "SELECT name FROM credit_accounts WHERE " + row
                        : "SELECT name FROM credit_accounts WHERE id = (SELECT account_id FROM " + column.table()
                                + " WHERE " + row + ")"));
        names.add(
                column.name().equals("name") || column.name().endsWith("id")
                        ? "account_id"
                        : names.iterator().next());
        if (column.name().equals("name")) {
            names.addAll(List.of("credit_accounts", "oops"));
        }
        return names;
    }

    private Set<String> tables() throws SQLException {
        return catalogue.columns().stream().map(Column::table).collect(Collectors.toCollection(TreeSet::new));
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            trouble.merge(otherwise, 1, Integer::sum);
        }
    }
}
