package dev.credits.pricing;

import dev.credits.money.InvalidInputException;
import java.util.Set;

/**
 * What is counted to price a call: tokens of a kind, images, seconds, requests. The names without a dot are those below;
 * a host adds its own with a dot, such as {@code acme.gpu_seconds}, so that a typing error is never taken for a new one.
 *
 * @param name up to 60 characters of {@code a-z 0-9 _ .}, beginning with a letter
 */
public record Dimension(String name) implements Comparable<Dimension> {
    private static final int MAX = 60;
    private static final Set<String> KNOWN = Set.of(
            "input",
            "output",
            "reasoning",
            "cached_read",
            "cached_write",
            "cached_write_1h",
            "citations",
            "audio_input",
            "audio_output",
            "audio_cached_read",
            "audio_cached_write",
            "image_input_tokens",
            "image_output_tokens",
            "image_cached_read",
            "video_input_tokens",
            "video_output_tokens",
            "image_input",
            "image_output",
            "input_pixels",
            "output_pixels",
            "input_seconds",
            "output_seconds",
            "audio_input_seconds",
            "audio_output_seconds",
            "video_input_seconds",
            "video_output_seconds",
            "input_characters",
            "output_characters",
            "pages",
            "annotated_pages",
            "requests",
            "queries",
            "searches",
            "searches_low",
            "searches_medium",
            "searches_high",
            "tool_calls",
            "file_searches",
            "code_sessions",
            "computer_input",
            "computer_output",
            "storage_gb_days");

    /** Tokens of the prompt that no other dimension counts. */
    public static final Dimension INPUT = new Dimension("input");
    /** Tokens of the answer that no other dimension counts. */
    public static final Dimension OUTPUT = new Dimension("output");
    /** Tokens of reasoning that the answer does not show. */
    public static final Dimension REASONING = new Dimension("reasoning");
    /** Prompt tokens read from the provider's cache. */
    public static final Dimension CACHED_READ = new Dimension("cached_read");
    /** Prompt tokens written to the provider's cache for its usual lifetime. */
    public static final Dimension CACHED_WRITE = new Dimension("cached_write");
    /** Prompt tokens written to the provider's cache for an hour. */
    public static final Dimension CACHED_WRITE_1H = new Dimension("cached_write_1h");

    public static final Dimension CITATIONS = new Dimension("citations");
    public static final Dimension AUDIO_INPUT = new Dimension("audio_input");
    public static final Dimension AUDIO_OUTPUT = new Dimension("audio_output");
    public static final Dimension AUDIO_CACHED_READ = new Dimension("audio_cached_read");
    public static final Dimension AUDIO_CACHED_WRITE = new Dimension("audio_cached_write");
    public static final Dimension IMAGE_INPUT_TOKENS = new Dimension("image_input_tokens");
    public static final Dimension IMAGE_OUTPUT_TOKENS = new Dimension("image_output_tokens");
    public static final Dimension IMAGE_CACHED_READ = new Dimension("image_cached_read");
    public static final Dimension VIDEO_INPUT_TOKENS = new Dimension("video_input_tokens");
    public static final Dimension VIDEO_OUTPUT_TOKENS = new Dimension("video_output_tokens");
    public static final Dimension IMAGE_INPUT = new Dimension("image_input");
    public static final Dimension IMAGE_OUTPUT = new Dimension("image_output");
    public static final Dimension INPUT_PIXELS = new Dimension("input_pixels");
    public static final Dimension OUTPUT_PIXELS = new Dimension("output_pixels");
    public static final Dimension INPUT_SECONDS = new Dimension("input_seconds");
    public static final Dimension OUTPUT_SECONDS = new Dimension("output_seconds");
    public static final Dimension AUDIO_INPUT_SECONDS = new Dimension("audio_input_seconds");
    public static final Dimension AUDIO_OUTPUT_SECONDS = new Dimension("audio_output_seconds");
    public static final Dimension VIDEO_INPUT_SECONDS = new Dimension("video_input_seconds");
    public static final Dimension VIDEO_OUTPUT_SECONDS = new Dimension("video_output_seconds");
    public static final Dimension INPUT_CHARACTERS = new Dimension("input_characters");
    public static final Dimension OUTPUT_CHARACTERS = new Dimension("output_characters");
    public static final Dimension PAGES = new Dimension("pages");
    public static final Dimension ANNOTATED_PAGES = new Dimension("annotated_pages");
    /** Calls. Where a card prices them, a usage that does not mention them is one. */
    public static final Dimension REQUESTS = new Dimension("requests");

    public static final Dimension QUERIES = new Dimension("queries");
    public static final Dimension SEARCHES = new Dimension("searches");
    public static final Dimension SEARCHES_LOW = new Dimension("searches_low");
    public static final Dimension SEARCHES_MEDIUM = new Dimension("searches_medium");
    public static final Dimension SEARCHES_HIGH = new Dimension("searches_high");
    public static final Dimension TOOL_CALLS = new Dimension("tool_calls");
    public static final Dimension FILE_SEARCHES = new Dimension("file_searches");
    public static final Dimension CODE_SESSIONS = new Dimension("code_sessions");
    public static final Dimension COMPUTER_INPUT = new Dimension("computer_input");
    public static final Dimension COMPUTER_OUTPUT = new Dimension("computer_output");
    public static final Dimension STORAGE_GB_DAYS = new Dimension("storage_gb_days");

    public Dimension {
        if (!isName(name) || (name.indexOf('.') < 0 && !KNOWN.contains(name))) {
            throw new InvalidInputException(
                    "dimension",
                    name,
                    "a known one such as input, or one of your own with a dot, such as acme.gpu_seconds");
        }
    }

    public static Dimension of(String name) {
        return new Dimension(name);
    }

    @Override
    public int compareTo(Dimension other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }

    private static boolean isName(String name) {
        if (name.isEmpty() || name.length() > MAX || name.charAt(0) < 'a' || name.charAt(0) > 'z') {
            return false;
        }
        return name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.');
    }
}
