package dev.credits.testkit.contract;

import static dev.credits.testkit.contract.Commands.ADMIN;
import static dev.credits.testkit.contract.Commands.DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.ledger.Actor;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.LogLine;
import dev.credits.ledger.RateChange;
import dev.credits.ledger.RateOutcome;
import dev.credits.ledger.RateOutcome.Applied;
import dev.credits.ledger.RateOutcome.Conflict;
import dev.credits.ledger.RateOutcome.Replayed;
import dev.credits.ledger.RefusedException;
import dev.credits.money.Conversion;
import dev.credits.money.InvalidInputException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rates are published under keys: one key has one effect. */
@Tag("K8")
@Tag("L4")
public interface RateContract extends StorageUnderTest {
    @Test
    @DisplayName("K8, L4: a rate sent again with its key does not turn back the one that came after it")
    default void aRateSentAgainDoesNotTurnBackTheNext(Scenario given) {
        Instant start = given.now();
        Conversion first = new Conversion("A", "B", new BigDecimal("250"), start);
        assertThat(publish(given.ledger(), now("250"), "r1")).isEqualTo(new Applied(1, first));
        given.clock().advance(DAY);
        Conversion second = new Conversion("A", "B", new BigDecimal("300"), given.now());
        assertThat(publish(given.ledger(), now("300"), "r2")).isEqualTo(new Applied(2, second));
        given.clock().advance(DAY);

        Ledger other = given.anotherProcess();
        assertThat(other.publish(now("250.00"), key("r1"), Actor.of("other"), "again"))
                .isEqualTo(new Replayed(1, first));
        assertThat(publish(other, now("300"), "r2")).isEqualTo(new Replayed(2, second));
        assertThat(other.conversions("A", "B")).containsExactly(first, second);
        assertThat(other.rates(0, 10)).extracting(LogLine::key).containsExactly(key("r1"), key("r2"));
        assertThat(other.verify().violations()).isEmpty();
    }

    @Test
    @DisplayName("K8, L4: a key that is used for another rate is a conflict that names the field; nothing is published")
    default void anotherRateUnderTheKeyIsAConflict(Scenario given) {
        Instant later = given.in(DAY);
        publish(given.ledger(), now("2"), "now");
        publish(given.ledger(), new RateChange("A", "B", new BigDecimal("3"), later), "later");
        given.clock().advance(Duration.ofHours(1));

        Map<RateChange, String> others = Map.of(
                new RateChange("C", "B", new BigDecimal("3"), later),
                "from",
                new RateChange("A", "C", new BigDecimal("3"), later),
                "to",
                new RateChange("A", "B", new BigDecimal("4"), later),
                "rate",
                new RateChange("A", "B", new BigDecimal("3"), later.plusSeconds(1)),
                "starts",
                now("3"),
                "starts");
        others.forEach((other, field) -> assertThat(publish(given.ledger(), other, "later"))
                .isEqualTo(new Conflict(field, "key later of log rates was used with another " + field)));
        RateChange named = new RateChange("A", "B", new BigDecimal("2"), given.now());
        assertThat(publish(given.ledger(), named, "now")).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> publish(given.ledger(), named, "now").orElseThrow())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("KEY_REUSED");
        assertThat(given.ledger().rates(0, 10)).hasSize(2);
    }

    @Test
    @DisplayName("K8: a rate from now on is refused where one that starts later is published; its key stays free")
    default void aRateFromNowOnComesAfterAllOfItsPair(Scenario given) {
        publish(given.ledger(), new RateChange("A", "B", new BigDecimal("3"), given.in(DAY)), "later");

        assertThatThrownBy(() -> publish(given.ledger(), now("2"), "k"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("starts");
        given.clock().advance(DAY.plusSeconds(1));
        assertThat(publish(given.ledger(), now("2"), "k")).isInstanceOf(Applied.class);
    }

    @Test
    @DisplayName("K8, L4: of twenty who publish at once under one key one does, and the others are told of it")
    default void oneKeyAtOnceIsPublishedOnce(Scenario given) throws Exception {
        List<Ledger> processes = List.of(given.ledger(), given.anotherProcess());
        List<Callable<RateOutcome>> publishers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Ledger process = processes.get(i % 2);
            publishers.add(() -> publish(process, now("2"), "k"));
        }
        List<RateOutcome> outcomes = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            for (Future<RateOutcome> each : threads.invokeAll(publishers)) {
                outcomes.add(each.get());
            }
        } finally {
            threads.shutdownNow();
        }

        Conversion rate = new Conversion("A", "B", new BigDecimal("2"), given.now());
        assertThat(outcomes).containsOnly(new Applied(1, rate), new Replayed(1, rate));
        assertThat(given.ledger().rates(0, 10)).hasSize(1);
    }

    private static RateOutcome publish(Ledger ledger, RateChange rate, String key) {
        return ledger.publish(rate, key(key), ADMIN, "price list");
    }

    private static RateChange now(String rate) {
        return RateChange.fromNowOn("A", "B", new BigDecimal(rate));
    }

    private static IdempotencyKey key(String value) {
        return IdempotencyKey.of(value);
    }
}
