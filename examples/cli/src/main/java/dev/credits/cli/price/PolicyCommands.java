package dev.credits.cli.price;

import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import dev.credits.money.InvalidInputException;
import dev.credits.money.Money;
import dev.credits.pricing.Bundle;
import dev.credits.pricing.CreditValue;
import dev.credits.pricing.FixedPrice;
import dev.credits.pricing.PriceBook;
import dev.credits.pricing.PriceChange;
import dev.credits.pricing.PriceKind;
import dev.credits.pricing.Rounding;
import java.math.RoundingMode;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that publish one policy or price each. */
final class PolicyCommands {
    private PolicyCommands() {}

    private static CreditUnit unit(String text) {
        String[] parts = text.split("/", 2);
        if (parts.length == 1) {
            return CreditUnit.of(text);
        }
        if (!parts[1].matches("[0-9]")) {
            throw new InvalidInputException("--unit", text, "a code, or a code and its decimals, such as POINT/0");
        }
        return new CreditUnit(parts[0], Integer.parseInt(parts[1]));
    }

    /** Says what a credit is worth. */
    @Command(
            name = "value",
            mixinStandardHelpOptions = true,
            description = "Publishes what one credit is worth when costs are turned into credits.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:published", "1:a fault", "2:an argument is wrong", "3:refused"})
    static final class Value extends PublishTask {
        @Parameters(index = "0", paramLabel = "AMOUNT", description = "Such as 0.01.")
        private String amount = "";

        @Parameters(index = "1", paramLabel = "CURRENCY", description = "Such as USD.")
        private String currency = "";

        @Option(
                names = "--unit",
                paramLabel = "CODE",
                defaultValue = "CREDIT",
                description = "The unit. Default: ${DEFAULT-VALUE}")
        private String unit = "CREDIT";

        Value(Counter counter) {
            super(counter);
        }

        @Override
        void run(PriceBook book) {
            publish(book, PriceChange.set(new CreditValue(unit, Money.of(amount, currency))));
        }
    }

    /** Says how charges are rounded. */
    @Command(
            name = "rounding",
            mixinStandardHelpOptions = true,
            description = "Publishes how charges are rounded: UP to a step, unless you mean otherwise.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:published", "1:a fault", "2:an argument is wrong", "3:refused"})
    static final class Steps extends PublishTask {
        @Parameters(index = "0", paramLabel = "STEP", description = "Credits, such as 0.01.")
        private String step = "";

        @Option(
                names = "--mode",
                paramLabel = "MODE",
                defaultValue = "UP",
                description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
        private RoundingMode mode = RoundingMode.UP;

        @Option(
                names = "--unit",
                paramLabel = "UNIT",
                defaultValue = "CREDIT",
                description = "The unit, with its decimals if they are not 6: POINT/0.")
        private String unit = "CREDIT";

        Steps(Counter counter) {
            super(counter);
        }

        @Override
        void run(PriceBook book) {
            publish(book, PriceChange.set(new Rounding(mode, Amount.of("STEP", step, unit(unit)))));
        }
    }

    /** Sets the price of a feature. */
    @Command(
            name = "fix",
            mixinStandardHelpOptions = true,
            description = "Publishes what a feature or an endpoint takes, whatever it costs.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:published", "1:a fault", "2:an argument is wrong", "3:refused"})
    static final class Fix extends PublishTask {
        @Parameters(index = "0", paramLabel = "FEATURE", description = "The feature or endpoint.")
        private String feature = "";

        @Parameters(index = "1", paramLabel = "CREDITS", description = "What it takes; may be 0.")
        private String credits = "";

        @Option(
                names = "--unit",
                paramLabel = "UNIT",
                defaultValue = "CREDIT",
                description = "The unit, with its decimals if they are not 6: POINT/0.")
        private String unit = "CREDIT";

        Fix(Counter counter) {
            super(counter);
        }

        @Override
        void run(PriceBook book) {
            publish(book, PriceChange.set(new FixedPrice(feature, Amount.of("CREDITS", credits, unit(unit)))));
        }
    }

    /** Offers several features at one price. */
    @Command(
            name = "bundle",
            mixinStandardHelpOptions = true,
            description = "Publishes a price for several features together.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:published", "1:a fault", "2:an argument is wrong", "3:refused"})
    static final class Offer extends PublishTask {
        @Parameters(index = "0", paramLabel = "NAME", description = "The bundle's name.")
        private String name = "";

        @Parameters(index = "1", paramLabel = "CREDITS", description = "What all of it takes.")
        private String credits = "";

        @Option(
                names = "--feature",
                paramLabel = "NAME",
                required = true,
                description = "A feature of it; twice or more.")
        private Set<String> features = Set.of();

        @Option(
                names = "--until",
                paramLabel = "INSTANT",
                description = "The first instant at which it is no longer offered.")
        private @Nullable String until;

        @Option(
                names = "--unit",
                paramLabel = "UNIT",
                defaultValue = "CREDIT",
                description = "The unit, with its decimals if they are not 6: POINT/0.")
        private String unit = "CREDIT";

        Offer(Counter counter) {
            super(counter);
        }

        @Override
        void run(PriceBook book) {
            Amount price = Amount.of("CREDITS", credits, unit(unit));
            publish(book, PriceChange.set(new Bundle(name, features, price, instant("--until", until))));
        }
    }

    /** Withdraws whatever is in force. */
    @Command(
            name = "withdraw",
            mixinStandardHelpOptions = true,
            description = "Withdraws what is in force for a subject, as `credits price list` names it.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:withdrawn", "1:a fault", "2:an argument is wrong", "3:refused"})
    static final class Withdraw extends PublishTask {
        @Parameters(index = "0", paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}.")
        private PriceKind kind = PriceKind.CARD;

        @Parameters(index = "1", paramLabel = "SUBJECT", description = "Such as openai/gpt-4o, or feature=chat.")
        private String subject = "";

        Withdraw(Counter counter) {
            super(counter);
        }

        @Override
        void run(PriceBook book) {
            publish(book, PriceChange.withdraw(kind, subject));
        }
    }
}
