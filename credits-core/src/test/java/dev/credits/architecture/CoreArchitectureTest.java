package dev.credits.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Core keeps to its architecture. */
class CoreArchitectureTest {
    private static final String BASE = "dev.credits";
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    @TestFactory
    Stream<DynamicTest> core() {
        return CoreRules.over(BASE).entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(CORE)));
    }

    @Test
    @DisplayName(
            "the front door takes the time from the system's clock, measures waiting by its ticks, and hands both down")
    void frontDoorClock() {
        assertThat(CORE.get(BASE + ".Credits").getAccessesFromSelf().stream()
                        .filter(Purity.readsAClock())
                        .map(access -> access.getTarget().getFullName()))
                .isSubsetOf("java.time.InstantSource.system()", "java.lang.System.nanoTime()");
    }

    @Test
    @DisplayName("the front door takes names that are unlike all others from chance, and nothing else")
    void frontDoorChance() {
        assertThat(CORE.get(BASE + ".Credits").getAccessesFromSelf().stream()
                        .filter(Purity.rollsDice())
                        .map(access -> access.getTarget().getFullName()))
                .isSubsetOf("java.util.UUID.randomUUID()");
    }

    @Test
    @Tag("L14")
    @DisplayName("L14: no double, no float and no literal of theirs anywhere in the source, method bodies included")
    void noFractionInSource() {
        assertThat(FractionsInSource.under(SourceTree.MAIN)).isEmpty();
    }
}
