package dev.credits.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Counting by address. */
@Tag("P4")
class ThrottleTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Throttle throttle = new Throttle(() -> now, 2);

    @Test
    @DisplayName("P4: two a minute from one address; a minute after the first of them it begins anew")
    void window() {
        assertThat(throttle.pass("a")).isTrue();
        now = now.plusSeconds(59);
        assertThat(throttle.pass("a")).isTrue();
        assertThat(throttle.pass("a")).isFalse();
        assertThat(throttle.pass("b")).isTrue();
        now = now.plusSeconds(1);
        assertThat(throttle.pass("a")).isTrue();
        assertThat(throttle.pass("a")).isTrue();
        assertThat(throttle.pass("a")).isFalse();
    }

    @Test
    @DisplayName("P4: more addresses than are remembered push out those whose minute began first, and no others")
    void bounded() {
        assertThat(throttle.pass("a")).isTrue();
        assertThat(throttle.pass("a")).isTrue();
        for (int i = 0; i < 9_999; i++) {
            assertThat(throttle.pass("other" + i)).isTrue();
        }
        assertThat(throttle.pass("a")).isFalse();
        assertThat(throttle.pass("one more")).isTrue();
        assertThat(throttle.pass("a")).isTrue();
    }
}
