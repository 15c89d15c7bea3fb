package dev.credits.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.Credits;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.testing.Engine;
import dev.credits.ledger.Actor;
import dev.credits.ledger.Ledger;
import dev.credits.money.Conversion;
import dev.credits.money.InvalidInputException;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.LoadPlan;
import dev.credits.testkit.ManualClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Rates that several processes publish at once come one after the other. */
@Tag("K8")
@ParameterizedClass
@EnumSource
class RatesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Actor ADMIN = Actor.of("admin");

    private final DataSource source;

    RatesTest(Engine engine) {
        this.source = engine.fresh();
    }

    @Test
    @DisplayName(
            "K8, class 12: who publishes on what has changed meanwhile looks again, and is refused if it comes before")
    @Tag("class-12")
    void looksAgain() {
        JdbcStorage storage = JdbcStorage.on(source);
        Ledger other = ledger();
        LoadPlan plan = LoadPlan.of(Set.of(), NOW).lines(Set.of(LoadPlan.UpTo.end("rates")));
        List<Integer> seen = new ArrayList<>();

        storage.transact(loader -> {
            seen.add(loader.load(plan).lines().size());
            if (seen.size() == 1) {
                other.publish(rate(5), ADMIN, "price list");
                return ChangeSet.ofLines(List.of(Samples.rate("3")));
            }
            return ChangeSet.NOTHING;
        });
        assertThat(seen).containsExactly(0, 1);
        assertThat(other.conversions("A", "B")).containsExactly(rate(5));
        assertThatThrownBy(() -> other.publish(rate(3), ADMIN, "price list"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("after every rate published before");
    }

    @Test
    @DisplayName(
            "K8, class 1: twenty publishers in two processes at once: each rate that is kept takes effect after all before it")
    @Tag("class-1")
    void race() throws Exception {
        List<Ledger> processes = List.of(ledger(), ledger());
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            List<Callable<Boolean>> publishers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Ledger ledger = processes.get(i % 2);
                Conversion rate = rate(1 + i * 7 % 20);
                publishers.add(() -> publishes(ledger, rate));
            }
            int kept = 0;
            for (Future<Boolean> each : threads.invokeAll(publishers)) {
                kept += each.get() ? 1 : 0;
            }
            assertThat(processes.get(0).conversions("A", "B")).hasSize(kept).hasSizeGreaterThan(0);
            assertThat(processes.get(0).conversions("A", "B"))
                    .containsExactlyElementsOf(processes.get(1).rates(0, 100).stream()
                            .map(line -> new Conversion("A", "B", new BigDecimal(line.content()), line.effective()))
                            .toList());
            assertThat(processes.get(0).verify().violations()).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean publishes(Ledger ledger, Conversion rate) {
        try {
            ledger.publish(rate, ADMIN, "price list");
            return true;
        } catch (InvalidInputException before) {
            return false;
        }
    }

    private Ledger ledger() {
        return Credits.on(JdbcStorage.on(source)).withClock(ManualClock.at(NOW)).ledger();
    }

    private static Conversion rate(int days) {
        return new Conversion("A", "B", new BigDecimal(days), NOW.plus(Duration.ofDays(days)));
    }
}
