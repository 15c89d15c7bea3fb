package dev.credits.pricing;

import dev.credits.pricing.internal.BadInput;
import dev.credits.pricing.internal.Fields;
import dev.credits.pricing.internal.JsonReader;
import dev.credits.pricing.internal.JsonValue;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * LiteLLM's table: an object of models, in US dollars. A field's name is what is priced ({@link LiteLlmFields}), and
 * perhaps {@code _above_200k_tokens}, and perhaps {@code _batches}, {@code _flex} or {@code _priority}.
 */
final class LiteLlm {
    private static final Currency DOLLARS = Currency.getInstance("USD");
    private static final Set<String> NOT_MODELS = Set.of("sample_spec", "fallback_generalizations");
    private static final Pattern ABOVE = Pattern.compile("_above_([0-9]{1,6})k_tokens");
    private static final Pattern MODIFIER =
            Pattern.compile("_(batches|batch_requests|flex|priority|fast)(?=_above_|$)");
    private static final String UPLIFT = "regional_processing_uplift_multiplier_";
    private static final String SEARCHES = "search_context_cost_per_query";
    private static final Map<String, Dimension> SEARCH_SIZES = Map.of(
            "search_context_size_low", Dimension.SEARCHES_LOW,
            "search_context_size_medium", Dimension.SEARCHES_MEDIUM,
            "search_context_size_high", Dimension.SEARCHES_HIGH);
    private static final Pattern PRICE_LIKE =
            Pattern.compile(".*(cost|price|pricing|billing|uplift|multiplier|fee_|dbu).*");

    private LiteLlm() {}

    static void read(String text, Gathering gathering) {
        JsonReader json = new JsonReader(text);
        json.enterObject();
        for (String model = json.nextName(true); model != null; model = json.nextName(false)) {
            JsonValue entry = json.value();
            if (!NOT_MODELS.contains(model)) {
                model(model, entry, gathering);
            }
        }
        json.end();
    }

    private static void model(String model, JsonValue entry, Gathering gathering) {
        if (entry instanceof JsonValue.Obj object
                && object.members().keySet().stream().noneMatch(LiteLlm::isPriceLike)) {
            gathering.unpriced(entry.line(), model);
            return;
        }
        gathering.entry(entry.line(), model, () -> {
            Fields fields = Fields.of(model, entry);
            String provider = fields.text("litellm_provider");
            CardDraft draft = new CardDraft();
            fields.each((name, value) -> field(model, name, value, draft, gathering));
            if (draft.isEmpty()) {
                throw new BadInput(entry.line(), "none of its prices is in a field that is known");
            }
            draft.countingUnlessPriced(Dimension.REASONING, Dimension.OUTPUT);
            return draft.card(provider, model, DOLLARS);
        });
    }

    private static void field(String model, String name, JsonValue value, CardDraft draft, Gathering gathering) {
        if (!isPriceLike(name) || value instanceof JsonValue.Null) {
            return;
        }
        if (name.equals(SEARCHES)) {
            Fields sizes = Fields.of(name, value);
            sizes.each((size, price) -> {
                Dimension dimension = SEARCH_SIZES.get(size);
                if (dimension == null) {
                    gathering.unmapped(price.line(), model, name + "." + size);
                } else {
                    draft.rate(price.line(), null, 0, dimension, Fields.decimal(size, price), 1);
                }
            });
        } else if (name.startsWith(UPLIFT)) {
            draft.factor("region:" + name.substring(UPLIFT.length()), Fields.decimal(name, value));
        } else if (!rate(name, value, draft)) {
            gathering.unmapped(value.line(), model, name);
        }
    }

    /** False if the field is not known. */
    private static boolean rate(String name, JsonValue value, CardDraft draft) {
        Matcher modifier = MODIFIER.matcher(name);
        String applies = modifier.find() ? modifier(modifier.group(1)) : null;
        String rest = applies == null ? name : modifier.replaceFirst("");
        Matcher above = ABOVE.matcher(rest);
        long bound = above.find() ? Long.parseLong(above.group(1)) * 1_000 : 0;
        LiteLlmFields.Meaning meaning = LiteLlmFields.ALL.get(bound == 0 ? rest : above.replaceFirst(""));
        if (meaning == null) {
            return false;
        }
        BigDecimal price = Fields.decimal(name, value).movePointRight(meaning.shift());
        draft.rate(value.line(), applies, bound, meaning.dimension(), price, meaning.per());
        return true;
    }

    private static String modifier(String suffix) {
        return suffix.startsWith("batch") ? "batch" : suffix;
    }

    private static boolean isPriceLike(String name) {
        return PRICE_LIKE.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }
}
