package dev.credits.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.testkit.MemoryStorage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Metering while everything goes wrong that can. More histories: {@code -Dcredits.seeds=2000}, another beginning:
 * {@code -Dcredits.seed=1000000}.
 */
@Tag("X8")
@Tag("P4")
class MeteringSimulatorTest {
    private static final int SEEDS = Integer.getInteger("credits.seeds", 60);

    @Test
    @DisplayName(
            "P4: what was used is charged, or stands as a shortfall, after any crash, retry and order of recovery; never twice")
    void whatWasUsedIsCharged() {
        MeteringSimulator.Report report =
                MeteringSimulator.on(MemoryStorage::new).run(Long.getLong("credits.seed", 1), SEEDS);
        assertThat(report.mishaps()).hasSize(Mishap.values().length);
        assertThat(report.begun()).isGreaterThan(5L * SEEDS);
    }
}
