package dev.credits.pricing;

import dev.credits.money.Amount;
import dev.credits.money.Money;
import dev.credits.pricing.internal.Fields;
import dev.credits.pricing.internal.JsonReader;
import dev.credits.pricing.internal.JsonValue;
import dev.credits.pricing.internal.JsonWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Receipts as JSON: compact, since they are kept with charges. */
final class AskJson {
    private AskJson() {}

    static String write(Receipt receipt) {
        Ask ask = receipt.ask();
        JsonWriter out = new JsonWriter().open();
        out.text("model", ask.model()).text("provider", ask.provider()).text("bundle", ask.bundle());
        names(out, "features", ask.features());
        out.text("tier", ask.customerTier());
        names(out, "modifiers", ask.modifiers());
        if (!ask.usage().quantities().isEmpty()) {
            out.open("usage");
            ask.usage()
                    .quantities()
                    .forEach((dimension, quantity) -> out.text(dimension.name(), quantity.toPlainString()));
            out.close();
        }
        out.text("at", receipt.at()).openList("versions");
        receipt.versions().forEach(number -> out.item((long) number));
        ItemJson.amount(out.closeList(), "credits", receipt.credits());
        Money cost = receipt.cost();
        if (cost != null) {
            out.text("cost", cost.amount().toPlainString()).text("currency", cost.currencyCode());
        }
        return out.close().toString();
    }

    static Receipt receipt(String json) {
        Fields fields = Fields.of("receipt", JsonReader.read(json));
        Receipt receipt = Fields.at(fields.line(), () -> receipt(fields));
        fields.end();
        return receipt;
    }

    private static Receipt receipt(Fields fields) {
        String model = fields.textOrNull("model");
        String provider = fields.textOrNull("provider");
        String bundle = fields.textOrNull("bundle");
        Set<String> features = fields.texts("features");
        String tier = fields.textOrNull("tier");
        Set<String> modifiers = fields.texts("modifiers");
        Usage usage = usage(fields.take("usage"));
        Instant at = Instant.parse(fields.text("at"));
        List<Long> versions =
                fields.list("versions", item -> Fields.decimal("versions", item).longValueExact());
        Amount credits = ItemJson.amount(fields, "credits");
        JsonValue cost = fields.take("cost");
        Money money = cost == null ? null : new Money(Fields.decimal("cost", cost), CardJson.currency(fields));
        Ask ask = new Ask(model, provider, usage, features, bundle, tier, modifiers, credits.unit());
        return new Receipt(ask, at, versions, credits, money);
    }

    private static Usage usage(@Nullable JsonValue value) {
        Usage.Builder usage = Usage.builder();
        if (value != null) {
            Fields.of("usage", value).each((name, quantity) -> {
                BigDecimal exact = Fields.decimal(name, quantity);
                usage.add(Dimension.of(name), exact);
            });
        }
        return usage.build();
    }

    private static void names(JsonWriter out, String field, Set<String> names) {
        if (!names.isEmpty()) {
            out.openList(field);
            names.forEach(out::item);
            out.closeList();
        }
    }
}
