package dev.credits.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.pricing.PriceTable.Format;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A public table of over a thousand models, if the environment names one; or else a small one of the same form. */
@Tag("P2")
class PublicTableTest {
    private static final String TEXT = PublicTable.text();
    private static final Map<String, PublicTable.Entry> ENTRIES = PublicTable.entries(TEXT);
    private static final PriceTable TABLE = PriceTable.read(Format.LITELLM, TextSource.of(TEXT));

    /** What each field prices; written down a second time, to compare with the importer's own list. */
    private static final Map<String, String> MEANING = Map.ofEntries(
            Map.entry("input_cost_per_token", "input"),
            Map.entry("output_cost_per_token", "output"),
            Map.entry("output_cost_per_reasoning_token", "reasoning"),
            Map.entry("cache_read_input_token_cost", "cached_read"),
            Map.entry("input_cost_per_token_cache_hit", "cached_read"),
            Map.entry("cache_creation_input_token_cost", "cached_write"),
            Map.entry("citation_cost_per_token", "citations"),
            Map.entry("input_cost_per_audio_token", "audio_input"),
            Map.entry("output_cost_per_audio_token", "audio_output"),
            Map.entry("cache_read_input_audio_token_cost", "audio_cached_read"),
            Map.entry("cache_creation_input_audio_token_cost", "audio_cached_write"),
            Map.entry("input_cost_per_character", "input_characters"),
            Map.entry("output_cost_per_character", "output_characters"),
            Map.entry("input_cost_per_pixel", "input_pixels"),
            Map.entry("output_cost_per_pixel", "output_pixels"),
            Map.entry("input_cost_per_image", "image_input"),
            Map.entry("output_cost_per_image", "image_output"),
            Map.entry("input_cost_per_second", "input_seconds"),
            Map.entry("output_cost_per_second", "output_seconds"),
            Map.entry("input_cost_per_audio_per_second", "audio_input_seconds"),
            Map.entry("input_cost_per_video_per_second", "video_input_seconds"),
            Map.entry("input_cost_per_request", "requests"),
            Map.entry("input_cost_per_query", "queries"));

    private static final Set<String> PROMPT =
            Set.of("input", "cached_read", "cached_write", "audio_input", "audio_cached_read", "audio_cached_write");

    @Test
    @DisplayName("P2: the whole table imports: every entry is a card, or named as one without prices")
    void everyEntry() {
        assertThat(TABLE.problems()).isEmpty();
        assertThat(TABLE.cards().size() + TABLE.unpriced().size()).isEqualTo(ENTRIES.size());
        if (PublicTable.isPublic()) {
            assertThat(TABLE.cards()).hasSizeGreaterThan(1_000);
            assertThat(TABLE.unmapped()).extracting(PriceTable.Unmapped::field).contains("input_dbu_cost_per_token");
        }
        for (RateCard card : TABLE.cards()) {
            assertThat(ItemJson.read(PriceKind.CARD, card.toJson())).isEqualTo(card);
        }
    }

    @Test
    @DisplayName("P2: every price field of the table is used or told, entry by entry")
    void everyField() {
        Map<String, Integer> told = new TreeMap<>();
        TABLE.unmapped().forEach(field -> told.put(field.field(), field.entries()));
        Map<String, Integer> counted = new TreeMap<>();
        for (PublicTable.Entry entry : ENTRIES.values()) {
            entry.numbers().keySet().stream()
                    .filter(field -> field.contains("cost"))
                    .filter(field -> !MEANING.containsKey(base(field)))
                    .forEach(field -> counted.merge(field, 1, Integer::sum));
        }

        assertThat(told).isEqualTo(counted);
    }

