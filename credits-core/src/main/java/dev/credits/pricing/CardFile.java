package dev.credits.pricing;

import dev.credits.pricing.internal.BadInput;
import dev.credits.pricing.internal.Fields;
import dev.credits.pricing.internal.JsonReader;
import dev.credits.pricing.internal.JsonValue;

/** This library's own table of cards: {@code {"note": "…", "cards": [{…}, …]}}. */
final class CardFile {
    private CardFile() {}

    static void read(String text, Gathering gathering) {
        JsonReader json = new JsonReader(text);
        json.enterObject();
        boolean found = false;
        for (String name = json.nextName(true); name != null; name = json.nextName(false)) {
            int line = json.line();
            if (name.equals("cards") && !found) {
                found = true;
                cards(json, gathering);
            } else if (name.equals("note")) {
                Fields.text("note", json.value());
            } else {
                throw new BadInput(line, name + (found ? " is given twice, or" : "") + " is not a known field");
            }
        }
        json.end();
        if (!found) {
            throw new BadInput(json.line(), "cards is missing");
        }
    }

    private static void cards(JsonReader json, Gathering gathering) {
        json.enterList();
        for (boolean first = true; json.nextItem(first); first = false) {
            JsonValue value = json.value();
            gathering.entry(value.line(), name(value), () -> CardJson.read(value));
        }
    }

    private static String name(JsonValue value) {
        return value instanceof JsonValue.Obj object && object.members().get("model") instanceof JsonValue.Str model
                ? model.text()
                : "";
    }
}
