package dev.credits.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LinksTest {
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)");

    @Test
    @DisplayName("every link from a page to a file of the repository leads somewhere")
    void links() {
        List<Path> pages = Repository.pages();

        assertThat(pages).contains(Repository.ROOT.resolve("README.md"));
        assertThat(pages).allSatisfy(page -> assertThat(targets(page)).allMatch(Files::exists));
    }

    private static List<Path> targets(Path page) {
        return LINK.matcher(Repository.read(page))
                .results()
                .map(link -> page.resolveSibling(link.group(1)))
                .toList();
    }
}