    @Test
    @DisplayName(
            "P2: fifty models of different kinds cost what an independent calculation says, below and above their bounds")
    void fiftyModels() {
        List<PublicTable.Entry> chosen = fiftyOfDifferentKinds();
        assertThat(chosen).hasSize(50);
        Desk desk = Desk.with(TABLE.cards().toArray(RateCard[]::new));
        for (PublicTable.Entry entry : chosen) {
            for (long size : new long[] {1, 1_234, 150_001, 1_000_003}) {
                Usage usage = usage(entry, size);
                Quote quote = desk.quote(Ask.model(entry.model(), usage).provider(entry.provider()));

                BigDecimal cost = cost(entry, usage);
                BigDecimal credits = cost.multiply(new BigDecimal("160")).setScale(6, RoundingMode.UP);
                assertThat(quote.credits().decimal())
                        .as("%s, %s", entry.model(), usage)
                        .isEqualByComparingTo(credits);
                assertThat(quote.cost().amount())
                        .as("%s, %s", entry.model(), usage)
                        .isEqualByComparingTo(cost.setScale(15, RoundingMode.HALF_EVEN));
            }
        }
    }

    @Test
    @DisplayName("P2: the whole table is published at once, and read back by another process")
    void published() {
        Desk desk = Desk.empty();
        PriceDiff diff = PriceDiff.between(desk.book.prices().cards(), TABLE.cards());
        desk.book.publish(diff.changes(), Desk.ADMIN, "import").orElseThrow();

        PriceBook other = PriceBook.on(desk.store, desk.clock);
        assertThat(other.prices().cards()).containsExactlyInAnyOrderElementsOf(TABLE.cards());
        PriceDiff again = PriceDiff.between(other.prices().cards(), TABLE);
        assertThat(again.changes()).isEmpty();
        assertThat(again.withdrawals(0)).isEmpty();
    }

    /** One of every combination of fields, then more of them, in the order of the table. */
    private static List<PublicTable.Entry> fiftyOfDifferentKinds() {
        Map<Set<String>, PublicTable.Entry> kinds = new LinkedHashMap<>();
        List<PublicTable.Entry> priced = new ArrayList<>();
        for (PublicTable.Entry entry : ENTRIES.values()) {
            Set<String> fields = new HashSet<>(entry.numbers().keySet());
            fields.removeIf(field -> !MEANING.containsKey(base(field)));
            if (!fields.isEmpty()) {
                kinds.putIfAbsent(fields, entry);
                priced.add(entry);
            }
        }
        List<PublicTable.Entry> chosen = new ArrayList<>(kinds.values());
        priced.stream().filter(entry -> !chosen.contains(entry)).forEach(chosen::add);
        return chosen.subList(0, 50);
    }

    /** A different quantity of everything the entry prices. */
    private static Usage usage(PublicTable.Entry entry, long size) {
        Map<Dimension, Long> quantities = new TreeMap<>();
        long more = 0;
        for (String field : entry.numbers().keySet()) {
            if (MEANING.containsKey(field)) {
                quantities.put(Dimension.of(MEANING.get(field)), size + 17 * more++);
            }
        }
        return Usage.of(quantities);
    }

    private static BigDecimal cost(PublicTable.Entry entry, Usage usage) {
        BigDecimal prompt = BigDecimal.ZERO;
        for (Map.Entry<Dimension, BigDecimal> used : usage.quantities().entrySet()) {
            prompt = PROMPT.contains(used.getKey().name()) ? prompt.add(used.getValue()) : prompt;
        }
        Map<String, BigDecimal> prices = new TreeMap<>();
        for (Map.Entry<String, String> number : entry.numbers().entrySet()) {
            String dimension = MEANING.get(number.getKey());
            if (dimension != null) {
                String above = prompt.compareTo(new BigDecimal("200000")) > 0
                                && entry.numbers().containsKey(number.getKey() + "_above_200k_tokens")
                        ? "_above_200k_tokens"
                        : prompt.compareTo(new BigDecimal("128000")) > 0
                                        && entry.numbers().containsKey(number.getKey() + "_above_128k_tokens")
                                ? "_above_128k_tokens"
                                : "";
                prices.put(dimension, new BigDecimal(entry.numbers().get(number.getKey() + above)));
            }
        }
        BigDecimal cost = BigDecimal.ZERO;
        for (Map.Entry<Dimension, BigDecimal> used : usage.quantities().entrySet()) {
            cost = cost.add(prices.get(used.getKey().name()).multiply(used.getValue()));
        }
        return cost;
    }

    private static String base(String field) {
        return field.replaceAll("_above_[0-9]+k_tokens", "").replaceAll("_(batches|batch_requests|flex|priority)$", "");
    }
}
