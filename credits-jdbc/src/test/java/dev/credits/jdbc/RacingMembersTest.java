package dev.credits.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.Credits;
import dev.credits.jdbc.testing.TestPostgres;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Limit;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.Statement;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two processes with 8 threads each, in which two members of one pool want twice as much as there is. More commands:
 * {@code -Dcredits.race.commands=100000}.
 */
@Tag("L13")
@Tag("H3")
class RacingMembersTest {
    private static final int THREADS = 8;
    private static final int EACH = Math.max(60, Integer.getInteger("credits.race.commands", 0) / 2 / THREADS);
    private static final Memo AGREED = Memo.key("l").by("cfo").because("as agreed");

    @Test
    @DisplayName(
            "L3, L13, class 1: the members of two processes take all that is in their pool, and not one credit more")
    @Tag("L3")
    @Tag("class-1")
    void pool() throws Exception {
        race(200, 1_000_000, 1_000_000, 1_000_000);
    }

    @Test
    @DisplayName(
            "L13, class 15: each takes what his own limit allows, in all processes together, and not one credit more")
    @Tag("class-15")
    void ownLimits() throws Exception {
        race(1_000_000, 120, 80, 1_000_000);
    }

    @Test
    @DisplayName("L13, class 15: together they take what their team's limit allows, and neither more than his own")
    @Tag("class-15")
    void theTeamsLimit() throws Exception {
        race(1_000_000, 110, 1_000_000, 150);
    }

    private static void race(long credits, long ann, long bob, long team) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(TestPostgres.freshUrl());
        try (HikariDataSource pool = new HikariDataSource(config)) {
            Ledger ledger = Credits.on(JdbcStorage.on(pool)).ledger();
            Map<AccountId, Long> limits = Map.of(
                    RacingMembers.MEMBERS.get(0), ann, RacingMembers.MEMBERS.get(1), bob, RacingMembers.TEAM, team);
            open(ledger, credits, limits);

            long[] said = Racers.sum(RacingMembers.class, config.getJdbcUrl(), 2, THREADS, EACH);
            long all = said[0] + said[1];
            assertThat(said[0]).as("ann").isLessThanOrEqualTo(ann);
            assertThat(said[1]).as("bob").isLessThanOrEqualTo(bob);
            assertThat(all).as("all there is").isEqualTo(Math.min(Math.min(credits, team), ann + bob));
            assertThat(said[2] + said[3]).as("refused").isPositive();
            assertThat(ledger.account(RacingMembers.ORG).orElseThrow().totals().spent())
                    .isEqualTo(Amount.of(String.valueOf(all)).minor());
            for (Limit limit : ledger.limits(RacingMembers.TEAM)) {
                assertThat(limit.spent())
                        .isEqualTo(Amount.of(String.valueOf(all)).minor());
                assertThat(limit.held()).isZero();
            }
            neverBeyond(ledger, limits);
            assertThat(ledger.verify().violations()).isEmpty();
        }
    }

    private static void open(Ledger ledger, long credits, Map<AccountId, Long> limits) {
        ledger.execute(Open.of(RacingMembers.ORG, Memo.key("open"))).orElseThrow();
        ledger.execute(Grant.of(RacingMembers.ORG, Amount.of(String.valueOf(credits)), Memo.key("grant")))
                .orElseThrow();
        ledger.execute(Open.of(RacingMembers.TEAM, Memo.key("open")).sharing(RacingMembers.ORG))
                .orElseThrow();
        RacingMembers.MEMBERS.forEach(
                member -> ledger.execute(Open.of(member, Memo.key("open")).sharing(RacingMembers.TEAM))
                        .orElseThrow());
        limits.forEach((account, most) -> ledger.execute(
                        SetLimit.of(account, Window.NONE, Amount.of(String.valueOf(most)), AGREED))
                .orElseThrow());
    }

    /** Folds the pool's ledger: at no moment was more spent and held through anybody than his limit. */
    private static void neverBeyond(Ledger ledger, Map<AccountId, Long> limits) {
        Map<AccountId, Long> used = new HashMap<>();
        for (Entry entry : entries(ledger)) {
            assertThat(entry.available()).as("available after %s", entry).isNotNegative();
            if (!entry.spender().equals(RacingMembers.ORG)) {
                for (AccountId account : List.of(entry.spender(), RacingMembers.TEAM)) {
                    long now = used.merge(account, -entry.availableChange(), Long::sum);
                    long most = Amount.of(String.valueOf(limits.get(account))).minor();
                    assertThat(now).as("%s after %s", account, entry).isLessThanOrEqualTo(most);
                }
            }
        }
        assertThat(used).hasSize(3);
    }

    private static List<Entry> entries(Ledger ledger) {
        List<Entry> entries = new ArrayList<>();
        long after = 0;
        while (after >= 0) {
            Statement page = ledger.statement(
                    EntryFilter.of(RacingMembers.ORG).after(after).limit(1000));
            entries.addAll(page.entries());
            after = page.next().orElse(-1);
        }
        return entries;
    }
}
