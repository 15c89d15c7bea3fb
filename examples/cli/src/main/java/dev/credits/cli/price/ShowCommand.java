package dev.credits.cli.price;

import dev.credits.pricing.PriceBook;
import dev.credits.pricing.PriceKind;
import dev.credits.pricing.PriceVersion;
import dev.credits.pricing.RateCard;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a model's card and its past. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows a model's rates, tiers, modifiers and fallbacks, and every version there has been.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "1:a fault", "2:an argument is wrong", "3:there is no such card"})
final class ShowCommand extends Task {
    private static final int MOST = 10_000;

    @Parameters(paramLabel = "MODEL", description = "The model, or PROVIDER/MODEL.")
    private String model = "";

    @Option(names = "--json", description = "The versions, one JSON object a line, newest first.")
    private boolean json;

    ShowCommand(Counter counter) {
        super(counter);
    }

    @Override
    void run(PriceBook book) {
        List<PriceVersion> past = book.newest(PriceKind.CARD, MOST).stream()
                .filter(version ->
                        version.subject().equals(model) || version.subject().endsWith("/" + model))
                .toList();
        if (past.isEmpty()) {
            throw counter.refused("there is no card for " + model);
        }
        if (json) {
            past.forEach(version -> counter.out().println(Json.version(version)));
            return;
        }
        List<PriceVersion> inForce = book.prices().versions(PriceKind.CARD).stream()
                .filter(past::contains)
                .toList();
        inForce.forEach(version -> {
            if (version.item() instanceof RateCard card) {
                card(card);
            }
        });
        List<List<@Nullable Object>> rows = new ArrayList<>();
        past.forEach(version -> rows.add(ListCommand.row(version)));
        print(counter.table(List.of("#version", "kind", "subject", "what", "from", "by", "reason"), rows));
    }

    private void card(RateCard card) {
        List<List<@Nullable Object>> rates = new ArrayList<>();
        card.rates().forEach((dimension, rate) -> rates.add(List.of(dimension, rate)));
        print(List.of(card.subject() + ", in " + card.currency(), ""));
        print(counter.table(List.of("dimension", "#rate"), rates));
        print(Cards.rules(card));
        print(List.of(""));
    }
}
