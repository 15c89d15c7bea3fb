package dev.credits.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.Credits;
import dev.credits.jdbc.testing.Engine;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Charge;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Sweep;
import dev.credits.ledger.Verification;
import dev.credits.money.Amount;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A host whose pool has one connection: everything works, one after the other, and nobody waits for a second one. */
@DisplayName("A pool of one connection is enough")
@Timeout(60)
@ParameterizedClass
@EnumSource
class PoolOfOneTest {
    private static final AccountId USER = AccountId.of("user:1");

    private final HikariDataSource pool;

    PoolOfOneTest(Engine engine) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(engine.fresh());
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(1_000);
        this.pool = new HikariDataSource(config);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    @DisplayName("to make the schema, to begin again on it, and to ask for its version")
    void start() {
        assertThat(JdbcStorage.version(pool, null)).isEmpty();
        assertThatThrownBy(() -> JdbcStorage.builder(pool).migrate(false).build())
                .isInstanceOf(CreditsException.class)
                .hasMessageContaining("is missing");
        assertThat(JdbcStorage.migrate(pool, null)).isPositive();
        assertThat(JdbcStorage.migrate(pool, null)).isZero();
        assertThat(JdbcStorage.version(pool, null)).isPresent();
        JdbcStorage.builder(pool).migrate(false).build();
        assertThat(JdbcStorage.migrate(pool, "another")).isPositive();
        assertThat(JdbcStorage.version(pool, "another")).isPresent();
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }

    @Test
    @DisplayName("for many callers, sweeping, verifying and prices")
    void use() throws Exception {
        Ledger ledger = Credits.on(JdbcStorage.on(pool)).ledger();
        ledger.execute(Open.of(USER, Memo.key("open"))).orElseThrow();
        ledger.execute(Grant.of(USER, Amount.of("100"), Memo.key("grant"))).orElseThrow();
        List<Callable<Outcome>> charges = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String key = "c" + i;
            charges.add(() -> ledger.execute(new Charge(USER, Amount.of("1"), Memo.key(key))));
        }
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (Future<Outcome> each : threads.invokeAll(charges)) {
                each.get(30, TimeUnit.SECONDS).orElseThrow();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(ledger.sweep()).isEqualTo(Sweep.NOTHING);
        assertThat(ledger.verify()).returns(true, Verification::holds).returns(22L, Verification::entries);
        assertThat(ledger.account(USER).orElseThrow().totals().available())
                .isEqualTo(Amount.of("80").minor());
        Credits.on(JdbcStorage.on(pool)).prices();
        assertThat(pool.getHikariPoolMXBean().getTotalConnections()).isOne();
    }

    @Test
    @DisplayName("K10: in a transaction of the host's, which has that one connection")
    @Tag("K10")
    void joined() throws SQLException {
        JdbcStorage storage = JdbcStorage.on(pool);
        Credits credits = Credits.on(storage);
        credits.ledger().execute(Open.of(USER, Memo.key("open"))).orElseThrow();
        try (Connection host = pool.getConnection()) {
            host.setAutoCommit(false);
            Ledger joined = credits.joining(storage.joining(host)).ledger();
            joined.execute(Grant.of(USER, Amount.of("5"), Memo.key("grant"))).orElseThrow();
            assertThat(joined.account(USER).orElseThrow().totals().available())
                    .isEqualTo(Amount.of("5").minor());
            assertThat(joined.sweep()).isEqualTo(Sweep.NOTHING);
            assertThat(joined.verify().holds()).isTrue();
            host.commit();
        }
        assertThat(credits.ledger().verify().entries()).isEqualTo(2);
    }
}
