package dev.credits.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.testing.Engine;
import dev.credits.ledger.AccountId;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.Loaded;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("K10: in a transaction of our own")
@Tag("K10")
@ParameterizedClass
@EnumSource
class OwnTransactionTest {
    private final DataSource source;
    private final JdbcStorage storage;

    OwnTransactionTest(Engine engine) {
        this.source = engine.fresh();
        this.storage = JdbcStorage.on(source);
    }

    @Test
    @DisplayName("What is written on a pool whose connections do not commit by themselves is committed")
    void poolWithoutAutoCommit() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setAutoCommit(false);
        config.setMaximumPoolSize(2);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            AccountId id = Samples.funded(JdbcStorage.on(pool), "user:1", 100);
            assertThat(Samples.account(storage, id).totals().available()).isEqualTo(100);
        }
    }

    @Test
    @DisplayName("A connection is given back as it was taken, after success, refusal, read and failure")
    void connectionsAreGivenBackAsTheyWere() throws SQLException {
        AccountId id = Samples.funded(storage, "user:1", 100);
        for (boolean autoCommit : new boolean[] {true, false}) {
            try (Connection only = source.getConnection()) {
                only.setAutoCommit(autoCommit);
                only.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                JdbcStorage on = JdbcStorage.builder(new SingleConnection(only, source))
                        .migrate(false)
                        .build();
                Samples.charge(on, id, 1, "charge" + autoCommit);
                on.transact(loader -> {
                    loader.load(Samples.plan(id));
                    return ChangeSet.NOTHING;
                });
                Samples.account(on, id);
                assertThatThrownBy(() -> on.transact(loader -> {
                            loader.load(Samples.plan(id));
                            throw new IllegalStateException("mine");
                        }))
                        .hasMessage("mine");
                assertThat(only.getAutoCommit()).isEqualTo(autoCommit);
                assertThat(only.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
                only.setAutoCommit(true);
            }
        }
        assertThat(Samples.account(storage, id).totals().spent()).isEqualTo(2);
    }

    @Test
    @DisplayName("L4: a unit that changes nothing, and one that fails, leave nothing behind")
    @Tag("L4")
    void nothingIsLeftBehind() {
        AccountId id = Samples.funded(storage, "user:1", 100);
        RuntimeException mine = new IllegalStateException("mine");
        assertThatThrownBy(() -> storage.transact(loader -> {
                    loader.load(Samples.plan(id));
                    throw mine;
                }))
                .isSameAs(mine);
        storage.transact(loader -> {
            loader.load(Samples.plan(id));
            return ChangeSet.NOTHING;
        });
        assertThat(Samples.account(storage, id).seq()).isEqualTo(2);
    }

    @Test
    @DisplayName("L3: units on one account wait for each other and see what the other wrote")
    @Tag("L3")
    void unitsOnOneAccountTakeTurns() throws Exception {
        AccountId id = Samples.funded(storage, "user:1", 1000);
        runTogether(4, thread -> {
            for (int i = 0; i < 25; i++) {
                Samples.charge(storage, id, 1, "c" + thread + "-" + i);
            }
        });
        assertThat(Samples.account(storage, id).totals().spent()).isEqualTo(100);
        assertThat(Samples.account(storage, id).seq()).isEqualTo(102);
    }

    @Test
    @DisplayName("Defect 1: of many that open one account at once, one does, and the others see it")
    @Tag("K1")
    void openingOneAccountAtOnce() throws Exception {
        AccountId id = AccountId.of("user:new");
        runTogether(
                6,
                thread -> storage.transact(loader -> {
                    Loaded loaded = loader.load(Samples.plan(id));
                    return loaded.accounts().isEmpty() ? Samples.open(id, null) : ChangeSet.NOTHING;
                }));
        assertThat(Samples.account(storage, id).seq()).isEqualTo(1);
    }

    @Test
    @DisplayName("A parent and its child are opened in one unit")
    @Tag("K1")
    void parentAndChildTogether() {
        AccountId parent = AccountId.of("org:1");
        AccountId child = AccountId.of("org:1/team:2");
        storage.transact(loader -> {
            loader.load(Samples.plan(parent, child));
            return new Changes(Samples.open(child, parent))
                    .opened(Samples.open(parent, null).opened().get(0))
                    .entry(Samples.open(parent, null).entries().get(0))
                    .toChangeSet();
        });
        assertThat(Samples.account(storage, child).parent()).isEqualTo(parent);
    }

    @Test
    @DisplayName("What is changed must have been loaded: anything else is a mistake of the rules")
    void changesOfWhatWasNotLoaded() {
        AccountId id = Samples.funded(storage, "user:1", 100);
        ChangeSet grant = Samples.grant(Samples.account(storage, id), 1, "again");
        assertThatThrownBy(() -> storage.transact(loader -> grant))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("user:1");
        ChangeSet lotThatIsNotThere =
                Samples.charge(Samples.account(storage, id), Samples.lot(Samples.account(storage, id), 50), 1, "c");
        assertThatThrownBy(() -> storage.transact(loader -> {
                    loader.load(Samples.plan(id));
                    return lotThatIsNotThere;
                }))
                .isInstanceOf(dev.credits.ledger.CreditsException.class);
        assertThat(Samples.account(storage, id).seq()).isEqualTo(2);
    }

    private static void runTogether(int threads, Task task) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> futures = new java.util.ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                futures.add(executor.submit(() -> task.run(thread)));
            }
            for (Future<?> future : futures) {
                future.get(1, TimeUnit.MINUTES);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private interface Task {
        void run(int thread);
    }
}
