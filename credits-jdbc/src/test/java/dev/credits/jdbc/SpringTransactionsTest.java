package dev.credits.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.Credits;
import dev.credits.jdbc.spring.SpringTransactions;
import dev.credits.jdbc.testing.Engine;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Grant;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.LedgerListener;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.money.Amount;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** A ledger that knows of Spring's transactions is part of whichever the calling thread has open. */
@Tag("K10")
@ParameterizedClass
@EnumSource
class SpringTransactionsTest {
    private static final AccountId USER = AccountId.of("user:1");

    private final HikariDataSource pool;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Ledger ledger;

    SpringTransactionsTest(Engine engine) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(engine.fresh());
        config.setMaximumPoolSize(4);
        pool = new HikariDataSource(config);
        jdbc = new JdbcTemplate(pool);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(pool));
        ledger = Credits.on(JdbcStorage.builder(pool)
                        .joining(new SpringTransactions())
                        .build())
                .ledger();
        jdbc.execute("CREATE TABLE users (name varchar(20) PRIMARY KEY)");
        ledger.execute(Open.of(USER, Memo.key("open"))).orElseThrow();
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    @DisplayName("what a host rolls back was never granted: its row, our entry and our key are gone together")
    void rollback() {
        transaction.executeWithoutResult(status -> {
            jdbc.update("INSERT INTO users VALUES ('ada')");
            grant("sign-up");
            assertThat(available()).isEqualTo("10");
            status.setRollbackOnly();
        });

        assertThat(jdbc.queryForObject("SELECT count(*) FROM users", Integer.class))
                .isZero();
        assertThat(available()).isEqualTo("0");
        assertThat(ledger.outcome(USER, IdempotencyKey.of("sign-up"))).isEmpty();
    }

    @Test
    @DisplayName("what a host commits is there once, and outside of its transaction nothing is joined")
    void commit() {
        transaction.executeWithoutResult(status -> {
            jdbc.update("INSERT INTO users VALUES ('ada')");
            grant("sign-up");
        });
        grant("second");

        assertThat(jdbc.queryForObject("SELECT count(*) FROM users", Integer.class))
                .isOne();
        assertThat(available()).isEqualTo("20");
        assertThat(ledger.verify().holds()).isTrue();
    }

    @Test
    @DisplayName("other threads' commands are not drawn into a host's transaction, nor its commands into theirs")
    void threads() throws Exception {
        AccountId other = AccountId.of("user:2");
        ledger.execute(Open.of(other, Memo.key("open"))).orElseThrow();
        transaction.executeWithoutResult(status -> {
            grant("sign-up");
            CompletableFuture<?> elsewhere =
                    CompletableFuture.runAsync(() -> ledger.execute(Grant.of(other, Amount.of("3"), Memo.key("g")))
                            .orElseThrow());
            elsewhere.orTimeout(20, TimeUnit.SECONDS).join();
            status.setRollbackOnly();
        });

        assertThat(available()).isEqualTo("0");
        assertThat(ledger.balance(other).orElseThrow().available()).hasToString("3 CREDIT");
    }

    @Test
    @DisplayName("a transaction that is suspended is not joined: the inner one is")
    void requiresNew() {
        TransactionTemplate inner = new TransactionTemplate(transaction.getTransactionManager());
        inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        transaction.executeWithoutResult(outer -> {
            inner.executeWithoutResult(status -> grant("kept"));
            outer.setRollbackOnly();
        });
        assertThat(available()).isEqualTo("10");
    }

    @Test
    @DisplayName("a listener hears of what is done inside after the commit, and nothing of what is rolled back")
    void listener() {
        List<LedgerListener.Batch> heard = new CopyOnWriteArrayList<>();
        Ledger listened = Credits.on(JdbcStorage.builder(pool)
                        .joining(new SpringTransactions())
                        .build())
                .withExecutor(task -> CompletableFuture.runAsync(task).join())
                .withListener(heard::add)
                .ledger();
        transaction.executeWithoutResult(status -> {
            listened.execute(Grant.of(USER, Amount.of("10"), Memo.key("a"))).orElseThrow();
            status.setRollbackOnly();
        });
        assertThat(heard).isEmpty();
        transaction.executeWithoutResult(status -> {
            listened.execute(Grant.of(USER, Amount.of("10"), Memo.key("a"))).orElseThrow();
            assertThat(heard).isEmpty();
        });
        assertThat(heard).extracting(LedgerListener.Batch::applied).containsExactly(1);
    }

    private void grant(String key) {
        ledger.execute(Grant.of(USER, Amount.of("10"), Memo.key(key))).orElseThrow();
    }

    private String available() {
        return ledger.balance(USER).orElseThrow().available().toPlainString();
    }
}
