package dev.credits.cli.price;

import dev.credits.pricing.PriceBook;
import dev.credits.pricing.PriceDiff;
import dev.credits.pricing.PriceTable;
import dev.credits.pricing.Prices;
import dev.credits.pricing.RateCard;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a table would change. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = "Shows what importing a table of prices would change; publishes nothing.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "1:a fault", "2:an argument or the table is wrong"})
final class DiffCommand extends Task {
    @Mixin
    private TableFile file = new TableFile();

    @Option(names = "--all", description = "Show every line.")
    private boolean all;

    DiffCommand(Counter counter) {
        super(counter);
    }

    /** The difference to these prices, of the providers that are meant. */
    static PriceDiff diff(Prices inForce, PriceTable table, TableFile file) {
        List<RateCard> cards = inForce.cards().stream()
                .filter(card -> file.isWanted(card.provider()))
                .toList();
        return PriceDiff.between(cards, table);
    }

    @Override
    void run(PriceBook book) throws IOException {
        PriceTable table = file.read(counter.in());
        print(new DiffReport(counter, all, false).lines(table, diff(book.prices(), table, file)));
        if (!table.isSound()) {
            throw counter.invalid(
                    "the table is wrong; first: " + table.problems().get(0));
        }
    }
}
