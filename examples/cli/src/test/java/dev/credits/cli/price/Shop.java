package dev.credits.cli.price;

import dev.credits.ledger.HandSetClock;
import dev.credits.pricing.PriceBook;
import dev.credits.spi.Storage;
import dev.credits.testkit.MemoryStorage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The price commands on a book in memory, with a clock that moves a second with each command. */
final class Shop implements Counter {
    private final Storage store = new MemoryStorage();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private StringWriter out = new StringWriter();
    private String input = "";

    /** What a command came to: {@code message} is what ended it. */
    record Run(int exitCode, String out, String message) {}

    Run run(String... args) {
        return feed("", args);
    }

    Run feed(String text, String... args) {
        input = text;
        out = new StringWriter();
        now = now.plus(Duration.ofSeconds(1));
        StringWriter err = new StringWriter();
        String[] rest = java.util.Arrays.copyOfRange(args, 1, args.length);
        CommandLine line = args[0].equals("price") ? PriceCommand.line(this) : MarginCommand.line(this);
        line.setErr(new PrintWriter(err, true));
        line.setExecutionExceptionHandler((end, command, parsed) -> {
            err.write(String.valueOf(end.getMessage()));
            return end instanceof End known ? known.exitCode : 1;
        });
        int exitCode = line.execute(rest);
        return new Run(exitCode, out.toString(), err.toString());
    }

    /** The cards in force, each in one line, by subject. */
    Map<String, String> cards() {
        Map<String, String> cards = new TreeMap<>();
        PriceBook.on(store, (HandSetClock) () -> now)
                .prices()
                .cards()
                .forEach(card -> cards.put(card.subject(), Cards.rates(card)));
        return cards;
    }

    /** The same shop at another time. */
    Shop at(String instant) {
        now = Instant.parse(instant);
        return this;
    }

    @Override
    public Place place() {
        return new Place() {
            @Override
            public Object options() {
                return new NoOptions();
            }

            @Override
            public Opened open(boolean make) {
                return new Opened() {
                    @Override
                    public PriceBook book() {
                        return PriceBook.on(store, (HandSetClock) () -> now);
                    }

                    @Override
                    public void close() {}
                };
            }
        };
    }

    @Override
    public CommandLine.IVersionProvider version() {
        return () -> new String[] {"test"};
    }

    @Override
    public PrintWriter out() {
        return new PrintWriter(out, true);
    }

    @Override
    public InputStream in() {
        return new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<String> table(List<String> titles, List<List<@Nullable Object>> rows) {
        return rows.stream()
                .map(row -> row.stream().map(cell -> Objects.toString(cell, "")).collect(Collectors.joining(" | ")))
                .toList();
    }

    @Override
    public RuntimeException invalid(String message) {
        return new End(2, message);
    }

    @Override
    public RuntimeException refused(String message) {
        return new End(3, message);
    }

    @CommandLine.Command
    private static final class NoOptions {}

    private static final class End extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int exitCode;

        End(int exitCode, String message) {
            super(message);
            this.exitCode = exitCode;
        }
    }
}
