package dev.credits.cli;

import dev.credits.cli.Database.Access;
import dev.credits.cli.protocol.Answers;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Actor;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Source;
import dev.credits.ledger.Statement;
import dev.credits.money.InvalidInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a page of an account's ledger. */
@Command(
        name = "entries",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Shows an account's ledger, oldest first, a page at a time.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "1:a fault", "2:an argument is wrong", "3:there is no such account"})
final class EntriesCommand implements Callable<Integer> {
    private final Streams streams;

    @Mixin
    private Database database = new Database();

    @Mixin
    private Format format = new Format();

    @Parameters(paramLabel = "ACCOUNT", description = "The account's name, such as user:42.")
    private String account = "";

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            split = ",",
            description = "Only entries of these kinds: ${COMPLETION-CANDIDATES}.")
    private EntryKind[] kinds = {};

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            description = "Only entries that brought in credits of this source: ${COMPLETION-CANDIDATES}.")
    private @Nullable Source source;

    @Option(names = "--by", paramLabel = "ACTOR", description = "Only what this actor caused.")
    private @Nullable String by;

    @Option(names = "--feature", paramLabel = "NAME", description = "Only what was used for this feature.")
    private @Nullable String feature;

    @Option(names = "--text", paramLabel = "TEXT", description = "Only entries with this in their reason.")
    private @Nullable String text;

    @Option(names = "--from", paramLabel = "INSTANT", description = "Booked at or after.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "INSTANT", description = "Booked before.")
    private @Nullable String to;

    @Option(
            names = "--after",
            paramLabel = "SEQ",
            defaultValue = "0",
            description = "Only entries after this sequence.")
    private long after;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "" + EntryFilter.USUAL_LIMIT,
            description = "How many at most, 1 to 1000. Default: ${DEFAULT-VALUE}")
    private int limit = EntryFilter.USUAL_LIMIT;

    EntriesCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        EntryFilter filter = filter(Arguments.account(account));
        try (OpenDatabase open = database.open(Access.EXISTING, streams.environment())) {
            Ledger ledger = open.ledger();
            if (ledger.account(filter.account()).isEmpty()) {
                return format.refused(streams, Answers.unknown(filter.account()));
            }
            Statement page = ledger.statement(filter);
            return format.json() ? Format.print(streams, Answers.statement(filter.account(), page)) : print(page);
        }
    }

    private EntryFilter filter(AccountId id) {
        try {
            return EntryFilter.of(id)
                    .kinds(kinds)
                    .source(source)
                    .by(by == null ? null : new Actor(by))
                    .feature(feature)
                    .text(text)
                    .between(Arguments.instantOrNull("--from", from), Arguments.instantOrNull("--to", to))
                    .after(after)
                    .limit(limit);
        } catch (InvalidInputException wrong) {
            throw Arguments.wrong("--" + wrong.field(), wrong.value(), wrong.wanted());
        }
    }

    private int print(Statement page) {
        PrintWriter out = streams.writer();
        Tables.entries(page.entries()).forEach(out::println);
        page.next().ifPresent(next -> out.println("More with --after " + next));
        return ExitCode.DONE;
    }
}
