package dev.credits.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.Credits;
import dev.credits.jdbc.testing.TestPostgres;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Command;
import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Verification;
import dev.credits.money.Amount;
import dev.credits.testkit.ManualClock;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;

/** A database and two ledgers on it that know nothing of each other, as in two processes. */
abstract class TwoLedgers {
    final ManualClock clock = ManualClock.at("2026-03-01T00:00:00Z");
    private final AtomicInteger keys = new AtomicInteger();
    private final HikariDataSource pool = pool();
    final Ledger here = ledger();
    final Ledger there = ledger();

    private static HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(TestPostgres.freshUrl());
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }

    private Ledger ledger() {
        return Credits.on(JdbcStorage.on(pool)).withClock(clock).ledger();
    }

    @AfterEach
    final void everyLawHolds() {
        assertThat(here.verify()).matches(Verification::holds);
        pool.close();
    }

    final Memo memo() {
        return Memo.key("k" + keys.incrementAndGet());
    }

    final Command charge(AccountId account, String amount) {
        return new Charge(account, Amount.of(amount), memo());
    }

    static void apply(Ledger ledger, Command command) {
        assertThat(ledger.execute(command)).isInstanceOf(Outcome.Applied.class);
    }

    static DeclineCode declined(Ledger ledger, Command command) {
        Outcome outcome = ledger.execute(command);
        assertThat(outcome).isInstanceOf(Outcome.Declined.class);
        return ((Outcome.Declined) outcome).code();
    }
}
