package dev.credits.cli;

import dev.credits.cli.bench.BenchCommand;
import dev.credits.cli.price.MarginCommand;
import dev.credits.cli.price.PriceCommand;
import dev.credits.money.InvalidInputException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code credits}. */
@Command(
        name = "credits",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Keeps users' credits in a database: accounts, lots, holds and an append-only ledger.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done: every line was applied, replayed or answered",
            "1:fault: the storage or the machine failed",
            "2:invalid: an argument, an option or a line is wrong",
            "3:refused: the rules declined something, or a key was used for something else",
            "4:broken: verification found a law that does not hold"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  credits demo",
            "  echo '{\"op\":\"open\",\"account\":\"user:1\",\"key\":\"o-1\"}' | credits apply",
            "  credits balance user:1",
            "  credits verify --db jdbc:postgresql://localhost/app --user app"
        })
public final class Main {
    @Option(names = "--debug", hidden = true, scope = ScopeType.INHERIT, description = "Show stack traces.")
    private boolean debug;

    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        // What drivers log is not for whoever runs a command: they are told in one line.
        LogManager.getLogManager().reset();
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        boolean terminal = Boolean.getBoolean("credits.terminal");
        Streams streams =
                new Streams(System.in, new FileOutputStream(FileDescriptor.out), err, System.getenv(), terminal);
        System.exit(run(streams, List.of(args)));
    }

    /** Runs a command; its exit code. */
    static int run(Streams streams, List<String> args) {
        Main main = new Main();
        CommandLine line = new CommandLine(main)
                .addSubcommand(new DemoCommand(streams))
                .addSubcommand(new ApplyCommand(streams))
                .addSubcommand(new BalanceCommand(streams))
                .addSubcommand(new EntriesCommand(streams))
                .addSubcommand(new TreeCommand(streams))
                .addSubcommand(new VerifyCommand(streams))
                .addSubcommand(new MigrateCommand(streams))
                .addSubcommand(new RolesCommand(streams))
                .addSubcommand(
                        new BenchCommand(streams.writer(), streams.err(), streams.environment(), streams.terminal()))
                .addSubcommand(PriceCommand.line(new PriceCounter(streams)))
                .addSubcommand(MarginCommand.line(new PriceCounter(streams)));
        line.setOut(streams.help()).setErr(new Printer(streams.err()));
        line.setParameterExceptionHandler((wrong, given) -> misused(wrong, streams));
        line.setExecutionExceptionHandler((failure, command, parsed) -> main.failed(failure, streams));
        line.setUsageHelpAutoWidth(false).setUsageHelpWidth(100);
        return args.isEmpty() ? line.execute("--help") : line.execute(args.toArray(String[]::new));
    }

    private static int misused(ParameterException wrong, Streams streams) {
        CommandLine line = wrong.getCommandLine();
        String command = line.getCommandSpec().qualifiedName();
        boolean unknown = wrong instanceof UnmatchedArgumentException
                && !line.getSubcommands().isEmpty();
        streams.complain(
                unknown ? unknown((UnmatchedArgumentException) wrong, line) : String.valueOf(wrong.getMessage()));
        streams.tell("Try '" + command + " --help'.");
        return ExitCode.INVALID;
    }

    private static String unknown(UnmatchedArgumentException wrong, CommandLine line) {
        String commands = String.join(", ", line.getSubcommands().keySet());
        String given = wrong.getUnmatched().get(0);
        return String.valueOf(new InvalidInputException("COMMAND", given, "one of " + commands).getMessage());
    }

    private int failed(Exception failure, Streams streams) {
        streams.complain(failure instanceof Failure ? String.valueOf(failure.getMessage()) : Trouble.line(failure));
        if (debug) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            trace.toString()
                    .replace("\t", "    ")
                    .lines()
                    .map(JdbcUrl::shownByDriver)
                    .forEach(streams::tell);
        }
        return failure instanceof Failure end ? end.exitCode() : ExitCode.FAULT;
    }
}
