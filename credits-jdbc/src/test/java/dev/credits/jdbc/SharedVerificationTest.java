package dev.credits.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.Credits;
import dev.credits.jdbc.testing.TestPostgres;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Command;
import dev.credits.ledger.Inspection;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.SetStop;
import dev.credits.ledger.Verification;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A verification over two connections is of one moment; where there is only one connection, it makes do with that. */
@Tag("K3")
class SharedVerificationTest {
    private static final int ACCOUNTS = 450;

    private final DataSource source = TestPostgres.fresh();

    @BeforeEach
    void open() {
        JdbcStorage.migrate(source, null);
        List<Command> opened = new ArrayList<>();
        IntStream.range(0, ACCOUNTS).forEach(i -> opened.add(Open.of(account(i), Memo.key("open"))));
        ledger(source, Runnable::run).executeEach(opened).forEach(Outcome::orElseThrow);
    }

    @Test
    @DisplayName("both connections see one moment, whatever is booked meanwhile")
    void oneMoment() {
        Ledger writing = ledger(source, Runnable::run);
        List<Runnable> helped = new ArrayList<>();
        Executor late = task -> {
            if (helped.isEmpty()) {
                helped.add(task);
                write(writing);
            }
            task.run();
        };

        Verification found = ledger(source, late).verify();
        assertThat(helped).isNotEmpty();
        assertThat(found).returns(true, Verification::holds).returns((long) ACCOUNTS, Verification::entries);
        assertThat(writing.verify()).returns(true, Verification::holds).returns(3L * ACCOUNTS, Verification::entries);
    }

    @Test
    @DisplayName("the other connection checks what the first one does not, and is given back")
    void help() {
        try (HikariDataSource pool = pool(2, null)) {
            assertThat(ledger(pool, Runnable::run).verify()).returns((long) ACCOUNTS, Verification::entries);
            assertThat(pool.getHikariPoolMXBean().getTotalConnections()).isEqualTo(2);
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
    }

    @Test
    @DisplayName("without another connection one does it all")
    void alone() throws SQLException {
        try (HikariDataSource pool = pool(2, null)) {
            Ledger ledger = ledger(pool, Runnable::run);
            try (Connection another = pool.getConnection()) {
                assertThat(another.isClosed()).isFalse();
                assertThat(ledger.verify())
                        .returns(true, Verification::holds)
                        .returns((long) ACCOUNTS, Verification::entries);
            }
        }
    }

    @Test
    @DisplayName("who may not share a snapshot checks it all over one connection, as of one moment")
    void notAllowed() {
        String role = "alone_" + ProcessHandle.current().pid();
        execute("CREATE ROLE " + role);
        execute("DO $$ BEGIN EXECUTE format('GRANT USAGE ON SCHEMA %I TO " + role
                + "', current_schema()); EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO " + role
                + "', current_schema()); END $$");
        execute("REVOKE EXECUTE ON FUNCTION pg_export_snapshot() FROM PUBLIC");
        try (HikariDataSource pool = pool(2, "SET ROLE " + role)) {
            Ledger writing = ledger(source, Runnable::run);
            AtomicBoolean written = new AtomicBoolean();
            Verification found = Credits.on(
                            JdbcStorage.builder(pool).migrate(false).build())
                    .withExecutor(Runnable::run)
                    .ledger()
                    .verify(Inspection.all().reporting(soFar -> {
                        if (!written.getAndSet(true)) {
                            write(writing);
                        }
                    }));
            assertThat(found).returns(true, Verification::holds).returns((long) ACCOUNTS, Verification::entries);
        } finally {
            execute("GRANT EXECUTE ON FUNCTION pg_export_snapshot() TO PUBLIC");
            execute("DROP OWNED BY " + role);
            execute("DROP ROLE " + role);
        }
    }

    @Test
    @DisplayName("the first connection may wait for the other one, however short the server lets transactions idle")
    void idle() throws SQLException {
        try (HikariDataSource pool = pool(2, null)) {
            Ledger writing = ledger(source, Runnable::run);
            AtomicBoolean waited = new AtomicBoolean();
            Ledger ledger = ledger(pool, task -> {
                if (!waited.getAndSet(true)) {
                    write(writing);
                }
                task.run();
            });
            try (Connection one = pool.getConnection();
                    Connection other = pool.getConnection()) {
                for (Connection each : List.of(one, other)) {
                    try (Statement statement = each.createStatement()) {
                        statement.execute("SET idle_in_transaction_session_timeout = '5ms'");
                    }
                }
            }
            assertThat(ledger.verify())
                    .returns(true, Verification::holds)
                    .returns((long) ACCOUNTS, Verification::entries);
            assertThat(waited).isTrue();
        }
    }

    private static void write(Ledger ledger) {
        List<Command> more = new ArrayList<>();
        IntStream.range(0, ACCOUNTS)
                .forEach(i -> more.add(new SetStop(
                        account(i), true, Memo.key("stop").by("admin").because("x"))));
        ledger.executeEach(more).forEach(Outcome::orElseThrow);
    }

    private HikariDataSource pool(int size, @Nullable String first) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(250);
        config.setConnectionInitSql(first);
        return new HikariDataSource(config);
    }

    private static Ledger ledger(DataSource source, Executor threads) {
        return Credits.on(JdbcStorage.builder(source).migrate(false).build())
                .withExecutor(threads)
                .ledger();
    }

    private static AccountId account(int number) {
        return AccountId.of("many:" + (100 + number));
    }

    private void execute(String sql) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new AssertionError(sql, failed);
        }
    }
}
