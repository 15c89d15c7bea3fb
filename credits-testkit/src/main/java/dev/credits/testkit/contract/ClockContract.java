package dev.credits.testkit.contract;

import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.Commands.HOUR;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.grantUntil;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.reserve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.credits.Credits;
import dev.credits.ledger.Actor;
import dev.credits.ledger.ClockException;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.HandSetClock;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.LedgerClock;
import dev.credits.ledger.LedgerListener;
import dev.credits.ledger.Outcome;
import dev.credits.money.Conversion;
import dev.credits.pricing.FixedPrice;
import dev.credits.pricing.PriceChange;
import dev.credits.pricing.PriceKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A process whose clock is wrong books nothing, publishes nothing, and says so. The storage has a clock of its own. */
@Tag("L7")
@Tag("class-11")
public interface ClockContract extends StorageUnderTest {
    Duration FAR = Duration.ofMinutes(6);
    Duration NEAR = Duration.ofMinutes(4);

    /** The machine's clock, but for so much; not one that is set by hand. */
    final class Wrong implements InstantSource {
        private volatile Duration by;

        Wrong(Duration by) {
            this.by = by;
        }

        void by(Duration other) {
            by = other;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(by);
        }
    }

    private static Credits credits(Scenario given, InstantSource clock) {
        return Credits.on(given.storage()).withClock(clock);
    }

    private static Ledger right(Scenario given) {
        Ledger ledger = credits(given, InstantSource.system()).ledger();
        ledger.execute(open("user:1")).orElseThrow();
        ledger.execute(grant("user:1", "g", "10")).orElseThrow();
        return ledger;
    }

    @Test
    default void aClockFarFromTheDatabasesBooksNothing(Scenario given) {
        Ledger ledger = right(given);
        List<ClockException> told = new ArrayList<>();
        LedgerListener listener = new LedgerListener() {
            @Override
            public void onBatch(Batch batch) {}

            @Override
            public void onClock(ClockException fault) {
                told.add(fault);
            }
        };
        for (Duration by : List.of(FAR, FAR.negated(), Duration.ofDays(27_000))) {
            Ledger wrong = credits(given, new Wrong(by)).withListener(listener).ledger();
            ClockException fault =
                    catchThrowableOfType(ClockException.class, () -> wrong.execute(charge("user:1", "c", "1")));
            assertThat(fault.retryable()).isTrue();
            assertThat(Duration.between(fault.other(), fault.shown())).isBetween(by.minus(NEAR), by.plus(NEAR));
            assertThat(fault)
                    .hasMessageContaining(fault.shown().toString())
                    .hasMessageContaining(fault.other().toString());
        }
        assertThat(told).hasSize(3);
        assertThat(ledger).account("user:1").hasAvailable("10");
        for (Duration by : List.of(NEAR.negated(), NEAR)) {
            credits(given, new Wrong(by))
                    .ledger()
                    .execute(charge("user:1", "c" + by, "1"))
                    .orElseThrow();
        }
        assertThat(credits(given, new Wrong(FAR)).withClockBound(HOUR).ledger().execute(charge("user:1", "c", "1")))
                .isApplied();
    }

    @Test
    @Tag("L11")
    default void aSweepOfTheYear2099ExpiresNothing(Scenario given) {
        Ledger ledger = right(given);
        Instant later = Instant.now().plus(Duration.ofDays(30));
        ledger.execute(grantUntil("user:1", "g2", "100", later)).orElseThrow();
        ledger.execute(reserve("user:1", "h", "1", Duration.ofMinutes(1))).orElseThrow();

        assertThatThrownBy(() -> credits(given, new Wrong(Duration.ofDays(26_000)))
                        .ledger()
                        .sweep())
                .isInstanceOf(ClockException.class);
        assertThat(ledger).account("user:1").hasAvailable("109").hasHeld("1").hasExpired("0");
    }

