package dev.credits.cli.price;

import dev.credits.pricing.PriceBook;
import dev.credits.pricing.PriceDiff;
import dev.credits.pricing.PriceTable;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Publishes the cards of a table, after showing what that changes. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Shows what a table of prices changes, and publishes it: all of it, or nothing.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:published, or nothing to publish",
            "1:a fault",
            "2:an argument or the table is wrong",
            "3:refused"
        })
final class ImportCommand extends PublishTask {
    @Mixin
    private TableFile file = new TableFile();

    @Option(names = "--withdraw-gone", description = "Withdraw the cards in force that the table does not have.")
    private boolean withdrawGone;

    @Option(names = "--skip-wrong", description = "Publish the sound entries of a table that has wrong ones.")
    private boolean skipWrong;

    @Option(names = "--all", description = "Show every line of what changes.")
    private boolean all;

    ImportCommand(Counter counter) {
        super(counter);
    }

    @Override
    void run(PriceBook book) throws IOException {
        PriceTable table = file.read(counter.in());
        PriceDiff diff = DiffCommand.diff(book, table, file);
        print(new DiffReport(counter, all).lines(table, diff));
        if (!table.isSound() && !skipWrong) {
            String many = table.problems().size() == 1
                    ? "an entry is wrong"
                    : table.problems().size() + " entries are wrong";
            throw counter.invalid(many + ", nothing was published; first: "
                    + table.problems().get(0) + " (--skip-wrong publishes the others)");
        }
        var changes = diff.changes(withdrawGone);
        if (changes.isEmpty()) {
            print(List.of("", "Nothing to publish."));
            return;
        }
        var published = publish(book, changes);
        print(List.of(
                "",
                "Published as versions " + published.get(0).number() + " to "
                        + published.get(published.size() - 1).number() + ", from "
                        + published.get(0).effective() + "."));
    }
}
