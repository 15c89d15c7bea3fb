package dev.credits.cli;

import dev.credits.jdbc.RolesScript;
import dev.credits.money.InvalidInputException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the SQL that makes roles with no more rights than they need. */
@Command(
        name = "roles",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Prints SQL that makes database roles with no more rights than they need, to be read and run by the owner"
                    + " of the tables: credits roles --schema app | psql app",
            "On PostgreSQL a reader's role sees the rows of its own accounts, through views in a schema of its own."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed", "2:an argument is wrong"})
final class RolesCommand implements Callable<Integer> {
    private final Streams streams;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            defaultValue = "public",
            description = "The schema the tables are in. Default: ${DEFAULT-VALUE}.")
    private String schema = "";

    @Option(
            names = "--prefix",
            paramLabel = "NAME",
            defaultValue = "credits",
            description = "How the roles' names begin: credits makes credits_shop_app in a database named shop, and"
                    + " credits_app on H2. Default: ${DEFAULT-VALUE}.")
    private String prefix = "";

    @Option(names = "--h2", description = "For H2 instead of PostgreSQL.")
    private boolean h2;

    RolesCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        PrintWriter out = streams.writer();
        try {
            RolesScript script = new RolesScript(schema, prefix);
            out.print(h2 ? script.forH2() : script.forPostgres());
        } catch (InvalidInputException wrong) {
            throw Arguments.wrong("--" + wrong.field(), String.valueOf(wrong.value()), wrong.wanted());
        }
        out.flush();
        return ExitCode.DONE;
    }
}
