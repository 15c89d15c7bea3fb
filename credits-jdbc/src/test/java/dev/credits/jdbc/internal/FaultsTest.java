package dev.credits.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.testing.Engine;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.BusyException;
import dev.credits.ledger.CreditsException;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.Storage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Faults that may pass are waited out, within bounds; others are told at once")
@ParameterizedClass
@EnumSource
class FaultsTest {
    private final Engine engine;
    private final DataSource source;
    private final JdbcStorage storage;
    private final AccountId user = AccountId.of("user:1");
    private final AtomicInteger runs = new AtomicInteger();

    FaultsTest(Engine engine) {
        this.engine = engine;
        this.source = engine.fresh();
        this.storage = JdbcStorage.on(source);
    }

    @BeforeEach
    void fund() {
        Samples.funded(storage, user.value(), 100);
    }

    @Test
    @DisplayName("L4: a connection lost at the commit that took place: the unit is run again and finds its key")
    @Tag("L4")
    @Tag("K11")
    void lostAfterTheCommit() {
        AtomicInteger losses = new AtomicInteger(1);
        Storage shaky = shaky(new Intercepted.Interceptor() {
            @Override
            public void after(String what) throws SQLException {
                if (isCommit(what) && losses.getAndDecrement() > 0) {
                    throw new SQLException("connection lost", "08006");
                }
            }
        });
        counted(shaky, 10, "c");
        assertThat(runs).hasValue(2);
        assertThat(Samples.account(storage, user).totals().spent()).isEqualTo(10);
    }

    @Test
    @DisplayName("L4: a connection lost at the commit that did not take place: the unit is run again and books")
    @Tag("L4")
    void lostBeforeTheCommit() {
        AtomicInteger losses = new AtomicInteger(3);
        Storage shaky = shaky(new Intercepted.Interceptor() {
            @Override
            public void before(String what) throws SQLException {
                if (isCommit(what) && losses.getAndDecrement() > 0) {
                    throw new SQLException("connection lost", "08006");
                }
            }
        });
        counted(shaky, 10, "c");
        assertThat(runs).hasValue(4);
        assertThat(Samples.account(storage, user).totals().spent()).isEqualTo(10);
    }

    @Test
    @DisplayName("A database that stays away is a fault to try again later, after a bounded number of attempts")
    void lostForGood() {
        Storage shaky = shaky(new Intercepted.Interceptor() {
            @Override
            public void before(String what) throws SQLException {
                if (isCommit(what)) {
                    throw new SQLException("connection lost", "08006");
                }
            }
        });
        assertThatThrownBy(() -> counted(shaky, 10, "c"))
                .isInstanceOfSatisfying(
                        CreditsException.class,
                        fault -> assertThat(fault.retryable()).isTrue())
                .hasMessageContaining("after 8 attempts")
                .hasMessageContaining("connection lost");
        assertThat(runs).hasValue(8);
        assertThat(Samples.account(storage, user).totals().spent()).isZero();
    }

    @Test
    @DisplayName("A fault that will not pass is told at once")
    void definite() throws SQLException {
        Sql.run(source, "DROP TABLE credit_lots CASCADE");
        assertThatThrownBy(() -> counted(storage, 10, "c"))
                .isInstanceOfSatisfying(
                        CreditsException.class,
                        fault -> assertThat(fault.retryable()).isFalse());
        assertThat(runs).hasValue(1);
    }

