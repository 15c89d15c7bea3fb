package dev.credits.cli.price;

import dev.credits.money.InvalidInputException;
import dev.credits.pricing.PriceBook;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** A command on the price book. */
abstract class Task implements Callable<Integer> {
    final Counter counter;
    private final Counter.Place place;

    Task(Counter counter) {
        this.counter = counter;
        this.place = counter.place();
    }

    /** The command line of this task, with the options that say where the book is. */
    CommandLine line() {
        return dressed(new CommandLine(this).addMixin("place", place.options()), counter);
    }

    /** What all commands have in common. */
    static CommandLine dressed(CommandLine line, Counter counter) {
        line.getCommandSpec().versionProvider(counter.version());
        return line.setCaseInsensitiveEnumValuesAllowed(true);
    }

    abstract void run(PriceBook book) throws IOException;

    /** Whether the database is made if it is missing. */
    boolean writes() {
        return false;
    }

    @Override
    public Integer call() throws IOException {
        try (Counter.Opened opened = place.open(writes())) {
            run(opened.book());
            return 0;
        } catch (InvalidInputException wrong) {
            throw counter.invalid(String.valueOf(wrong.getMessage()));
        }
    }

    void print(Iterable<String> lines) {
        lines.forEach(counter.out()::println);
    }

    static @Nullable Instant instant(String option, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException notAnInstant) {
            throw new InvalidInputException(option, text, "an instant such as 2026-01-31T00:00:00Z");
        }
    }
}
