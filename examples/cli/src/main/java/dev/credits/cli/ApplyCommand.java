package dev.credits.cli;

import dev.credits.cli.Database.Access;
import dev.credits.cli.protocol.ResultWriter;
import dev.credits.cli.protocol.Session;
import dev.credits.cli.protocol.SessionClock;
import dev.credits.cli.protocol.Status;
import dev.credits.pricing.PriceBook;
import dev.credits.quota.Plans;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Applies lines of the command protocol. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Applies commands, one JSON object a line, and writes a result for each, in the same order.",
            "A file that was cut off is simply run again: what was done already is answered as replayed."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every line was applied, replayed or ok",
            "1:a fault; the first such line stops the run, what came before is committed",
            "2:some line was invalid",
            "3:some line was declined or in conflict, and none was invalid"
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  credits apply <<'END'",
            "  {\"op\":\"open\",\"account\":\"user:1\",\"key\":\"open-1\"}",
            "  {\"op\":\"grant\",\"account\":\"user:1\",\"amount\":\"100\",\"key\":\"order-17\"}",
            "  {\"op\":\"balance\",\"account\":\"user:1\"}",
            "  END",
            "",
            "All operations and fields: docs/reference/protocol.md"
        })
final class ApplyCommand implements Callable<Integer> {
    private static final int LARGEST_BATCH = 1000;

    private final Streams streams;

    @Mixin
    private Database database = new Database();

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = "-",
            description = "The file to apply; - is standard input, the default.")
    private String file = "-";

    @Option(
            names = "--manual-clock",
            paramLabel = "INSTANT",
            description = "Use a clock that stands at this instant, such as 2026-01-31T00:00:00Z, and is moved by lines"
                    + " with the op clock.")
    private @Nullable String start;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many consecutive commands may share a commit, 1 to " + LARGEST_BATCH
                    + ". Outcomes are the same. Default: ${DEFAULT-VALUE}")
    private int batch = 1;

    @Option(
            names = "--plans",
            paramLabel = "FILE",
            description = "The host's own plans, beside or in place of free, starter, pro and enterprise: JSON, as"
                    + " docs/reference/protocol.md says.")
    private @Nullable String plans;

    ApplyCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        if (batch < 1 || batch > LARGEST_BATCH) {
            throw Arguments.wrong("--batch", batch, "a whole number from 1 to " + LARGEST_BATCH);
        }
        SessionClock clock =
                start == null ? SessionClock.system() : SessionClock.manual(Arguments.instant("--manual-clock", start));
        Plans known = plans == null ? Plans.USUAL : PlansFile.read("--plans", plans);
        try (InputStream in = input();
                OpenDatabase open = database.open(Access.CREATE, streams.environment())) {
            ResultWriter results = new ResultWriter(streams.out());
            PriceBook prices = PriceBook.on(open.storage(), clock);
            Session session = new Session(open.credits(clock), prices, known, clock, batch, results);
            Optional<RuntimeException> fault =
                    Progress.during(streams, seconds -> progress(session, seconds), () -> session.run(in));
            if (fault.isPresent()) {
                throw new Failure(ExitCode.FAULT, Trouble.line(fault.get()), fault.get());
            }
            return exitCode(results);
        }
    }

    private InputStream input() throws IOException {
        if (file.equals("-")) {
            return streams.in();
        }
        Path path = Path.of(file);
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw Arguments.wrong("FILE", file, "a file that can be read, or - for standard input");
        }
        return new BufferedInputStream(Files.newInputStream(path), 1 << 16);
    }

    private static int exitCode(ResultWriter results) {
        if (results.count(Status.INVALID) > 0) {
            return ExitCode.INVALID;
        }
        boolean refused = results.count(Status.DECLINED) + results.count(Status.CONFLICT) > 0;
        return refused ? ExitCode.REFUSED : ExitCode.DONE;
    }

    private static String progress(Session session, long seconds) {
        long lines = session.line();
        return String.format(
                Locale.ROOT, "%,d lines in %d s, %,d a second", lines, seconds, lines / Math.max(1, seconds));
    }
}
