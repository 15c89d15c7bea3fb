package dev.credits.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The page of laws and capabilities is generated from the tests that show them. */
class LawsPageTest {
    private static final Path PAGE = Repository.ROOT.resolve(Path.of("docs", "reference", "laws.md"));
    private static final String REGENERATE =
            "mvn test -pl credits-jdbc -am -Dtest=LawsPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dcredits.laws.write=true";

    private final Map<String, Map<String, Set<String>>> tests = TaggedTests.in(sources());

    @Test
    @DisplayName("docs/reference/laws.md names the tests that stand in the sources")
    void pageIsCurrent() throws IOException {
        String page = page();
        if (Boolean.getBoolean("credits.laws.write")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("regenerate it: %s", REGENERATE).hasContent(page);
    }

    @Test
    @DisplayName("every law and capability is shown by a test, unless it is listed as not yet built")
    void nothingUnshown() {
        Set<String> unshown = Arrays.stream(Promise.values())
                .filter(promise -> !tests.containsKey(promise.name()))
                .map(Promise::name)
                .collect(Collectors.toSet());

        assertThat(unshown)
                .containsExactlyInAnyOrderElementsOf(
                        Promise.NOT_YET.stream().map(Promise::name).toList());
    }

    @Test
    @DisplayName("a tag that looks like a law or a capability is one")
    void noUnknownTag() {
        Set<String> known = Arrays.stream(Promise.values()).map(Promise::name).collect(Collectors.toSet());

        assertThat(tests.keySet()).filteredOn(tag -> tag.matches("[LK][0-9]+")).isSubsetOf(known);
    }

    private static List<Path> sources() {
        List<Path> sources = new ArrayList<>(Repository.sources("test"));
        sources.addAll(Repository.sources("main"));
        return sources;
    }

    private String page() {
        return """
                # Laws and capabilities, and the tests that show them

                Generated from the tags of the tests; do not edit. To write it anew:

                    %s

                A `…Contract` is a suite that every storage passes: in memory, on H2 and on PostgreSQL.

                ## Laws

                %s
                ## Capabilities of the kernel

                %s""".formatted(REGENERATE, table(true), table(false));
    }

    private String table(boolean laws) {
        StringBuilder table = new StringBuilder("| id | promise | tests | shown by |\n|---|---|---|---|\n");
        for (Promise promise : Promise.values()) {
            if (promise.isLaw() == laws) {
                Map<String, Set<String>> shownBy = tests.getOrDefault(promise.name(), Map.of());
                int count = shownBy.values().stream().mapToInt(Set::size).sum();
                table.append("| %s | **%s.** %s | %d | %s |\n"
                        .formatted(promise.name(), promise.title, promise.says, count, cell(shownBy)));
            }
        }
        return table.toString();
    }

    private static String cell(Map<String, Set<String>> shownBy) {
        return shownBy.isEmpty()
                ? "not yet"
                : shownBy.entrySet().stream()
                        .map(type -> "`%s`: %s".formatted(type.getKey(), String.join(", ", type.getValue())))
                        .collect(Collectors.joining("<br>"));
    }
}