    @Test
    @DisplayName("Defect 20: units that lock in adverse order: one is run again, both are booked")
    void deadlock() throws Exception {
        AccountId other = Samples.funded(storage, "user:2", 100);
        CyclicBarrier bothHaveOne = new CyclicBarrier(2);
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            Future<?> one = executor.submit(() -> chargeBoth(user, other, "one", bothHaveOne));
            Future<?> two = executor.submit(() -> chargeBoth(other, user, "two", bothHaveOne));
            one.get(1, TimeUnit.MINUTES);
            two.get(1, TimeUnit.MINUTES);
        } finally {
            executor.shutdownNow();
        }
        assertThat(runs.get()).isGreaterThan(2);
        assertThat(Samples.account(storage, user).totals().spent()).isEqualTo(2);
        assertThat(Samples.account(storage, other).totals().spent()).isEqualTo(2);
    }

    @Test
    @DisplayName("A lock that is not given in time is a fault to try again, and nothing was done")
    void lockTimeOut() throws Exception {
        JdbcStorage impatient = JdbcStorage.builder(impatient()).migrate(false).build();
        try (Connection holder = source.getConnection()) {
            holder.setAutoCommit(false);
            Sql.run(holder, "UPDATE credit_accounts SET available = available");
            assertThatThrownBy(() -> counted(impatient, 10, "c"))
                    .isInstanceOfSatisfying(
                            BusyException.class,
                            fault -> assertThat(fault.isDefinite()).isTrue())
                    .hasMessageContaining("locked by somebody else");
            holder.rollback();
        }
        counted(impatient, 10, "c");
        assertThat(Samples.account(storage, user).totals().spent()).isEqualTo(10);
    }

    @Test
    @DisplayName("A pool without a free connection is a fault to try again, and is not waited for twice")
    void poolExhausted() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(2);
        config.setConnectionTimeout(250);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            JdbcStorage pooled = JdbcStorage.builder(pool).migrate(false).build();
            try (Connection one = pool.getConnection();
                    Connection two = pool.getConnection()) {
                assertThat(one).isNotSameAs(two);
                assertThatThrownBy(() -> counted(pooled, 10, "c"))
                        .isInstanceOfSatisfying(
                                CreditsException.class,
                                fault -> assertThat(fault.retryable()).isTrue())
                        .hasMessageContaining("no connection");
                assertThat(runs).hasValue(0);
            }
            counted(pooled, 10, "c");
        }
    }

    @Test
    @DisplayName("An interrupted thread stops waiting to try again, and stays interrupted")
    void interrupted() {
        Thread caller = Thread.currentThread();
        Storage shaky = shaky(new Intercepted.Interceptor() {
            @Override
            public void before(String what) throws SQLException {
                if (isCommit(what)) {
                    caller.interrupt();
                    throw new SQLException("connection lost", "08006");
                }
            }
        });
        assertThatThrownBy(() -> counted(shaky, 10, "c"))
                .isInstanceOfSatisfying(
                        CreditsException.class,
                        fault -> assertThat(fault.retryable()).isTrue())
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(runs).hasValue(1);
    }

    @Test
    @DisplayName("What fails when a connection is given back, after the commit, does not reach the caller")
    void brokenAfterTheCommit() {
        Storage shaky = shaky(new Intercepted.Interceptor() {
            @Override
            public void before(String what) throws SQLException {
                if (what.equals("close")) {
                    throw new SQLException("broken", "08006");
                }
            }
        });
        counted(shaky, 10, "c");
        assertThat(runs).hasValue(1);
        assertThat(Samples.account(storage, user).totals().spent()).isEqualTo(10);
    }

    @Test
    @DisplayName("A read is run again as a unit is")
    void reads() {
        AtomicInteger losses = new AtomicInteger(2);
        Storage shaky = shaky(new Intercepted.Interceptor() {
            @Override
            public void before(String what) throws SQLException {
                if (what.contains("credit_accounts") && losses.getAndDecrement() > 0) {
                    throw new SQLException("server restarts", "57P01");
                }
            }
        });
        assertThat(Samples.account(shaky, user).totals().available()).isEqualTo(100);
    }

    @Test
    @DisplayName("A unique key that no load shows is not tried for ever: the fault is for good")
    void takenForGood() {
        AtomicInteger tried = new AtomicInteger();
        Storage shaky = shaky(new Intercepted.Interceptor() {
            @Override
            public void before(String what) throws SQLException {
                if (what.contains("INSERT INTO") && what.contains("credit_ledger_entries")) {
                    tried.incrementAndGet();
                    throw new SQLException("duplicate key", "23505");
                }
            }
        });
        assertThatThrownBy(() -> counted(shaky, 10, "c"))
                .isInstanceOfSatisfying(
                        CreditsException.class,
                        fault -> assertThat(fault.retryable()).isFalse());
        assertThat(tried).hasValue(8);
    }

    @Test
    @DisplayName("The same for an account that is remembered: the try on memory is one more")
    void takenForGoodOnMemory() {
        AtomicInteger tried = new AtomicInteger(-1);
        Storage shaky = shaky(new Intercepted.Interceptor() {
            @Override
            public void before(String what) throws SQLException {
                if (tried.get() >= 0 && what.contains("INSERT INTO") && what.contains("credit_ledger_entries")) {
                    tried.incrementAndGet();
                    throw new SQLException("duplicate key", "23505");
                }
            }
        });
        counted(shaky, 10, "first");
        tried.set(0);
        assertThatThrownBy(() -> counted(shaky, 10, "second"))
                .isInstanceOfSatisfying(
                        CreditsException.class,
                        fault -> assertThat(fault.retryable()).isFalse());
        assertThat(tried).hasValue(engine == Engine.POSTGRESQL ? 9 : 8);
    }

    private Storage shaky(Intercepted.Interceptor interceptor) {
        DataSource shaky = Intercepted.source(source, interceptor);
        return new OwnStorage(Database.of(source, null).withSource(shaky), 100);
    }

    private void counted(Storage on, long amount, String key) {
        Samples.charge(
                new Storage() {
                    @Override
                    public void transact(UnitOfWork work) {
                        on.transact(loader -> {
                            runs.incrementAndGet();
                            return work.run(loader);
                        });
                    }

                    @Override
                    public <T> T read(java.util.function.Function<dev.credits.spi.Reader, T> question) {
                        return on.read(question);
                    }
                },
                user,
                amount,
                key);
    }

    private void chargeBoth(AccountId first, AccountId second, String key, CyclicBarrier bothHaveOne) {
        AtomicInteger attempt = new AtomicInteger();
        storage.transact(loader -> {
            runs.incrementAndGet();
            var one = loader.load(Samples.plan(first));
            if (attempt.getAndIncrement() == 0) {
                await(bothHaveOne);
            }
            var two = loader.load(Samples.plan(second));
            ChangeSet both = Samples.charge(two.accounts().get(0), two.lots().get(0), 1, key);
            ChangeSet charge = Samples.charge(one.accounts().get(0), one.lots().get(0), 1, key);
            return new Changes(charge)
                    .account(both.accounts().get(0))
                    .lot(both.lots().get(0))
                    .entry(both.entries().get(0))
                    .toChangeSet();
        });
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }

    private boolean isCommit(String what) {
        return engine == Engine.H2 ? what.equals("commit") : what.endsWith("COMMIT");
    }

    private DataSource impatient() {
        String setting = engine == Engine.H2 ? "SET LOCK_TIMEOUT 50" : "SET lock_timeout = '50ms'";
        return new UrlSource() {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = source.getConnection();
                Sql.run(connection, setting);
                return connection;
            }
        };
    }
}
