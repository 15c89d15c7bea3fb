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
import dev.credits.ledger.Reserve;
import dev.credits.money.Amount;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.Loaded;
import dev.credits.spi.Loader;
import dev.credits.spi.Reader;
import dev.credits.spi.Storage;
import dev.credits.testkit.ManualClock;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
    private static final AccountId MEMBER = AccountId.of("m:member");

    private final PGSimpleDataSource source = TestPostgres.fresh();
    private final ManualClock clock = ManualClock.start();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    @DisplayName("a joined charge that finds out about the pool with its member locked waits for nobody in a circle")
    void memberThenPool() throws Exception {
        meets(AccountId.of("a:pool"), joined -> joined.execute(charge("joined")).orElseThrow());
    }

    @Test
    @DisplayName("a joined sweep that finds out whose holds lapse with the pool locked waits for nobody in a circle")
    void poolThenMember() throws Exception {
        meets(AccountId.of("z:pool"), Ledger::sweep);
    }

    private void meets(AccountId pool, Consumer<Ledger> work) throws Exception {
        // of two that wait in a circle, the one that looks first is the victim: the host
        source.setOptions("-c deadlock_timeout=40s");
        JdbcStorage storage = JdbcStorage.on(source);
        Ledger piped = Credits.on(storage).withClock(clock).ledger();
        piped.execute(Open.of(pool, Memo.key("open"))).orElseThrow();
        piped.execute(Grant.of(pool, Amount.of("100"), Memo.key("grant"))).orElseThrow();
        piped.execute(Open.of(MEMBER, Memo.key("open")).sharing(pool)).orElseThrow();
        piped.execute(Reserve.of(MEMBER, Amount.of("1"), Memo.key("hold"))).orElseThrow();
        clock.advance(Duration.ofDays(1));

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
            work.accept(Credits.on(storage).withClock(clock).joining(joined).ledger());
            host.commit();
            other[0].get(30, TimeUnit.SECONDS);
        }
        assertThat(piped.verify().violations()).isEmpty();
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
