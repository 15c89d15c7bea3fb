package dev.credits.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this repository, wherever the build was started. */
final class Repository {
    static final Path ROOT = root();

    private Repository() {}

    /** All sources below any module's {@code src/main/java} or {@code src/test/java}. */
    static List<Path> sources(String set) {
        Path part = Path.of("src", set, "java");
        return files(".java")
                .filter(path -> path.toString().contains(part.toString()))
                .toList();
    }

    /** The pages: what stands at the top, and everything below docs. */
    static List<Path> pages() {
        return files(".md").toList();
    }

    static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<Path> files(String ending) {
        try (Stream<Path> tree = Files.walk(ROOT)) {
            return tree
                    .filter(path -> path.toString().endsWith(ending))
                    .filter(path ->
                            Stream.of("target", ".git").noneMatch(name -> contains(ROOT.relativize(path), name)))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean contains(Path path, String name) {
        return Stream.iterate(path, p -> p != null, Path::getParent).anyMatch(part -> part.endsWith(name));
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("LICENSE"))) {
            here = here.getParent();
        }
        return here;
    }
}
