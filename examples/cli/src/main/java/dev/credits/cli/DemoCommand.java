package dev.credits.cli;

import dev.credits.cli.Database.Access;
import dev.credits.cli.protocol.SessionClock;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Balance;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows in one run what the library does. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Opens accounts in a new embedded database, moves credits, and shows balances and ledger.",
            "The database is kept in a folder of its own and made anew by each run."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown, and every law holds", "1:a fault", "4:a law is broken"})
final class DemoCommand implements Callable<Integer> {
    private final Streams streams;

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            defaultValue = "credits-data/demo",
            description = "Where the database is kept. Default: ${DEFAULT-VALUE}")
    private Path folder = Path.of("credits-data", "demo");

    DemoCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        clear(folder);
        // It ends before the present, so that whoever goes on with this database goes on forward in time.
        SessionClock clock = SessionClock.manual(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1)));
        try (OpenDatabase open = Database.at(url()).open(Access.CREATE, streams.environment())) {
            return show(open.ledger(clock), clock);
        }
    }

    private int show(Ledger ledger, SessionClock clock) {
        PrintWriter out = streams.writer();
        out.println("A new database: " + url());
        heading(out, "What is done");
        new DemoStory(ledger, clock).tell().forEach(out::println);

        heading(out, "Balances");
        List<Balance> balances = Stream.of(DemoStory.ADA, DemoStory.BEN)
                .map(ledger::balance)
                .flatMap(Optional::stream)
                .toList();
        Tables.balances(balances).forEach(out::println);

        for (AccountId account : List.of(DemoStory.ADA, DemoStory.BEN)) {
            heading(out, "The ledger of " + account);
            Tables.entries(ledger.statement(EntryFilter.of(account)).entries()).forEach(out::println);
        }

        heading(out, "The laws");
        Verification found = ledger.verify();
        Tables.verification(found).forEach(out::println);
        out.println();
        out.println("Look around: credits balance user:ada --db " + url());
        return found.holds() ? ExitCode.DONE : ExitCode.BROKEN;
    }

    private String url() {
        return "jdbc:h2:file:" + (folder.isAbsolute() ? "" : "./")
                + folder.resolve("credits").toString().replace('\\', '/');
    }

    private static void heading(PrintWriter out, String title) {
        out.println();
        out.println(title);
        out.println();
    }

    /** Removes what an earlier run left. */
    private static void clear(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> old;
        try (Stream<Path> files = Files.list(folder)) {
            old = files.filter(file -> file.getFileName().toString().startsWith("credits."))
                    .toList();
        }
        for (Path file : old) {
            Files.delete(file);
        }
    }
}
