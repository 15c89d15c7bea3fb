package dev.credits.cli;

import dev.credits.cli.Database.Access;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes the tables, or brings them up to date. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Makes the tables in a database, or brings them up to date; safe to run again.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the tables are up to date", "1:a fault", "2:an argument is wrong"})
final class MigrateCommand implements Callable<Integer> {
    private final Streams streams;

    @Mixin
    private Database database = new Database();

    MigrateCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        database.open(Access.CREATE, streams.environment()).close();
        streams.writer().println("The tables in " + database.shown() + " are up to date.");
        return ExitCode.DONE;
    }
}
