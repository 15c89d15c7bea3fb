package dev.credits.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("L7")
class ManualClockTest {
    private final ManualClock clock = ManualClock.at("2026-03-01T00:00:00Z");

    @Test
    void standsStillUntilItIsMoved() {
        assertThat(clock.instant()).isEqualTo(clock.instant()).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(clock.advance(Duration.ofDays(1)))
                .isEqualTo("2026-03-02T00:00:00Z")
                .isEqualTo(clock.instant());
        assertThat(clock.set(Instant.parse("2026-03-05T00:00:00Z"))).isEqualTo(clock.instant());
    }

    @Test
    void goesBackwardsOnlyIfItIsToldSo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.set(clock.instant().minusNanos(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofNanos(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> clock.turnBack(Duration.ofNanos(-1)));
        assertThat(clock.instant()).isEqualTo("2026-03-01T00:00:00Z");

        assertThat(clock.turnBack(Duration.ofHours(1)))
                .isEqualTo("2026-02-28T23:00:00Z")
                .isEqualTo(clock.instant());
    }
}
