package dev.credits.cli.price;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code credits price}. */
@Command(
        name = "price",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Keeps the price book: what calls cost us, what a credit is worth, and what features take.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:a fault", "2:an argument or a table is wrong", "3:refused, or without a price"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  credits price import --sample --reason 'to begin with'",
            "  credits price value 0.01 USD --reason 'a cent a credit'",
            "  credits margin set 60 --reason 'the usual margin'",
            "  credits price quote claude-sonnet-4 --usage input=2000,output=1000"
        })
public final class PriceCommand {
    private PriceCommand() {}

    /** The command with its commands. */
    public static CommandLine line(Counter counter) {
        CommandLine line = Task.dressed(new CommandLine(new PriceCommand()), counter);
        List<Task> tasks = List.of(
                new ImportCommand(counter),
                new DiffCommand(counter),
                new ListCommand(counter),
                new ShowCommand(counter),
                new QuoteCommand(counter),
                new PolicyCommands.Value(counter),
                new PolicyCommands.Steps(counter),
                new PolicyCommands.Fix(counter),
                new PolicyCommands.Offer(counter),
                new PolicyCommands.Withdraw(counter));
        tasks.forEach(task -> line.addSubcommand(task.line()));
        return line;
    }
}
