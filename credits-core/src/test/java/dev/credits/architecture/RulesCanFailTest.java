package dev.credits.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each rule finds every offence planted for it in the package {@code broken}. */
class RulesCanFailTest {
    private static final String BASE = RulesCanFailTest.class.getPackageName() + ".broken";
    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages(BASE);
    private static final Map<String, ArchRule> RULES = CoreRules.over(BASE);

    private static final Map<String, List<String>> PLANTED = Map.of(
            "arrows run down only",
                    List.of(
                            "money.Coin.text",
                            "ledger.Handle.internal",
                            "ledger.Handle.spi",
                            "ledger.internal.Decider.capability",
                            "spi.Store.internal",
                            "gift.Gifts.internalOfAnother",
                            "gift.Gifts.internalOfTheKernel",
                            "gift.Gifts.frontDoor"),
            "no cycles", List.of("gift.Gifts.halfOfACycle", "quota.Quotas.otherHalf"),
            "no SQL", List.of("Outside.database", "Outside.connection"),
            "no I/O", List.of("Outside.file", "Outside.network"),
            "no clock",
                    List.of(
                            "Clocks.instant",
                            "Clocks.reference",
                            "Clocks.day",
                            "Clocks.zoned",
                            "Clocks.clock",
                            "Clocks.source",
                            "Clocks.millis",
                            "Clocks.nanos",
                            "Clocks.date"),
            "no chance",
                    List.of(
                            "Dice.uuid",
                            "Dice.math",
                            "Dice.random",
                            "Dice.local",
                            "Dice.split",
                            "Dice.secure",
                            "Dice.generator",
                            "Dice.shuffle"),
            "no binary fraction",
                    List.of(
                            "Fractions.field",
                            "Fractions.returned",
                            "Fractions.taken",
                            "Fractions.inGenerics",
                            "Fractions.inArrays",
                            "Fractions.called",
                            "Fractions.made"),
            "no console", List.of("Consoles.out", "Consoles.err", "Consoles.trace", "Consoles.exit", "Consoles.logger"),
            "no logging but slf4j", List.of("Outside.log"));

    @Test
    @DisplayName("an offence is planted for every rule")
    void nothingUntested() {
        assertThat(PLANTED).containsOnlyKeys(RULES.keySet());
    }

    @TestFactory
    Stream<DynamicTest> finds() {
        return PLANTED.entrySet().stream()
                .map(planted -> DynamicTest.dynamicTest(planted.getKey(), () -> {
                    String report = violations(planted.getKey());
                    assertThat(planted.getValue())
                            .allSatisfy(offence -> assertThat(report).contains(BASE + "." + offence));
                }));
    }

    @Test
    @DisplayName("only the front door may read the system's clock and roll dice")
    void frontDoorExempt() {
        assertThat(violations("no clock")).doesNotContain(BASE + ".Credits.clock");
        assertThat(violations("no chance")).doesNotContain(BASE + ".Credits.name");
    }

    @Test
    @DisplayName("a fraction that no signature shows is found in the source")
    void hiddenFraction() {
        Path broken = Path.of("src", "test", "java").resolve(BASE.replace('.', '/'));
        assertThat(FractionsInSource.under(broken)).contains("Fractions.java: double", "Fractions.java: 1.1");
    }

    private static String violations(String rule) {
        return RULES.get(rule).evaluate(BROKEN).getFailureReport().toString();
    }
}
