package dev.credits.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.LinkedHashMap;
import java.util.Map;

/** The architecture of core as rules over a base package, so that they can be shown to fail on another one. */
final class CoreRules {
    private CoreRules() {}

    static Map<String, ArchRule> over(String base) {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("arrows run down only", classes().should(Floors.useOnlyWhatTheirFloorMay(base)));
        rules.put("no cycles", slices().assignedFrom(packages(base)).should().beFreeOfCycles());
        rules.put(
                "no SQL",
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "java.sql..",
                                "javax.sql..",
                                "org.jdbi..",
                                "org.flywaydb..",
                                "com.zaxxer..",
                                "org.h2..",
                                "org.postgresql.."));
        rules.put(
                "no I/O",
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("java.io..", "java.nio.file..", "java.nio.channels..", "java.net.."));
        rules.put(
                "no clock",
                noClasses()
                        .that()
                        .doNotHaveFullyQualifiedName(base + ".Credits")
                        .should()
                        .accessTargetWhere(Purity.readsAClock()));
        rules.put(
                "no chance",
                noClasses()
                        .that()
                        .doNotHaveFullyQualifiedName(base + ".Credits")
                        .should()
                        .accessTargetWhere(Purity.rollsDice()));
        rules.put("no binary fraction", classes().should(Purity.knowNoBinaryFraction()));
        rules.put("no console", noClasses().should().accessTargetWhere(Purity.usesTheConsole()));
        rules.put(
                "no logging but slf4j",
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "java.util.logging..", "org.apache.logging..", "org.apache.commons.logging.."));
        return rules;
    }

    private static SliceAssignment packages(String base) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                String name = type.getPackageName();
                return Floors.isWithin(base, name) ? SliceIdentifier.of(name) : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages of " + base;
            }
        };
    }
}
