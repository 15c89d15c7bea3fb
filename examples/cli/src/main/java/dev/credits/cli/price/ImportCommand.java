package dev.credits.cli.price;

import dev.credits.pricing.PriceBook;
import dev.credits.pricing.PriceChange;
import dev.credits.pricing.PriceDiff;
import dev.credits.pricing.PriceTable;
import java.io.IOException;
import java.time.Instant;
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

    private static final int MOST_GONE = 10;
    private static final int WHOLE = 100;

    @Option(
            names = "--withdraw-gone",
            description =
                    "Withdraw the cards in force that the table does not have; of a table without wrong entries, at"
                            + " most " + MOST_GONE + " %% of them.")
    private boolean withdrawGone;

    @Option(names = "--yes-withdraw", description = "However many that are.")
    private boolean yesWithdraw;

    @Option(
            names = "--skip-wrong",
            description = "Publish the sound entries of a table that has wrong ones, if it was read to its end.")
    private boolean skipWrong;

    @Option(names = "--all", description = "Show every line of what changes.")
    private boolean all;

    ImportCommand(Counter counter) {
        super(counter);
    }

    @Override
    void run(PriceBook book) throws IOException {
        PriceTable table = file.read(counter.in());
        Instant from = from();
        PriceDiff diff = DiffCommand.diff(from == null ? book.prices() : book.pricesAt(from), table, file);
        print(new DiffReport(counter, all, withdrawGone).lines(table, diff));
        requireSound(table);
        List<PriceChange> changes = diff.changes();
        if (withdrawGone) {
            changes.addAll(withdrawals(diff));
        }
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

    private void requireSound(PriceTable table) {
        if (table.isSound()) {
            return;
        }
        String first = "; first: " + table.problems().get(0);
        if (!table.whole()) {
            throw counter.invalid("the table was not read to its end, nothing was published" + first);
        }
        String many = table.problems().size() == 1
                ? "an entry is wrong"
                : table.problems().size() + " entries are wrong";
        if (withdrawGone) {
            throw counter.invalid(many + ", and may be of what seems gone: nothing was published" + first
                    + " (without --withdraw-gone, --skip-wrong publishes the others)");
        }
        if (!skipWrong) {
            throw counter.invalid(many + ", nothing was published" + first + " (--skip-wrong publishes the others)");
        }
    }

    private List<PriceChange> withdrawals(PriceDiff diff) {
        if (!yesWithdraw && diff.isMoreGoneThan(MOST_GONE)) {
            throw counter.refused(
                    diff.gone().size() + " of " + diff.inForce() + " cards in force would be withdrawn, more than "
                            + MOST_GONE + " %: nothing was published (--yes-withdraw withdraws them)");
        }
        return diff.withdrawals(WHOLE);
    }
}
