package dev.credits.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.Credits;
import dev.credits.jdbc.testing.Engine;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.GrantExtra;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Reading;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import dev.credits.quota.AuditLine;
import dev.credits.quota.Plans;
import dev.credits.quota.QuotaPage;
import dev.credits.quota.Quotas;
import dev.credits.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Several questions of one moment, while somebody else writes. */
@ParameterizedClass
@EnumSource
class SnapshotTest {
    private static final AccountId ANN = AccountId.of("ann");
    private static final Memo BY_ADMIN = Memo.key("x").by("admin").because("as agreed");

    private final DataSource source;
    private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-31T23:59:59Z"));

    SnapshotTest(Engine engine) {
        this.source = engine.fresh();
    }

    @Test
    @DisplayName(
            "K2: questions of one snapshot are answered as of one moment, whatever is booked and however late it gets")
    @Tag("K2")
    void oneMoment() {
        Credits credits = credits();
        Ledger ledger = credits.ledger();
        Quotas quotas = quotas(credits);

        String seen = ledger.snapshot(reading -> {
            String before = standing(reading);
            quotas.use(ANN, "generations", 3, Memo.key("u2")).orElseThrow();
            quotas.assign(ANN, "pro", false, BY_ADMIN).orElseThrow();
            clock.advance(Duration.ofDays(1));
            assertThat(standing(reading)).isEqualTo(before);
            return before;
        });
        assertThat(seen).isEqualTo("free 4 [6 2026-02-01T00:00:00Z]");
        assertThat(standing(ledger)).isEqualTo("pro 7 [1000 2026-03-01T00:00:00Z]");
    }

    @Test
    @DisplayName("H4: the quota page is of one moment: no change between its figures and its audit lines")
    @Tag("H4")
    @Tag("A2")
    void page() throws Exception {
        Credits credits = credits();
        Ledger ledger = credits.ledger();
        Quotas quotas = quotas(credits);
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> admin = CompletableFuture.runAsync(() -> {
            AccountId generations = Quotas.account(ANN, "generations");
            for (int i = 0; !enough.get(); i++) {
                Memo memo = Memo.key("x" + i).by("admin").because("more");
                ledger.execute(new GrantExtra(generations, Window.MONTH, Amount.ofMinor(1, Quotas.COUNT), memo))
                        .orElseThrow();
            }
        });
        try {
            long last = 0;
            for (int i = 0; i < 2_000 && last < 40; i++) {
                QuotaPage page = quotas.page(ANN);
                long extra = page.lines().get(0).extra();
                if (extra > 0) {
                    assertThat(page.audit())
                            .filteredOn(line -> line.action().equals("credit_grant"))
                            .first()
                            .extracting(AuditLine::next)
                            .isEqualTo(String.valueOf(extra));
                }
                last = extra;
            }
            assertThat(last).as("changes that were seen").isPositive();
        } finally {
            enough.set(true);
            admin.get();
        }
    }

    private static String standing(Reading reading) {
        AccountId generations = Quotas.account(ANN, "generations");
        Function<Reading, String> limit = each -> each.limits(generations).stream()
                .map(it -> it.remaining().toPlainString() + " " + it.resets())
                .toList()
                .toString();
        return reading.account(ANN).orElseThrow().plan() + " "
                + reading.balance(generations).orElseThrow().spent().toPlainString() + " " + limit.apply(reading);
    }

    private Credits credits() {
        return Credits.on(JdbcStorage.on(source)).withClock(clock);
    }

    private static Quotas quotas(Credits credits) {
        Quotas quotas = credits.quotas(Plans.USUAL);
        credits.ledger().execute(Open.of(ANN, Memo.key("open"))).orElseThrow();
        quotas.assign(ANN, "free", false, Memo.key("p").by("admin").because("joined"))
                .orElseThrow();
        quotas.use(ANN, "generations", 3, Memo.key("u0")).orElseThrow();
        quotas.use(ANN, "generations", 1, Memo.key("u1")).orElseThrow();
        return quotas;
    }
}
