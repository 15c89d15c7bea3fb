package dev.credits.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.Credits;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.money.Amount;
import dev.credits.testkit.MemoryStorage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerMetricsTest {
    private static final AccountId USER = AccountId.of("user:1");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Ledger ledger = Credits.on(new MemoryStorage())
            .withListener(new LedgerMetrics(registry))
            .ledger();

    @Test
    void batchesAndOutcomesAreCounted() {
        ledger.executeEach(
                List.of(Open.of(USER, Memo.key("open")), Grant.of(USER, Amount.of("10"), Memo.key("grant"))));
        ledger.execute(new Charge(USER, Amount.of("4"), Memo.key("charge")));
        ledger.execute(new Charge(USER, Amount.of("4"), Memo.key("charge")));
        ledger.execute(new Charge(USER, Amount.of("7"), Memo.key("too-much")));

        assertThat(registry.get("credits.batch.commands").summary().count()).isEqualTo(4);
        assertThat(registry.get("credits.batch.commands").summary().totalAmount())
                .isEqualTo(5);
        assertThat(outcomes("applied")).isEqualTo(3);
        assertThat(outcomes("replayed")).isEqualTo(1);
        assertThat(outcomes("refused")).isEqualTo(1);
        assertThat(registry.get("credits.batch.faults").counter().count()).isZero();
        for (String stage : List.of("wait", "load", "decide", "write")) {
            assertThat(registry.get("credits.batch.time")
                            .tag("stage", stage)
                            .timer()
                            .count())
                    .as(stage)
                    .isEqualTo(4);
        }
    }

    private double outcomes(String outcome) {
        return registry.get("credits.commands")
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
