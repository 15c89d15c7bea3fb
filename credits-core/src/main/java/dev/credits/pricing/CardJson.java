package dev.credits.pricing;

import dev.credits.money.InvalidInputException;
import dev.credits.pricing.internal.Fields;
import dev.credits.pricing.internal.JsonValue;
import dev.credits.pricing.internal.JsonWriter;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rate cards as JSON. Unknown fields are refused; every complaint names its line. */
final class CardJson {
    private CardJson() {}

    static void write(JsonWriter out, RateCard card) {
        out.text("provider", card.provider()).text("model", card.model()).text("currency", card.currency());
        rates(out, "rates", card.rates());
        tiers(out, card.tiers());
        if (!card.modifiers().isEmpty()) {
            out.openList("modifiers");
            card.modifiers().forEach(modifier -> modifier(out, modifier));
            out.closeList();
        }
        if (!card.fallbacks().isEmpty()) {
            out.open("fallbacks");
            card.fallbacks().forEach((dimension, as) -> out.text(dimension.name(), as));
            out.close();
        }
    }

    static RateCard read(JsonValue value) {
        Fields card = Fields.of("card", value);
        String provider = card.text("provider");
        String model = card.text("model");
        Currency currency = currency(card);
        Map<Dimension, Rate> rates = rates(card.object("rates"));
        List<Tiers> tiers = card.list("tiers", CardJson::tiers);
        List<Modifier> modifiers = card.list("modifiers", CardJson::modifier);
        JsonValue fallbacks = card.take("fallbacks");
        Map<Dimension, Dimension> counting =
                fallbacks == null ? Map.of() : fallbacks(Fields.of("fallbacks", fallbacks));
        card.end();
        return Fields.at(card.line(), () -> new RateCard(provider, model, currency, rates, tiers, modifiers, counting));
    }

    static Currency currency(Fields fields) {
        JsonValue value = fields.need("currency");
        try {
            return Currency.getInstance(Fields.text("currency", value));
        } catch (IllegalArgumentException unknown) {
            throw Fields.wrong("currency", value, "an ISO 4217 code such as USD");
        }
    }

    private static void rates(JsonWriter out, String name, Map<Dimension, Rate> rates) {
        out.open(name);
        rates.forEach((dimension, rate) -> out.text(dimension.name(), rate));
        out.close();
    }

    private static Map<Dimension, Rate> rates(Fields fields) {
        Map<Dimension, Rate> rates = new TreeMap<>();
        fields.each((name, value) -> rates.put(Dimension.of(name), Rate.parse(Fields.text(name, value))));
        return rates;
    }

    private static Map<Dimension, Dimension> fallbacks(Fields fields) {
        Map<Dimension, Dimension> fallbacks = new TreeMap<>();
        fields.each((name, value) -> fallbacks.put(Dimension.of(name), Dimension.of(Fields.text(name, value))));
        return fallbacks;
    }

    private static List<Dimension> dimensions(Fields fields, String name) {
        return fields.list(name, item -> Fields.at(item.line(), () -> Dimension.of(Fields.text(name, item))));
    }

    private static void tiers(JsonWriter out, List<Tiers> all) {
        if (all.isEmpty()) {
            return;
        }
        out.openList("tiers");
        for (Tiers tiers : all) {
            out.openItem().openList("measured");
            tiers.measured().forEach(out::item);
            out.closeList().text("crossing", tiers.crossing().name().toLowerCase(Locale.ROOT));
            out.flag("boundIsAbove", tiers.boundIsAbove()).openList("steps");
            for (Tiers.Step step : tiers.steps()) {
                out.openItem().number("above", step.above());
                rates(out, "rates", step.rates());
                out.close();
            }
            out.closeList().close();
        }
        out.closeList();
    }

    private static Tiers tiers(JsonValue value) {
        Fields tiers = Fields.of("tiers", value);
        List<Dimension> measured = dimensions(tiers, "measured");
        Tiers.Crossing crossing = tiers.constant("crossing", Tiers.Crossing.class);
        boolean boundIsAbove = tiers.flag("boundIsAbove");
        List<Tiers.Step> steps = tiers.list("steps", CardJson::step);
        tiers.end();
        return Fields.at(tiers.line(), () -> new Tiers(measured, crossing, boundIsAbove, steps));
    }

    private static Tiers.Step step(JsonValue value) {
        Fields step = Fields.of("step", value);
        long above = step.whole("above");
        Map<Dimension, Rate> rates = rates(step.object("rates"));
        step.end();
        return Fields.at(step.line(), () -> new Tiers.Step(above, rates));
    }

    private static void modifier(JsonWriter out, Modifier modifier) {
        out.openItem().text("name", modifier.name()).text("factor", plain(modifier.factor()));
        if (!modifier.only().isEmpty()) {
            out.openList("only");
            modifier.only().forEach(out::item);
            out.closeList();
        }
        if (!modifier.rates().isEmpty()) {
            rates(out, "rates", modifier.rates());
            tiers(out, modifier.tiers());
        }
        Modifier.Hours hours = modifier.hours();
        if (hours != null) {
            out.text("from", hours.from()).text("to", hours.to()).text("zone", hours.zone());
        }
        out.close();
    }

    private static Modifier modifier(JsonValue value) {
        Fields modifier = Fields.of("modifier", value);
        String name = modifier.text("name");
        JsonValue factor = modifier.take("factor");
        BigDecimal times = factor == null ? null : Fields.decimal("factor", factor);
        Set<Dimension> only = Set.copyOf(dimensions(modifier, "only"));
        JsonValue given = modifier.take("rates");
        Map<Dimension, Rate> rates = given == null ? Map.of() : rates(Fields.of("rates", given));
        List<Tiers> tiers = modifier.list("tiers", CardJson::tiers);
        String from = modifier.textOrNull("from");
        Modifier.Hours hours = from == null
                ? null
                : Fields.at(modifier.line(), () -> hours(from, modifier.text("to"), modifier.text("zone")));
        modifier.end();
        return Fields.at(modifier.line(), () -> new Modifier(name, times, only, rates, tiers, hours));
    }

    private static Modifier.Hours hours(String from, String to, String zone) {
        try {
            return new Modifier.Hours(LocalTime.parse(from), LocalTime.parse(to), ZoneId.of(zone));
        } catch (DateTimeException wrong) {
            throw new InvalidInputException("hours", from + " to " + to + " in " + zone, "like 16:30 to 00:30 in UTC");
        }
    }

    private static @Nullable String plain(@Nullable BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }
}
