package dev.credits.pricing;

import java.util.Map;

/** What each price field of LiteLLM's table means, without the endings for tiers and modifiers. */
final class LiteLlmFields {
    static final Map<String, Meaning> ALL = Map.ofEntries(
            tokens("input_cost_per_token", Dimension.INPUT),
            tokens("output_cost_per_token", Dimension.OUTPUT),
            tokens("output_cost_per_reasoning_token", Dimension.REASONING),
            tokens("cache_read_input_token_cost", Dimension.CACHED_READ),
            tokens("input_cost_per_token_cache_hit", Dimension.CACHED_READ),
            tokens("cache_creation_input_token_cost", Dimension.CACHED_WRITE),
            tokens("cache_creation_input_token_cost_above_1hr", Dimension.CACHED_WRITE_1H),
            tokens("citation_cost_per_token", Dimension.CITATIONS),
            tokens("input_cost_per_audio_token", Dimension.AUDIO_INPUT),
            tokens("output_cost_per_audio_token", Dimension.AUDIO_OUTPUT),
            tokens("cache_read_input_audio_token_cost", Dimension.AUDIO_CACHED_READ),
            tokens("cache_creation_input_audio_token_cost", Dimension.AUDIO_CACHED_WRITE),
            tokens("input_cost_per_image_token", Dimension.IMAGE_INPUT_TOKENS),
            tokens("output_cost_per_image_token", Dimension.IMAGE_OUTPUT_TOKENS),
            tokens("cache_read_input_image_token_cost", Dimension.IMAGE_CACHED_READ),
            tokens("input_cost_per_video_token", Dimension.VIDEO_INPUT_TOKENS),
            tokens("output_cost_per_video_token", Dimension.VIDEO_OUTPUT_TOKENS),
            tokens("input_cost_per_character", Dimension.INPUT_CHARACTERS),
            tokens("output_cost_per_character", Dimension.OUTPUT_CHARACTERS),
            tokens("input_cost_per_pixel", Dimension.INPUT_PIXELS),
            tokens("output_cost_per_pixel", Dimension.OUTPUT_PIXELS),
            each("input_cost_per_image", Dimension.IMAGE_INPUT),
            each("output_cost_per_image", Dimension.IMAGE_OUTPUT),
            each("input_cost_per_second", Dimension.INPUT_SECONDS),
            each("output_cost_per_second", Dimension.OUTPUT_SECONDS),
            each("input_cost_per_audio_per_second", Dimension.AUDIO_INPUT_SECONDS),
            each("output_cost_per_audio_per_second", Dimension.AUDIO_OUTPUT_SECONDS),
            each("input_cost_per_video_per_second", Dimension.VIDEO_INPUT_SECONDS),
            each("output_cost_per_video_per_second", Dimension.VIDEO_OUTPUT_SECONDS),
            each("input_cost_per_request", Dimension.REQUESTS),
            each("input_cost_per_query", Dimension.QUERIES),
            each("ocr_cost_per_page", Dimension.PAGES),
            each("annotation_cost_per_page", Dimension.ANNOTATED_PAGES),
            each("code_interpreter_cost_per_session", Dimension.CODE_SESSIONS),
            each("file_search_cost_per_gb_per_day", Dimension.STORAGE_GB_DAYS),
            each("vector_store_cost_per_gb_per_day", Dimension.STORAGE_GB_DAYS),
            thousand("file_search_cost_per_1k_calls", Dimension.FILE_SEARCHES),
            thousand("computer_use_input_cost_per_1k_tokens", Dimension.COMPUTER_INPUT),
            thousand("computer_use_output_cost_per_1k_tokens", Dimension.COMPUTER_OUTPUT));

    private static final long THOUSAND = 1_000;
    private static final long MILLION = 1_000_000;

    private LiteLlmFields() {}

    /** For small pieces, whose price is easier to read for a million. */
    private static Map.Entry<String, Meaning> tokens(String field, Dimension dimension) {
        return Map.entry(field, new Meaning(dimension, 6, MILLION));
    }

    private static Map.Entry<String, Meaning> each(String field, Dimension dimension) {
        return Map.entry(field, new Meaning(dimension, 0, 1));
    }

    private static Map.Entry<String, Meaning> thousand(String field, Dimension dimension) {
        return Map.entry(field, new Meaning(dimension, 0, THOUSAND));
    }

    /**
     * The meaning of a field.
     *
     * @param shift by how many places its number is moved to be a price for {@code per}
     * @param per the quantity the price is then for
     */
    record Meaning(Dimension dimension, int shift, long per) {}
}
