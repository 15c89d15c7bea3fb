package dev.credits.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.Credits;
import dev.credits.jdbc.testing.SilentProxy;
import dev.credits.jdbc.testing.TestPostgres;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Limits;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import dev.credits.money.Amount;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection over which nothing comes any more, and of which nobody is told. */
@DisplayName("One silent connection")
@Tag("L4")
@Timeout(60)
class SilentConnectionTest {
    private static final AccountId USER = AccountId.of("user:1");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private SilentProxy proxy;
    private HikariDataSource pool;
    private Ledger ledger;

    @BeforeEach
    void open() throws Exception {
        String url = TestPostgres.freshUrl();
        URI server = URI.create(url.substring("jdbc:".length()));
        proxy = new SilentProxy(server.getHost(), server.getPort());
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url.replace(server.getAuthority(), "localhost:" + proxy.port()));
        config.setMaximumPoolSize(4);
        pool = new HikariDataSource(config);
        ledger = Credits.on(JdbcStorage.builder(pool)
                        .deadline(Duration.ofSeconds(3))
                        .build())
                .withLimits(Limits.USUAL.lanes(1).deadline(Duration.ofSeconds(20)))
                .ledger();
        ledger.execute(Open.of(USER, Memo.key("open"))).orElseThrow();
        ledger.execute(Grant.of(USER, Amount.of("10"), Memo.key("grant"))).orElseThrow();
    }

    @AfterEach
    void close() throws Exception {
        threads.shutdownNow();
        pool.close();
        proxy.close();
    }

    @Test
    @DisplayName(
            "that swallows the answer to a commit ends by the unit's deadline, and the key tells that it was booked")
    void answerSwallowed() throws Exception {
        proxy.silenceAt("COMMIT", true);
        nobodyWaitsForEver();
        assertThat(ledger.execute(charge("silent"))).isInstanceOf(Outcome.Replayed.class);
    }

    @Test
    @DisplayName("that swallows a commit ends by the unit's deadline, and it is booked by another connection")
    void requestSwallowed() throws Exception {
        proxy.silenceAt("COMMIT", false);
        nobodyWaitsForEver();
    }

    @Test
    @DisplayName("that swallows a rollback gives its caller the answer all the same")
    void rollbackSwallowed() throws Exception {
        ledger.execute(charge("once")).orElseThrow();
        proxy.silenceAt("ROLLBACK", false);
        Future<Outcome> again = threads.submit(() -> ledger.execute(charge("once")));
        assertThat(again.get(30, TimeUnit.SECONDS)).isInstanceOf(Outcome.Replayed.class);
    }

    private void nobodyWaitsForEver() throws Exception {
        Future<Outcome> silent = threads.submit(() -> ledger.execute(charge("silent")));
        proxy.awaitSilence();
        Future<Outcome> behind = threads.submit(() -> ledger.execute(charge("behind")));
        assertThat(silent.get(30, TimeUnit.SECONDS).isBooked()).isTrue();
        assertThat(behind.get(30, TimeUnit.SECONDS)).isInstanceOf(Outcome.Applied.class);
        assertThat(ledger.account(USER).orElseThrow().totals().spent())
                .isEqualTo(Amount.of("2").minor());
        assertThat(ledger.verify().violations()).isEmpty();
    }

    private static Charge charge(String key) {
        return new Charge(USER, Amount.of("1"), Memo.key(key));
    }
}
