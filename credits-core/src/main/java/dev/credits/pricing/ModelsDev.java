package dev.credits.pricing;

import dev.credits.pricing.internal.BadInput;
import dev.credits.pricing.internal.Fields;
import dev.credits.pricing.internal.JsonReader;
import dev.credits.pricing.internal.JsonValue;
import java.util.Currency;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table of models.dev: an object of providers, each with its models; US dollars for a million tokens. */
final class ModelsDev {
    static final Map<String, Dimension> FIELDS = Map.of(
            "input", Dimension.INPUT,
            "output", Dimension.OUTPUT,
            "reasoning", Dimension.REASONING,
            "cache_read", Dimension.CACHED_READ,
            "cache_write", Dimension.CACHED_WRITE,
            "input_audio", Dimension.AUDIO_INPUT,
            "output_audio", Dimension.AUDIO_OUTPUT);

    private static final Currency DOLLARS = Currency.getInstance("USD");
    private static final long MILLION = 1_000_000;
    private static final long OVER_200K = 200_000;

    private ModelsDev() {}

    static void read(String text, Gathering gathering) {
        JsonReader json = new JsonReader(text);
        json.enterObject();
        for (String provider = json.nextName(true); provider != null; provider = json.nextName(false)) {
            provider(provider, json, gathering);
        }
        json.end();
    }

    private static void provider(String provider, JsonReader json, Gathering gathering) {
        json.enterObject();
        for (String name = json.nextName(true); name != null; name = json.nextName(false)) {
            if (!name.equals("models")) {
                json.value();
                continue;
            }
            json.enterObject();
            for (String model = json.nextName(true); model != null; model = json.nextName(false)) {
                model(provider, model, json.value(), gathering);
            }
        }
    }

    private static void model(String provider, String model, JsonValue entry, Gathering gathering) {
        String subject = provider + "/" + model;
        if (entry instanceof JsonValue.Obj object && isAbsent(object.members().get("cost"))) {
            gathering.unpriced(entry.line(), subject);
            return;
        }
        gathering.entry(entry.line(), subject, () -> {
            Fields cost = Fields.of(model, entry).object("cost");
            CardDraft draft = new CardDraft();
            boolean tiered = tiers(subject, cost, draft, gathering);
            JsonValue over = cost.take("context_over_200k");
            if (over != null && !tiered) {
                rates(subject, OVER_200K, Fields.of("context_over_200k", over), draft, gathering);
            }
            rates(subject, 0, cost, draft, gathering);
            if (draft.isEmpty()) {
                throw new BadInput(entry.line(), "none of its prices is in a field that is known");
            }
            draft.countingUnlessPriced(Dimension.REASONING, Dimension.OUTPUT);
            return draft.card(provider, model, DOLLARS);
        });
    }

    /** Whether there are tiers; they say more than {@code context_over_200k}, which then repeats one of them. */
    private static boolean tiers(String subject, Fields cost, CardDraft draft, Gathering gathering) {
        return !cost.list("tiers", item -> {
                    Fields step = Fields.of("tiers", item);
                    Fields tier = step.object("tier");
                    if (!tier.text("type").equals("context")) {
                        gathering.unmapped(item.line(), subject, "cost.tiers of another type than context");
                        return item;
                    }
                    rates(subject, tier.whole("size"), step, draft, gathering);
                    return item;
                })
                .isEmpty();
    }

    private static void rates(String subject, long above, Fields fields, CardDraft draft, Gathering gathering) {
        fields.each((name, value) -> {
            Dimension dimension = FIELDS.get(name);
            if (dimension == null) {
                gathering.unmapped(value.line(), subject, "cost." + name);
            } else if (!isAbsent(value)) {
                draft.rate(value.line(), null, above, dimension, Fields.decimal(name, value), MILLION);
            }
        });
    }

    private static boolean isAbsent(@Nullable JsonValue value) {
        return value == null || value instanceof JsonValue.Null;
    }
}
