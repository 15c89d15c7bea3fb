package dev.credits.cli.price;

import dev.credits.money.InvalidInputException;
import dev.credits.pricing.Ask;
import dev.credits.pricing.Dimension;
import dev.credits.pricing.PriceBook;
import dev.credits.pricing.PriceVersion;
import dev.credits.pricing.Pricing;
import dev.credits.pricing.Pricing.Unpriced;
import dev.credits.pricing.Quote;
import dev.credits.pricing.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what something costs. */
@Command(
        name = "quote",
        mixinStandardHelpOptions = true,
        description =
                "Says what a call of a model costs us and takes from a balance; or what features or a bundle take.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:quoted", "1:a fault", "2:an argument is wrong", "3:it has no price"})
final class QuoteCommand extends Task {
    @Parameters(paramLabel = "MODEL", arity = "0..1", description = "The model called.")
    private @Nullable String model;

    @Option(
            names = "--usage",
            paramLabel = "USAGE",
            split = ",",
            description = "What it used, such as input=2000,output=1000.")
    private List<String> usage = new ArrayList<>();

    @Option(
            names = "--inclusive",
            description = "Cached and other special tokens are within input and output, not beside them.")
    private boolean inclusive;

    @Option(names = "--provider", paramLabel = "NAME", description = "Whose model.")
    private @Nullable String provider;

    @Option(
            names = "--feature",
            paramLabel = "NAME",
            description = "What it is for; may be repeated where no model is named.")
    private List<String> features = new ArrayList<>();

    @Option(names = "--bundle", paramLabel = "NAME", description = "A bundle, instead of a model.")
    private @Nullable String bundle;

    @Option(names = "--tier", paramLabel = "NAME", description = "The customer's tier.")
    private @Nullable String tier;

    @Option(names = "--with", paramLabel = "MODIFIER", description = "A modifier, such as batch; may be repeated.")
    private List<String> modifiers = new ArrayList<>();

    @Option(names = "--at", paramLabel = "INSTANT", description = "At the prices of then. Default: now.")
    private @Nullable String at;

    @Option(names = "--json", description = "Answer with one JSON object.")
    private boolean json;

    QuoteCommand(Counter counter) {
        super(counter);
    }

    @Override
    void run(PriceBook book) {
        Ask ask = ask();
        Instant then = instant("--at", at);
        Pricing pricing = then == null ? book.quote(ask) : book.pricesAt(then).quote(ask, then);
        if (pricing instanceof Unpriced none) {
            throw counter.refused(none.reason() + ": " + none.subject() + ": " + none.message());
        }
        Quote quote = pricing.orElseThrow();
        if (json) {
            counter.out().println(Json.quote(quote));
        } else {
            show(quote);
        }
    }

    private Ask ask() {
        if (model == null && bundle == null) {
            return Ask.features(features.toArray(String[]::new));
        }
        if (model == null) {
            return Ask.bundle(String.valueOf(bundle));
        }
        if (features.size() > 1 || bundle != null) {
            throw new InvalidInputException("--feature", features, "one at most beside a model, and no --bundle");
        }
        Ask ask = Ask.model(model, usage());
        ask = provider == null ? ask : ask.provider(provider);
        ask = tier == null ? ask : ask.customerTier(tier);
        ask = features.isEmpty() ? ask : ask.feature(features.get(0));
        for (String modifier : modifiers) {
            ask = ask.with(modifier);
        }
        return ask;
    }

    private Usage usage() {
        Map<Dimension, BigDecimal> quantities = new TreeMap<>();
        for (String part : usage) {
            String[] sides = part.split("=", 2);
            if (sides.length < 2 || !sides[1].matches("[0-9]{1,15}(\\.[0-9]{1,6})?")) {
                throw new InvalidInputException("--usage", part, "like input=2000");
            }
            quantities.merge(Dimension.of(sides[0].strip()), new BigDecimal(sides[1]), BigDecimal::add);
        }
        if (inclusive) {
            Map<Dimension, Long> whole = new TreeMap<>();
            quantities.forEach((dimension, quantity) -> whole.put(dimension, quantity.longValue()));
            return Usage.inclusive(whole);
        }
        Usage.Builder used = Usage.builder();
        quantities.forEach(used::add);
        return used.build();
    }

    private void show(Quote quote) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Quote.Line line : quote.lines()) {
            List<@Nullable Object> row =
                    new ArrayList<>(List.of(line.dimension(), line.quantity().toPlainString(), line.rate()));
            row.add(line.above() == 0 ? null : line.above());
            row.add(line.cost().amount().toPlainString());
            row.add(line.defaulted() ? "by default" : null);
            rows.add(row);
        }
        if (!rows.isEmpty()) {
            print(counter.table(List.of("dimension", "#quantity", "#rate", "#above", "#cost", "note"), rows));
            print(List.of(""));
        }
        quote.ask()
                .usage()
                .overlaps()
                .forEach(overlap -> print(List.of("Overlap: " + overlap.parts() + " within " + overlap.reported()
                        + " of " + overlap.whole() + "; nothing is left of it.")));
        List<List<@Nullable Object>> sums = new ArrayList<>();
        sums.add(List.of("cost", quote.cost() == null ? "unknown" : quote.cost()));
        if (quote.creditValue() != null && quote.margin() != null && quote.rounding() != null) {
            sums.add(List.of("a credit is worth", quote.creditValue().value()));
            sums.add(List.of(
                    "margin",
                    quote.margin().percent().toPlainString() + " % ("
                            + quote.margin().subject() + ")"));
            sums.add(List.of("rounded", Items.text(quote.rounding())));
        }
        if (!quote.modifiers().isEmpty()) {
            sums.add(List.of("modifiers", String.join(", ", quote.modifiers())));
        }
        sums.add(List.of("credits", quote.credits()));
        sums.add(List.of(
                "by versions",
                quote.versions().stream()
                        .map(PriceVersion::number)
                        .map(String::valueOf)
                        .collect(Collectors.joining(", "))));
        print(counter.table(List.of("price", "is"), sums));
    }
}
