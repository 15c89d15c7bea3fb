package dev.credits.cli.price;

import dev.credits.money.InvalidInputException;
import dev.credits.pricing.MarginRule;
import dev.credits.pricing.PriceBook;
import dev.credits.pricing.PriceChange;
import dev.credits.pricing.PriceKind;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code credits margin}. */
@Command(
        name = "margin",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Sets and lists margins. Of the rules that match a call, one that names a customer tier goes first,"
                        + " then one that names a feature, then a model, then a provider.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:a fault", "2:an argument is wrong", "3:refused"})
public final class MarginCommand {
    private MarginCommand() {}

    /** The command with its commands. */
    public static CommandLine line(Counter counter) {
        return Task.dressed(new CommandLine(new MarginCommand()), counter)
                .addSubcommand(new Set(counter).line())
                .addSubcommand(new All(counter).line());
    }

    /** Sets a margin. */
    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = "Publishes the margin for what the options name; for everything if they name nothing.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:published", "1:a fault", "2:an argument is wrong", "3:refused"})
    static final class Set extends PublishTask {
        @Parameters(paramLabel = "PERCENT", description = "What is added to the cost, such as 60.")
        private String percent = "";

        @Option(names = "--provider", paramLabel = "NAME", description = "For this provider's models.")
        private @Nullable String provider;

        @Option(names = "--model", paramLabel = "NAME", description = "For this model.")
        private @Nullable String model;

        @Option(names = "--feature", paramLabel = "NAME", description = "For this feature.")
        private @Nullable String feature;

        @Option(names = "--tier", paramLabel = "NAME", description = "For customers of this tier.")
        private @Nullable String tier;

        @Option(names = "--below-cost", description = "Zero or a negative percentage is meant.")
        private boolean belowCost;

        Set(Counter counter) {
            super(counter);
        }

        @Override
        void run(PriceBook book) {
            if (!percent.matches("-?[0-9]{1,9}(\\.[0-9]{1,9})?")) {
                throw new InvalidInputException("PERCENT", percent, "a number such as 60");
            }
            if (percent.startsWith("-") && !belowCost) {
                throw new InvalidInputException("PERCENT", percent, "above zero, unless --below-cost says otherwise");
            }
            BigDecimal added = new BigDecimal(percent);
            publish(book, PriceChange.set(new MarginRule(provider, model, feature, tier, added, belowCost)));
        }
    }

    /** Lists margins. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the margins in force, or all there have been.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:listed", "1:a fault", "2:an argument is wrong"})
    static final class All extends Task {
        private static final int MOST = 10_000;

        @Option(names = "--past", description = "Every version there has been, newest first.")
        private boolean past;

        @Option(names = "--json", description = "One JSON object a line.")
        private boolean json;

        All(Counter counter) {
            super(counter);
        }

        @Override
        void run(PriceBook book) {
            var versions =
                    past ? book.newest(PriceKind.MARGIN, MOST) : book.prices().versions(PriceKind.MARGIN);
            new ListCommand(counter).show(versions, json);
        }
    }
}
