package dev.credits.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.credits.testkit.MemoryStorage;
import dev.credits.testkit.history.Cut;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Several processes on one storage, on which everything goes wrong that can. More histories:
 * {@code -Dcredits.seeds=10000}, another beginning: {@code -Dcredits.seed=1000000}.
 */
@Tag("X8")
class SimulatorTest {
    private static final int SEEDS = Integer.getInteger("credits.seeds", 60);
    private static final Pattern AGAIN = Pattern.compile("replay\\((\\d+), \"([^\"]+)\"\\)");

    @Test
    @Tag("L4")
    @Tag("K4")
    @DisplayName(
            "L4 through crashes, pauses, lost answers, duplicates and clocks that disagree: everybody was told the truth")
    void everybodyIsToldTheTruth() {
        Simulator.Report report = Simulator.on(MemoryStorage::new).run(Long.getLong("credits.seed", 1), SEEDS);
        assertThat(report.byKind()).hasSize(Mishap.values().length);
        assertThat(report.acknowledged()).isGreaterThan(report.commands() / 3);
        assertThat(report.declined()).isPositive();
    }

    @Test
    void oneSeedIsOneHistory() {
        Simulator simulator = Simulator.on(MemoryStorage::new);
        assertThat(simulator.live(7, simulator.plan(7)).transcript())
                .isEqualTo(simulator.live(7, simulator.plan(7)).transcript())
                .isNotEqualTo(simulator.live(8, simulator.plan(8)).transcript());
    }

    @Test
    void historiesInWhichNothingBreaksShowNothing() {
        assertThatThrownBy(() -> Simulator.on(MemoryStorage::new).run(1, 0))
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("nothing was broken");
    }

    @TestFactory
    @DisplayName("A storage with a defect is found out, in a history short enough to read that fails again")
    Stream<DynamicTest> defectsAreFound() {
        return Stream.of(BrokenStorage.Defect.values())
                .map(defect -> DynamicTest.dynamicTest(defect.name(), () -> isFound(defect)));
    }

    private static void isFound(BrokenStorage.Defect defect) {
        Simulator simulator = Simulator.on(() -> new BrokenStorage(defect)).verifyingEvery(20);
        SimulationFailure failure = catchThrowableOfType(SimulationFailure.class, () -> simulator.run(1, 50));
        assertThat(failure).isNotNull();
        Matcher again = AGAIN.matcher(failure.getMessage());
        assertThat(again.find()).isTrue();
        long seed = Long.parseLong(again.group(1));
        String steps = again.group(2);
        assertThat(Cut.parse(steps, 100_000).size()).isLessThan(45);
        assertThatThrownBy(() -> simulator.replay(seed, steps)).isInstanceOf(SimulationFailure.class);
    }
}