    @Test
    default void aClockThatJumpsIsFoundOutWhatEverIsRemembered(Scenario given) {
        Wrong clock = new Wrong(Duration.ZERO);
        Ledger ledger = credits(given, clock).ledger();
        ledger.execute(open("user:1")).orElseThrow();
        ledger.execute(grant("user:1", "g", "10")).orElseThrow();
        for (int i = 0; i < 3; i++) {
            ledger.execute(charge("user:1", "c" + i, "1")).orElseThrow();
        }

        clock.by(Duration.ofDays(365));
        assertThatThrownBy(() -> ledger.execute(charge("user:1", "far", "1"))).isInstanceOf(ClockException.class);
        assertThatThrownBy(() -> ledger.execute(charge("user:1", "far", "1000")))
                .isInstanceOf(ClockException.class);
        clock.by(Duration.ZERO);
        assertThat(ledger.execute(charge("user:1", "far", "1"))).isApplied().hasAvailable("6");
    }

    @Test
    @Tag("K8")
    default void nothingIsPublishedByAWrongClock(Scenario given) {
        Credits wrong = credits(given, new Wrong(FAR));
        Instant from = Instant.now().plus(HOUR);
        Conversion rate = new Conversion("A", "B", BigDecimal.TEN, from);

        assertThatThrownBy(() -> wrong.ledger().publish(rate, Actor.of("admin"), "a test"))
                .isInstanceOf(ClockException.class);
        assertThat(wrong.ledger().conversions("A", "B")).isEmpty();
        PriceChange price = PriceChange.set(new FixedPrice("export", Commands.amount("1")));
        assertThatThrownBy(() -> wrong.prices().publish(price, Actor.of("admin"), "a test"))
                .isInstanceOf(ClockException.class);
        assertThat(wrong.prices().newest(PriceKind.FIXED, 10)).isEmpty();
        credits(given, new Wrong(NEAR)).ledger().publish(rate, Actor.of("admin"), "a test");
        assertThat(wrong.ledger().conversions("A", "B")).containsExactly(rate);
    }

    @Test
    @Tag("class-1")
    default void anAccountThatIsFarAheadIsRefusedAndItsNeighboursAreNot(Scenario given) {
        Ledger ledger = right(given);
        ledger.execute(open("user:2")).orElseThrow();
        Instant ahead = Instant.now().plus(Duration.ofDays(3));
        HandSetClock set = () -> ahead;
        Ledger before = credits(given, set).ledger();
        Outcome booked = before.execute(charge("user:1", "c1", "1"));
        assertThat(booked).isApplied();

        CompletableFuture<Outcome> one =
                ledger.submit(charge("user:1", "c2", "1")).toCompletableFuture();
        CompletableFuture<Outcome> other =
                ledger.submit(grant("user:2", "g", "1")).toCompletableFuture();
        assertThatThrownBy(one::join).hasCauseInstanceOf(ClockException.class).hasMessageContaining("user:1");
        assertThat(other.join()).isApplied();
        ClockException fault = catchThrowableOfType(
                ClockException.class, () -> ledger.execute(Commands.transfer("user:2", "user:1", "t", "1")));
        assertThat(fault.retryable()).isFalse();
        assertThat(ledger.execute(charge("user:1", "c1", "1"))).isReplayOf(booked);
        assertThat(ledger).account("user:2").hasAvailable("1");
    }

    @Test
    @Tag("A2")
    default void somebodyAnswersForBookingAllTheSame(Scenario given) {
        Ledger ledger = right(given);
        Credits answered = credits(given, new Wrong(FAR)).despiteTheClock("ops", "the server's clock is wrong");
        ledger.execute(grantUntil("user:1", "g2", "3", Instant.now().plus(NEAR)))
                .orElseThrow();

        assertThat(answered.ledger().execute(charge("user:1", "c", "1"))).isApplied();
        List<Entry> entries = given.entries("user:1");
        assertThat(entries).extracting(Entry::kind).endsWith(EntryKind.EXPIRE, EntryKind.CHARGE);
        assertThat(entries.subList(entries.size() - 2, entries.size()))
                .extracting(entry -> entry.memo().metadata().get(LedgerClock.NOTE))
                .containsOnly("ops: the server's clock is wrong");
        assertThatThrownBy(() -> answered.despiteTheClock("ops", " ")).hasMessageContaining("reason");
    }
}
