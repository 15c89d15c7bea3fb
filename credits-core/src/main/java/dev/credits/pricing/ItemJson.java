package dev.credits.pricing;

import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import dev.credits.money.InvalidInputException;
import dev.credits.money.Money;
import dev.credits.pricing.internal.Fields;
import dev.credits.pricing.internal.JsonReader;
import dev.credits.pricing.internal.JsonValue;
import dev.credits.pricing.internal.JsonWriter;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a price book keeps, as JSON. Unknown fields are refused. */
final class ItemJson {
    private ItemJson() {}

    static String write(PriceItem item) {
        JsonWriter out = new JsonWriter().open();
        if (item instanceof RateCard card) {
            CardJson.write(out, card);
        } else if (item instanceof DefaultRates rates) {
            CardJson.write(out, rates.card());
        } else if (item instanceof MarginRule rule) {
            out.text("provider", rule.provider()).text("model", rule.model()).text("feature", rule.feature());
            out.text("customerTier", rule.customerTier())
                    .text("percent", rule.percent().toPlainString());
            out.flag("belowCost", rule.belowCost());
        } else if (item instanceof CreditValue value) {
            out.text("unit", value.unit()).text("value", value.value().amount().toPlainString());
            out.text("currency", value.value().currencyCode());
        } else if (item instanceof Rounding rounding) {
            out.text("mode", rounding.mode());
            amount(out, "step", rounding.step());
        } else if (item instanceof FixedPrice price) {
            out.text("feature", price.feature());
            amount(out, "credits", price.credits());
        } else if (item instanceof Bundle bundle) {
            out.text("name", bundle.name()).openList("features");
            bundle.features().forEach(out::item);
            amount(out.closeList(), "credits", bundle.credits());
            out.text("until", bundle.until());
        }
        return out.close().toString();
    }

    static PriceItem read(PriceKind kind, String json) {
        JsonValue value = JsonReader.read(json);
        if (kind == PriceKind.CARD) {
            return CardJson.read(value);
        }
        if (kind == PriceKind.DEFAULTS) {
            return new DefaultRates(CardJson.read(value));
        }
        Fields fields = Fields.of(kind.name(), value);
        PriceItem item = Fields.at(fields.line(), () -> read(kind, fields));
        fields.end();
        return item;
    }

    private static PriceItem read(PriceKind kind, Fields fields) {
        return switch (kind) {
            case MARGIN -> margin(fields);
            case VALUE ->
                new CreditValue(fields.text("unit"), new Money(fields.decimal("value"), CardJson.currency(fields)));
            case ROUNDING -> new Rounding(fields.constant("mode", RoundingMode.class), amount(fields, "step"));
            case FIXED -> new FixedPrice(fields.text("feature"), amount(fields, "credits"));
            default -> bundle(fields);
        };
    }

    private static Bundle bundle(Fields fields) {
        Set<String> features = fields.texts("features");
        Amount credits = amount(fields, "credits");
        return new Bundle(fields.text("name"), features, credits, instant(fields.textOrNull("until")));
    }

    private static MarginRule margin(Fields fields) {
        return new MarginRule(
                fields.textOrNull("provider"),
                fields.textOrNull("model"),
                fields.textOrNull("feature"),
                fields.textOrNull("customerTier"),
                fields.decimal("percent"),
                fields.flag("belowCost"));
    }

    static void amount(JsonWriter out, String name, Amount amount) {
        out.text(name, amount.toPlainString());
        out.text("unit", amount.unit().code()).number("scale", amount.unit().scale());
    }

    static Amount amount(Fields fields, String name) {
        CreditUnit unit = new CreditUnit(fields.text("unit"), Math.toIntExact(fields.whole("scale")));
        return Amount.of(name, fields.text(name), unit);
    }

    static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException notAnInstant) {
            throw new InvalidInputException("instant", text, "an instant such as 2026-01-31T00:00:00Z");
        }
    }
}
