package dev.credits.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every Java example that a reader sees is a region of the package {@code snippets}: compiled, and run where it is quick. */
class SnippetsTest {
    private static final Set<String> COMPILED = Repository.sources("test").stream()
            .filter(path -> path.getParent().endsWith("snippets"))
            .map(Repository::read)
            .map(JavaBlocks::regions)
            .flatMap(Collection::stream)
            .collect(Collectors.toSet());

    private static final List<String> IN_PAGES =
            blocks(Repository.pages().stream().map(Repository::read).toList(), JavaBlocks::inPage);
    private static final List<String> IN_JAVADOC =
            blocks(Repository.sources("main").stream().map(Repository::read).toList(), JavaBlocks::inJavadoc);

    @Test
    @DisplayName("the README shows code, and every block of Java in a page is compiled as it stands")
    void pages() {
        assertThat(JavaBlocks.inPage(Repository.read(Repository.ROOT.resolve("README.md"))))
                .isNotEmpty();
        assertThat(COMPILED).containsAll(IN_PAGES);
    }

    @Test
    @DisplayName("Javadoc shows code, and every block of it is compiled as it stands")
    void javadoc() {
        assertThat(IN_JAVADOC).isNotEmpty();
        assertThat(COMPILED).containsAll(IN_JAVADOC);
    }

    @Test
    @DisplayName("every compiled example is shown somewhere")
    void nothingUnshown() {
        assertThat(IN_PAGES).as("in pages").isNotEmpty();
        assertThat(COMPILED).allMatch(region -> IN_PAGES.contains(region) || IN_JAVADOC.contains(region));
    }

    private static List<String> blocks(List<String> texts, Function<String, List<String>> blocksOf) {
        return texts.stream().map(blocksOf).flatMap(Collection::stream).toList();
    }
}
