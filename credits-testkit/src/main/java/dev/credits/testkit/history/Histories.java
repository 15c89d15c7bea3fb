package dev.credits.testkit.history;

import dev.credits.testkit.law.Breach;
import dev.credits.testkit.law.Rule;
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

    /** Runs this history once, as it is: for one that is short already. */
    public static void checkAsItIs(History history, Subject... subjects) {
        Trial.first(history, List.of(subjects)).ifPresent(breach -> {
            throw new AssertionError(String.join("\n", history.toProtocol()) + "\n" + breach);
        });
    }

    private static void check(History history, List<Subject> subjects) {
        Optional<Breach> breach = Trial.first(history, subjects);
        if (breach.isEmpty()) {
            return;
        }
        Rule rule = breach.get().rule();
        History shortest = shortest(history, rule, subjects);
        String why = Trial.first(shortest, subjects).map(Breach::toString).orElse("but not when it is run again");
        List<String> lines = shortest.toProtocol();
        throw new AssertionError("The history of seed " + history.seed() + " fails; "
                + shortest.steps().size() + " of its "
                + history.steps().size() + " steps are enough (" + written(history.seed(), lines) + "):\n"
                + String.join("\n", lines) + "\n" + why);
    }

    /** Fewer steps that break the same rule. */
    static History shortest(History failing, Rule rule, List<Subject> subjects) {
        List<Step> steps = failing.steps();
        return failing.with(Cut.smallest(
                        steps.size(),
                        some -> Trial.first(failing.with(some.of(steps)), subjects)
                                .filter(breach -> breach.rule() == rule)
                                .isPresent())
                .of(steps));
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
