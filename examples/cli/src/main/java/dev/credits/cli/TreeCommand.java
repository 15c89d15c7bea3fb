package dev.credits.cli;

import dev.credits.budget.Branch;
import dev.credits.budget.Budgets;
import dev.credits.cli.Database.Access;
import dev.credits.cli.protocol.Answers;
import dev.credits.cli.protocol.BudgetAnswers;
import dev.credits.cli.protocol.SessionClock;
import dev.credits.ledger.AccountId;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws an account and what stands below it. */
@Command(
        name = "tree",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Draws an account and what stands below it: balances, what was used today (UTC), and limits.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "1:a fault", "2:an argument is wrong", "3:there is no such account"})
final class TreeCommand implements Callable<Integer> {
    private static final int MOST = 10_000;

    private final Streams streams;

    @Mixin
    private Database database = new Database();

    @Mixin
    private Format format = new Format();

    @Parameters(paramLabel = "ACCOUNT", description = "The account at the top, such as org:7.")
    private String account = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many accounts to show at most, 1 to " + MOST + ". Default: ${DEFAULT-VALUE}")
    private int limit = 1000;

    TreeCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        AccountId id = Arguments.account(account);
        if (limit < 1 || limit > MOST) {
            throw Arguments.wrong("--limit", limit, "a whole number from 1 to " + MOST);
        }
        try (OpenDatabase open = database.open(Access.EXISTING, streams.environment())) {
            Optional<Branch> top =
                    Budgets.of(open.ledger(), SessionClock.system()).tree(id, limit);
            if (top.isEmpty()) {
                return format.refused(streams, Answers.unknown(id));
            }
            if (format.json()) {
                return Format.print(streams, BudgetAnswers.tree(top.get()));
            }
            PrintWriter out = streams.writer();
            TreeTable.of(top.get()).forEach(out::println);
            return ExitCode.DONE;
        }
    }
}
