package dev.credits.cli.price;

import dev.credits.pricing.PriceBook;
import dev.credits.pricing.PriceKind;
import dev.credits.pricing.PriceVersion;
import dev.credits.pricing.RateCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the price book. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists what is in force: cards, margins, values of a credit, roundings, fixed prices, bundles.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:listed", "1:a fault", "2:an argument is wrong"})
final class ListCommand extends Task {
    @Option(names = "--kind", paramLabel = "KIND", description = "Only this kind: ${COMPLETION-CANDIDATES}.")
    private @Nullable PriceKind kind;

    @Option(names = "--provider", paramLabel = "NAME", description = "Of cards, only this provider's.")
    private @Nullable String provider;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    ListCommand(Counter counter) {
        super(counter);
    }

    @Override
    void run(PriceBook book) {
        show(book.prices().versions().stream().filter(this::isWanted).toList(), json);
    }

    void show(List<PriceVersion> versions, boolean asJson) {
        if (asJson) {
            versions.forEach(version -> counter.out().println(Json.version(version)));
            return;
        }
        if (versions.isEmpty()) {
            counter.out().println("Nothing is in force.");
            return;
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        versions.forEach(version -> rows.add(row(version)));
        print(counter.table(List.of("#version", "kind", "subject", "what", "from", "by", "reason"), rows));
    }

    static List<@Nullable Object> row(PriceVersion version) {
        return List.of(
                version.number(),
                version.kind().name().toLowerCase(Locale.ROOT),
                version.subject(),
                Items.text(version.item()),
                version.effective(),
                version.by(),
                version.reason().replace('\n', ' ').replace('\t', ' '));
    }

    private boolean isWanted(PriceVersion version) {
        boolean provided = provider == null
                || (version.item() instanceof RateCard card && card.provider().equals(provider));
        return provided && (kind == null || version.kind() == kind);
    }
}
