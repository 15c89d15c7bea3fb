package dev.credits.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.credits.Credits;
import dev.credits.jdbc.testing.Engine;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Command;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Limits;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Transfer;
import dev.credits.money.Amount;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A host's transaction has an account locked, and takes its time. */
@DisplayName("Somebody else has locked one account")
@Timeout(60)
@ParameterizedClass
@EnumSource
class LockedAccountTest {
    private static final AccountId LOCKED = AccountId.of("locked");
    private static final AccountId MEMBER = AccountId.of("member");
    private static final AccountId FREE = AccountId.of("free");

    /** Less than a lock is waited for on either database, and more than everything else takes. */
    private static final Duration SOON = Duration.ofMillis(900);

    private final DataSource source;
    private final JdbcStorage storage;
    private final Credits credits;
    private final Ledger ledger;
    private Connection host;

    LockedAccountTest(Engine engine) {
        source = engine.fresh();
        storage = JdbcStorage.on(source);
        credits = Credits.on(storage).withLimits(Limits.USUAL.lanes(1));
        ledger = credits.ledger();
    }

    @BeforeEach
    void lock() throws SQLException {
        for (Command command : List.of(
                Open.of(LOCKED, Memo.key("open")),
                Open.of(FREE, Memo.key("open")),
                Open.of(MEMBER, Memo.key("open")).sharing(LOCKED),
                Grant.of(LOCKED, Amount.of("100"), Memo.key("grant")),
                Grant.of(FREE, Amount.of("100"), Memo.key("grant")),
                charge(MEMBER, "before"))) {
            ledger.execute(command).orElseThrow();
        }
        host = source.getConnection();
        host.setAutoCommit(false);
        credits.joining(storage.joining(host))
                .ledger()
                .execute(charge(LOCKED, "host"))
                .orElseThrow();
    }

    @AfterEach
    void close() throws SQLException {
        host.close();
    }

    @Test
    @DisplayName("its commands wait, and their neighbours in the lane do not")
    void neighbours() throws Exception {
        List<CompletableFuture<Outcome>> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waiting.add(ledger.submit(charge(LOCKED, "c" + i)).toCompletableFuture());
            CompletableFuture<Outcome> neighbour =
                    ledger.submit(charge(FREE, "c" + i)).toCompletableFuture();
            assertThat(neighbour.get(SOON.toMillis(), TimeUnit.MILLISECONDS)).isInstanceOf(Outcome.Applied.class);
        }
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        host.commit();
        long seq = 0;
        for (CompletableFuture<Outcome> each : waiting) {
            Outcome outcome = each.get(20, TimeUnit.SECONDS);
            assertThat(outcome).isInstanceOf(Outcome.Applied.class);
            assertThat(outcome.orElseThrow().seq()).as("in the order they came").isGreaterThan(seq);
            seq = outcome.orElseThrow().seq();
        }
        assertThat(ledger.execute(charge(LOCKED, "after"))).isInstanceOf(Outcome.Applied.class);
        assertThat(ledger.verify().violations()).isEmpty();
    }

    @Test
    @DisplayName("so do those of its members, and whatever moves credits there")
    void members() throws Exception {
        CompletableFuture<Outcome> member = ledger.submit(charge(MEMBER, "c")).toCompletableFuture();
        CompletableFuture<Outcome> transfer = ledger.submit(
                        new Transfer(FREE, LOCKED, Amount.of("1"), Memo.key("move")))
                .toCompletableFuture();
        AccountId other = AccountId.of("other");
        assertTimeoutPreemptively(SOON, () -> {
            assertThat(ledger.execute(Open.of(other, Memo.key("open")))).isInstanceOf(Outcome.Applied.class);
        });
        assertThat(member).isNotDone();
        assertThat(transfer).isNotDone();
        host.rollback();
        assertThat(member.get(20, TimeUnit.SECONDS)).isInstanceOf(Outcome.Applied.class);
        assertThat(transfer.get(20, TimeUnit.SECONDS)).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    @DisplayName("by opening it: who opens it too waits, and its neighbours do not")
    void opened() throws Exception {
        AccountId other = AccountId.of("other");
        credits.joining(storage.joining(host))
                .ledger()
                .execute(Open.of(other, Memo.key("open")))
                .orElseThrow();
        CompletableFuture<Outcome> opening =
                ledger.submit(Open.of(other, Memo.key("open"))).toCompletableFuture();
        assertTimeoutPreemptively(Duration.ofSeconds(3), () -> {
            assertThat(ledger.execute(charge(FREE, "c"))).isInstanceOf(Outcome.Applied.class);
        });
        host.commit();
        assertThat(opening.get(20, TimeUnit.SECONDS)).isInstanceOf(Outcome.Replayed.class);
    }

    private static Charge charge(AccountId account, String key) {
        return new Charge(account, Amount.of("1"), Memo.key(key));
    }
}
