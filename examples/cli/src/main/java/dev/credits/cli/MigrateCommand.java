package dev.credits.cli;

import dev.credits.cli.Database.Access;
import dev.credits.jdbc.SchemaScript;
import dev.credits.money.InvalidInputException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the tables, or brings them up to date; or prints the SQL that makes them. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Makes the tables in a database, or brings them up to date; safe to run again.",
            "With --sql it changes nothing and prints the SQL of all tables, for an administrator or another migration"
                    + " tool to run: credits migrate --sql --schema credits | psql app"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the tables are up to date, or the SQL is printed", "1:a fault", "2:an argument is wrong"})
final class MigrateCommand implements Callable<Integer> {
    private static final String USUAL_SCHEMA = "credits";

    private final Streams streams;

    @Mixin
    private Database database = new Database();

    @Option(names = "--sql", description = "Print the SQL for PostgreSQL, in the schema of --schema. Default: credits.")
    private boolean sql;

    @Option(names = "--h2", description = "With --sql: for H2 instead of PostgreSQL.")
    private boolean h2;

    MigrateCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        if (sql) {
            print();
            return ExitCode.DONE;
        }
        if (h2) {
            throw Arguments.wrong("--h2", "true", "given together with --sql");
        }
        database.open(Access.CREATE, streams.environment()).close();
        streams.writer().println("The tables in " + database.shown() + " are up to date.");
        return ExitCode.DONE;
    }

    private void print() {
        String schema = database.schema();
        try {
            SchemaScript script = new SchemaScript(schema == null ? USUAL_SCHEMA : schema);
            PrintWriter out = streams.writer();
            out.print(h2 ? script.forH2() : script.forPostgres());
            out.flush();
        } catch (InvalidInputException wrong) {
            throw Arguments.wrong("--" + wrong.field(), String.valueOf(wrong.value()), wrong.wanted());
        }
    }
}
