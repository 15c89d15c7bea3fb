package dev.credits.cli;

import dev.credits.cli.Database.Access;
import dev.credits.cli.protocol.Answers;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Balance;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.PastBalance;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what an account has. */
@Command(
        name = "balance",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Shows what an account has, and the lots that make it up in the order they are used.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "1:a fault", "2:an argument is wrong", "3:there is no such account"})
final class BalanceCommand implements Callable<Integer> {
    private final Streams streams;

    @Mixin
    private Database database = new Database();

    @Mixin
    private Format format = new Format();

    @Parameters(paramLabel = "ACCOUNT", description = "The account's name, such as user:42.")
    private String account = "";

    @Option(names = "--at", paramLabel = "INSTANT", description = "As it was at this instant: available and held.")
    private @Nullable String at;

    BalanceCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        AccountId id = Arguments.account(account);
        Instant instant = Arguments.instantOrNull("--at", at);
        try (OpenDatabase open = database.open(Access.EXISTING, streams.environment())) {
            return instant == null ? now(open.ledger(), id) : then(open.ledger(), id, instant);
        }
    }

    private int now(Ledger ledger, AccountId id) throws IOException {
        Optional<Balance> balance = ledger.balance(id);
        if (balance.isEmpty()) {
            return format.refused(streams, Answers.unknown(id));
        }
        if (format.json()) {
            return Format.print(streams, Answers.balance(balance.get(), ledger.lots(id)));
        }
        PrintWriter out = streams.writer();
        Tables.balance(balance.get()).forEach(out::println);
        out.println();
        Tables.lots(balance.get(), ledger.lots(id)).forEach(out::println);
        return ExitCode.DONE;
    }

    private int then(Ledger ledger, AccountId id, Instant instant) throws IOException {
        Optional<PastBalance> past = ledger.balanceAt(id, instant);
        if (past.isEmpty()) {
            boolean known = ledger.account(id).isPresent();
            return format.refused(streams, known ? Answers.notOpen(id, instant) : Answers.unknown(id));
        }
        if (format.json()) {
            return Format.print(streams, Answers.balance(past.get()));
        }
        Tables.balance(past.get()).forEach(streams.writer()::println);
        return ExitCode.DONE;
    }
}
