package dev.credits.testkit.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Runs seeded random histories on several storages side by side, and fails with the shortest history found on which they
 * differ, a law breaks or a fault shows.
 *
 * <pre>{@code
 * Histories.check(
 *         LongStream.range(0, 3), 50, Subject.memory(), Subject.of("H2", () -> JdbcStorage.on(emptyDatabase())));
 * }</pre>
 *
 * The failing history is written in the command protocol, so that it can be replayed by itself. It goes into {@code target},
 * or where the system property {@code credits.histories} says.
 */
public final class Histories {
    private static final int SHRINKING_TRIES = 400;

    private Histories() {}

    /**
     * Runs one history for each seed.
     *
     * @param seeds what to make histories from; the same seed is the same history
     * @param commands how many commands each has
     * @param subjects where to run them; the others must come to what the first came to
     */
    public static void check(LongStream seeds, int commands, Subject... subjects) {
        if (subjects.length == 0) {
            throw new IllegalArgumentException("subjects is empty; it must name at least one");
        }
        List<Subject> all = List.of(subjects);
        seeds.forEach(seed -> check(History.of(seed, commands), all));
    }

    private static void check(History history, List<Subject> subjects) {
        if (Trial.of(history, subjects).isEmpty()) {
            return;
        }
        History shortest = new Shrinking(
                        candidate -> Trial.of(candidate, subjects).isPresent(), SHRINKING_TRIES)
                .shortest(history);
        Optional<String> why = Trial.of(shortest, subjects);
        List<String> lines = shortest.toProtocol();
        throw new AssertionError("The history of seed " + history.seed() + " fails; "
                + shortest.steps().size() + " of its "
                + history.steps().size() + " steps are enough (" + written(history.seed(), lines) + "):\n"
                + String.join("\n", lines) + "\n"
                + why.orElse("but not when it is run again"));
    }

    private static Path written(long seed, List<String> lines) {
        Path file = Path.of(System.getProperty("credits.histories", "target"), "history-" + seed + ".jsonl");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.write(file, lines);
        } catch (IOException notWritten) {
            throw new UncheckedIOException(notWritten);
        }
    }
}
