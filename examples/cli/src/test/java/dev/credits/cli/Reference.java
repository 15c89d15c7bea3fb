package dev.credits.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The pages under docs/reference. */
public final class Reference {
    private Reference() {}

    /** The text of a page. */
    public static String page(String name) throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("docs/reference"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new AssertionError(
                        "no docs/reference above " + Path.of("").toAbsolutePath());
            }
        }
        return Files.readString(folder.resolve("docs/reference").resolve(name));
    }
}
