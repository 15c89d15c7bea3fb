package dev.credits.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.Credits;
import dev.credits.jdbc.testing.Locks;
import dev.credits.jdbc.testing.TestPostgres;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import dev.credits.money.Amount;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.Loaded;
import dev.credits.spi.Loader;
import dev.credits.spi.Reader;
import dev.credits.spi.Storage;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/** Work in a transaction of the host's and the pipeline lock the same accounts in the same order. */
@Tag("K10")
@Tag("H3")
@Timeout(60)
class JoinedLockOrderTest {
    /** Comes before its member in the order of names, and is found out about after it. */
    private static final AccountId POOL = AccountId.of("a:pool");

    private static final AccountId MEMBER = AccountId.of("m:member");

    private final PGSimpleDataSource source = TestPostgres.fresh();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    @DisplayName("a joined charge that finds out about the pool with its member locked waits for nobody in a circle")
    void memberThenPool() throws Exception {
        // of two that wait in a circle, the one that looks first is the victim: the host
        source.setOptions("-c deadlock_timeout=40s");
        JdbcStorage storage = JdbcStorage.on(source);
        Ledger piped = Credits.on(storage).ledger();
        piped.execute(Open.of(POOL, Memo.key("open"))).orElseThrow();
        piped.execute(Grant.of(POOL, Amount.of("100"), Memo.key("grant"))).orElseThrow();
        piped.execute(Open.of(MEMBER, Memo.key("open")).sharing(POOL)).orElseThrow();
        piped.execute(charge("first")).orElseThrow();

        try (Connection host = source.getConnection()) {
            try (Statement statement = host.createStatement()) {
                statement.execute("SET deadlock_timeout = '20ms'");
            }
            host.setAutoCommit(false);
            Future<?>[] other = new Future<?>[1];
            Storage joined = afterTheFirstLoad(storage.joining(host), () -> {
                other[0] = threads.submit(() -> piped.execute(charge("piped")).orElseThrow());
                Locks.awaitWaiting(source, 1);
            });
            Outcome outcome = Credits.on(storage).joining(joined).ledger().execute(charge("joined"));
            outcome.orElseThrow();
            host.commit();
            other[0].get(30, TimeUnit.SECONDS);
        }
        assertThat(piped.account(POOL).orElseThrow().totals().spent())
                .isEqualTo(Amount.of("3").minor());
    }

    private static Charge charge(String key) {
        return new Charge(MEMBER, Amount.of("1"), Memo.key(key));
    }

    /** A storage whose first unit of work meets somebody else once it has loaded for the first time. */
    private static Storage afterTheFirstLoad(Storage real, Runnable meeting) {
        return new Storage() {
            private boolean met;

            @Override
            public void transact(UnitOfWork work) {
                real.transact(loader -> run(work, loader));
            }

            private ChangeSet run(UnitOfWork work, Loader loader) {
                return work.run(new Loader() {
                    @Override
                    public Loaded load(LoadPlan plan) {
                        Loaded loaded = loader.load(plan);
                        if (!met) {
                            met = true;
                            meeting.run();
                        }
                        return loaded;
                    }
                });
            }

            @Override
            public <T> T read(Function<Reader, T> question) {
                return real.read(question);
            }
        };
    }
}
