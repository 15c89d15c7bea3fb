package dev.credits.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.Credits;
import dev.credits.jdbc.testing.TestPostgres;
import dev.credits.ledger.Account;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Statement;
import dev.credits.money.Amount;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Processes with many threads each on few accounts. More commands: {@code -Dcredits.race.commands=100000}. */
class RacingProcessesTest {
    private static final int COMMANDS = Integer.getInteger("credits.race.commands", 3_000);
    private static final Amount START = Amount.of("50");

    @Test
    @DisplayName("L2, L3, L4, L5: two processes race on few accounts, and every credit and key is accounted for")
    @Tag("L2")
    @Tag("L3")
    @Tag("L4")
    @Tag("L5")
    void race() throws Exception {
        race(2, 16, 5, COMMANDS);
    }

    @Test
    @DisplayName(
            "L3, L4, L5: four processes fight over one account, with fifty threads, and nobody wins what is not there")
    @Tag("L3")
    @Tag("L4")
    @Tag("L5")
    void oneAccount() throws Exception {
        race(4, 13, 1, COMMANDS / 3);
    }

    private static void race(int processes, int threads, int accounts, int commands) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(TestPostgres.freshUrl());
        try (HikariDataSource pool = new HikariDataSource(config)) {
            Ledger ledger = Credits.on(JdbcStorage.on(pool)).ledger();
            for (int i = 0; i < accounts; i++) {
                ledger.execute(Open.of(RacingProcess.account(i), Memo.key("open")))
                        .orElseThrow();
                ledger.execute(Grant.of(RacingProcess.account(i), START, Memo.key("grant")))
                        .orElseThrow();
            }
            int each = commands / processes / threads + 1;
            check(
                    ledger,
                    accounts,
                    commands,
                    Racers.sum(RacingProcess.class, config.getJdbcUrl(), processes, threads, each, accounts));
        }
    }

    private static void check(Ledger ledger, int accounts, int commands, long[] said) {
        long available = 0;
        long spent = 0;
        long shared = 0;
        for (int i = 0; i < accounts; i++) {
            Account account = ledger.account(RacingProcess.account(i)).orElseThrow();
            assertThat(account.totals().available()).as("available").isNotNegative();
            assertThat(account.totals().held()).as("held").isZero();
            available += account.totals().available();
            spent += account.totals().spent();
            shared += shared(ledger, account);
        }
        assertThat(said[0]).as("commands sent").isGreaterThanOrEqualTo(commands);
        assertThat(spent).as("spent").isEqualTo(said[2]);
        assertThat(available + spent).as("granted").isEqualTo(accounts * START.minor() + said[1]);
        assertThat(shared).as("commands that both sent").isEqualTo(said[3]).isPositive();
        assertThat(said[4]).as("declined").isPositive();
        assertThat(said[5]).as("sent again after a fault").isLessThan(commands / 100);
        assertThat(ledger.verify().violations()).isEmpty();
    }

    /** How many of the commands that both processes sent had their effect. */
    private static long shared(Ledger ledger, Account account) {
        EntryFilter filter =
                EntryFilter.of(account.id()).kinds(EntryKind.CHARGE).limit(1000);
        long count = 0;
        long after = 0;
        while (after >= 0) {
            Statement page = ledger.statement(filter.after(after));
            count += page.entries().stream()
                    .filter(entry -> entry.memo().key().value().startsWith("both-"))
                    .count();
            after = page.next().orElse(-1);
        }
        return count;
    }
}
