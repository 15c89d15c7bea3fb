package dev.credits.cli;

import dev.credits.cli.Database.Access;
import dev.credits.cli.protocol.Answers;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks that every law holds over what is stored. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Checks every law over the whole ledger: sums, floors, holds, order, and the chain of hashes.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every law holds",
            "1:a fault",
            "2:an argument is wrong",
            "3:there is no such account",
            "4:a law is broken; what and where is printed"
        })
final class VerifyCommand implements Callable<Integer> {
    private final Streams streams;

    @Mixin
    private Database database = new Database();

    @Mixin
    private Format format = new Format();

    @Option(names = "--account", paramLabel = "ACCOUNT", description = "Only this account.")
    private @Nullable String account;

    VerifyCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        AccountId id = account == null ? null : Arguments.account(account);
        try (OpenDatabase open = database.open(Access.EXISTING, streams.environment())) {
            Ledger ledger = open.ledger();
            if (id != null && ledger.account(id).isEmpty()) {
                return format.refused(streams, Answers.unknown(id));
            }
            Verification found = Progress.during(
                    streams,
                    seconds -> "verifying for " + seconds + " s",
                    () -> id == null ? ledger.verify() : ledger.verify(id));
            print(found);
            return found.holds() ? ExitCode.DONE : ExitCode.BROKEN;
        }
    }

    private void print(Verification found) throws IOException {
        if (format.json()) {
            Format.print(streams, Answers.verification(found));
            return;
        }
        PrintWriter out = streams.writer();
        Tables.verification(found).forEach(out::println);
    }
}
