package dev.credits.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.Credits;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.Grant;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Reserve;
import dev.credits.money.Amount;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.Loaded;
import dev.credits.spi.Reader;
import dev.credits.spi.Storage;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("K5: the sweep")
@Tag("K5")
class SweepTest {
    private static final AccountId BAD = AccountId.of("user:2");

    private final ManualClock clock = ManualClock.start();
    private final MemoryStorage memory = new MemoryStorage();
    private final Ledger ledger = Credits.on(memory).withClock(clock).ledger();

    @Test
    @DisplayName("One account that cannot be written keeps no other from what is due on it, and its fault is told")
    void oneFails() {
        for (int i = 1; i <= 3; i++) {
            AccountId user = AccountId.of("user:" + i);
            ledger.execute(Open.of(user, Memo.key("open"))).orElseThrow();
            ledger.execute(Grant.of(user, Amount.of("10"), Memo.key("grant"))).orElseThrow();
            ledger.execute(Reserve.of(user, Amount.of("1"), Memo.key("hold")).lasting(Duration.ofMinutes(1)))
                    .orElseThrow();
        }
        clock.advance(Duration.ofHours(1));
        Ledger sweeping = Credits.on(failing()).withClock(clock).ledger();
        assertThatThrownBy(sweeping::sweep).isInstanceOf(CreditsException.class).hasMessageContaining("cannot be read");
        assertThat(booked("user:1")).isTrue();
        assertThat(booked("user:2")).isFalse();
        assertThat(booked("user:3")).isTrue();
    }

    private boolean booked(String user) {
        String lapse = "@lapse:hold";
        return memory.read(reader -> {
            AccountId account = AccountId.of(user);
            return reader.entries(dev.credits.ledger.EntryFilter.of(account)).stream()
                    .anyMatch(entry -> entry.memo().key().equals(new IdempotencyKey(lapse)));
        });
    }

    /** One account's rows cannot be read. */
    private Storage failing() {
        return new Storage() {
            @Override
            public void transact(UnitOfWork work) {
                memory.transact(loader -> work.run(plan -> loaded(plan, loader.load(plan))));
            }

            @Override
            public <T> T read(Function<Reader, T> question) {
                return memory.read(question);
            }

            private Loaded loaded(LoadPlan plan, Loaded found) {
                if (plan.accounts().contains(BAD)) {
                    throw new CreditsException(BAD + " cannot be read", false, null);
                }
                return found;
            }
        };
    }
}
