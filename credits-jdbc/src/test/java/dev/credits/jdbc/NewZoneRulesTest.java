package dev.credits.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.Credits;
import dev.credits.jdbc.testing.Engine;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Command;
import dev.credits.ledger.Extend;
import dev.credits.ledger.Grant;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Limit;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Release;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.Settle;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import dev.credits.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A zone's rules may change while a window is counted, or be newer in one process than in another. */
@Tag("L13")
@ParameterizedClass
@EnumSource
class NewZoneRulesTest {
    private static final AccountId USER = AccountId.of("user");
    private static final IdempotencyKey HOLD = IdempotencyKey.of("hold");
    private static volatile ZoneOffset offset = ZoneOffset.UTC;

    private final Engine engine;

    NewZoneRulesTest(Engine engine) {
        this.engine = engine;
    }

    @BeforeAll
    static void zone() {
        if (!ZoneId.getAvailableZoneIds().contains("Test/Moving")) {
            ZoneRulesProvider.registerProvider(new MovingZone());
        }
    }

    @Test
    @DisplayName("new rules hand no limit out twice, and every hold ends")
    void rulesChange() {
        ZoneOffset two = ZoneOffset.ofHours(2);
        ZoneOffset one = ZoneOffset.ofHours(1);
        ends(Window.MONTH, two, one, Settle.of(USER, HOLD, Amount.of("4"), memo("end")));
        ends(Window.WEEK, two, one, new Release(USER, HOLD, memo("end")));
        ends(Window.DAY, two, one, new Extend(USER, HOLD, null, Amount.of("0.5"), memo("end")));
        ends(Window.DAY, two, one, null);
        ends(Window.MONTH, one, two, null);
    }

    @SuppressWarnings("InvalidZoneId") // it is registered above
    private void ends(Window window, ZoneOffset before, ZoneOffset after, @Nullable Command end) {
        offset = before;
        ManualClock clock = ManualClock.at("2026-03-10T12:00:00Z");
        Ledger ledger =
                Credits.on(JdbcStorage.on(engine.fresh())).withClock(clock).ledger();
        ledger.execute(Open.of(USER, memo("open"))).orElseThrow();
        ledger.execute(Grant.of(USER, Amount.of("100"), memo("grant"))).orElseThrow();
        ledger.execute(SetLimit.of(USER, window, Amount.of("10"), memo("limit")).in(ZoneId.of("Test/Moving")))
                .orElseThrow();
        ledger.execute(Reserve.of(USER, Amount.of("4"), memo("hold"))).orElseThrow();
        ledger.execute(new Charge(USER, Amount.of("3"), memo("before"))).orElseThrow();

        offset = after;

        assertThat(ledger.verify().violations()).isEmpty();
        assertThat(ledger.execute(new Charge(USER, Amount.of("4"), memo("beyond")))
                        .isBooked())
                .isFalse();
        if (end == null) {
            clock.advance(Duration.ofHours(1));
            ledger.sweep();
        } else {
            ledger.execute(end).orElseThrow();
        }
        assertThat(ledger.verify().violations()).isEmpty();
        Instant resets = limit(ledger).resets();
        clock.set(resets.minusSeconds(1));
        ledger.execute(new Charge(USER, Amount.of("1"), memo("last"))).orElseThrow();
        assertThat(limit(ledger).spent()).isGreaterThan(3_000_000);
        assertThat(ledger.verify().violations()).isEmpty();
        clock.set(resets);
        ledger.execute(new Charge(USER, Amount.of("9"), memo("anew"))).orElseThrow();
        assertThat(limit(ledger).period()).isEqualTo(resets);
        assertThat(ledger.verify().violations()).isEmpty();
    }

    private static Limit limit(Ledger ledger) {
        return ledger.limits(USER).get(0);
    }

    private static Memo memo(String key) {
        return Memo.key(key).because("agreed").by("ops");
    }

    /** A zone whose rules are what the test says they are by now. */
    private static final class MovingZone extends ZoneRulesProvider {
        @Override
        protected Set<String> provideZoneIds() {
            return Set.of("Test/Moving");
        }

        @Override
        protected @Nullable ZoneRules provideRules(String id, boolean caching) {
            return caching ? null : rules();
        }

        @Override
        protected NavigableMap<String, ZoneRules> provideVersions(String id) {
            return new TreeMap<>(Map.of("now", rules()));
        }

        private static ZoneRules rules() {
            LocalDateTime then = LocalDateTime.parse("2020-01-01T00:00:00");
            ZoneOffset now = offset;
            List<ZoneOffsetTransition> changes = List.of(ZoneOffsetTransition.of(then, ZoneOffset.UTC, now));
            return ZoneRules.of(ZoneOffset.UTC, ZoneOffset.UTC, List.of(), changes, List.of());
        }
    }
}
