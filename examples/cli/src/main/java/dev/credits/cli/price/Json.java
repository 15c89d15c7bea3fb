package dev.credits.cli.price;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.credits.money.Money;
import dev.credits.pricing.MarginRule;
import dev.credits.pricing.PriceVersion;
import dev.credits.pricing.Quote;

/** Answers as JSON, one object each. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static String version(PriceVersion version) {
        try {
            ObjectNode node = MAPPER.createObjectNode();
            node.put("version", version.number())
                    .put("kind", version.kind().name())
                    .put("subject", version.subject());
            node.put("effective", version.effective().toString());
            String content = version.content();
            node.set("item", content == null ? MAPPER.nullNode() : MAPPER.readTree(content));
            node.put("by", version.by().name())
                    .put("reason", version.reason())
                    .put("at", version.at().toString());
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("price version " + version.number() + " is not JSON", unreadable);
        }
    }

    /** What a quote comes to: cost, credits, versions, lines. */
    public static ObjectNode quote(Quote quote) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("credits", quote.credits().toPlainString())
                .put("unit", quote.credits().unit().code());
        node.put("basis", quote.basis().name()).put("at", quote.at().toString());
        Money cost = quote.cost();
        if (cost != null) {
            node.put("cost", cost.amount().toPlainString()).put("currency", cost.currencyCode());
        }
        MarginRule margin = quote.margin();
        if (margin != null) {
            node.put("margin", margin.percent().toPlainString());
        }
        ArrayNode modifiers = node.putArray("modifiers");
        quote.modifiers().forEach(modifiers::add);
        ArrayNode versions = node.putArray("versions");
        quote.versions().forEach(version -> versions.add(version.number()));
        ArrayNode lines = node.putArray("lines");
        for (Quote.Line line : quote.lines()) {
            ObjectNode each =
                    lines.addObject().put("dimension", line.dimension().name());
            each.put("quantity", line.quantity().toPlainString())
                    .put("rate", line.rate().toString());
            each.put("above", line.above()).put("defaulted", line.defaulted());
            each.put("cost", line.cost().amount().toPlainString());
        }
        return node;
    }
}
