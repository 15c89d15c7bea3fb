package dev.credits.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class CrewTest {
    private static final Duration TIME = Duration.ofMillis(200);

    @Test
    void no_request_is_used_twice_and_every_pair_is_settled() throws InterruptedException {
        Set<Long> open = ConcurrentHashMap.newKeySet();
        AtomicInteger wrong = new AtomicInteger();
        Contender contender = new Contender() {
            @Override
            public void reserve(int account, long request) {
                wrong.addAndGet(open.add(request) ? 0 : 1);
            }

            @Override
            public void settle(int account, long request) {
                wrong.addAndGet(open.remove(request) ? 0 : 1);
            }
        };
        Round round = new Crew(contender, Scenario.SPREAD, 10, 4, Threads.PLATFORM).closed(TIME, done -> {});
        assertThat(wrong).hasValue(0);
        assertThat(open).isEmpty();
        assertThat(round.units()).isPositive();
        assertThat(round.operation().count()).isEqualTo(2 * round.units());
    }

    @Test
    void a_stall_counts_for_every_pair_that_was_due_meanwhile() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        Contender stalling = new Contender() {
            @Override
            public void reserve(int account, long request) {
                if (calls.incrementAndGet() == 1) {
                    LockSupport.parkNanos(TIME.toNanos() / 2);
                }
            }

            @Override
            public void settle(int account, long request) {}
        };
        Round round = new Crew(stalling, Scenario.HOT, 1, 1, Threads.PLATFORM).paced(TIME, 1_000, done -> {});
        // half of all pairs were due during the stall: the median of the late ones is half of it
        assertThat(round.unit().p95()).isGreaterThan(TIME.toNanos() / 2_000.0 / 4);
        assertThat(round.unit().count()).isBetween(50L, 200L);
    }

    @Test
    void a_caller_that_fails_fails_the_run() {
        Contender broken = new Contender() {
            @Override
            public void reserve(int account, long request) {
                throw new IllegalStateException("no such account");
            }

            @Override
            public void settle(int account, long request) {}
        };
        assertThatThrownBy(() -> new Crew(broken, Scenario.HOT, 1, 2, Threads.PLATFORM).closed(TIME, done -> {}))
                .hasMessageContaining("no such account");
    }
}
