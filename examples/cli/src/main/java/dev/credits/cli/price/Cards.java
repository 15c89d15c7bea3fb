package dev.credits.cli.price;

import dev.credits.pricing.Modifier;
import dev.credits.pricing.RateCard;
import dev.credits.pricing.Tiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Rate cards, for a person. */
final class Cards {
    private Cards() {}

    /** The rates, in one line. */
    static String rates(RateCard card) {
        String rates = card.rates().entrySet().stream()
                .map(rate -> rate.getKey() + " " + rate.getValue())
                .collect(Collectors.joining(", "));
        return rates + " " + card.currency() + (card.tiers().isEmpty() ? "" : ", tiers") + modifiers(card);
    }

    /** Everything that is not a rate, line by line. */
    static List<String> rules(RateCard card) {
        List<String> lines = new ArrayList<>();
        for (Tiers tiers : card.tiers()) {
            String bound = tiers.boundIsAbove() ? "at or above " : "above ";
            for (Tiers.Step step : tiers.steps()) {
                lines.add(bound + step.above() + " of " + tiers.measured() + ", "
                        + tiers.crossing().name().toLowerCase(Locale.ROOT) + ": " + step.rates());
            }
        }
        for (Modifier modifier : card.modifiers()) {
            Modifier.Hours hours = modifier.hours();
            String when = hours == null ? "" : ", " + hours.from() + " to " + hours.to() + " " + hours.zone();
            String only = modifier.only().isEmpty() ? "" : " " + modifier.only();
            lines.add(modifier.name() + when + ": "
                    + (modifier.factor() == null
                            ? modifier.rates()
                            : "× " + modifier.factor().toPlainString() + only));
        }
        card.fallbacks().forEach((dimension, as) -> lines.add(dimension + " counts as " + as));
        return lines;
    }

    private static String modifiers(RateCard card) {
        return card.modifiers().stream().map(modifier -> ", " + modifier.name()).collect(Collectors.joining());
    }
}
