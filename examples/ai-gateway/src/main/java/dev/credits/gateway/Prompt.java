package dev.credits.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What a user asks.
 *
 * @param cached how many of its tokens the pretended provider finds in its cache
 * @param behaviour what the pretended provider does
 */
record Prompt(String model, String text, int maxTokens, int cached, boolean stream, Behaviour behaviour) {
    private static final int MOST_TOKENS = 100_000;
    private static final int USUAL_TOKENS = 1_000;
    private static final List<String> FIELDS =
            List.of("model", "prompt", "max_tokens", "cached", "stream", "behaviour");

    /** What the pretended provider does. */
    enum Behaviour {
        ANSWER,
        /** Fails before it does anything. */
        REFUSE,
        /** Fails when half of its answer is delivered. */
        BREAK,
        /** Never answers. */
        HANG
    }

    static Prompt read(JsonNode body) {
        Fields fields = new Fields(body).only(FIELDS);
        return new Prompt(
                fields.text("model"),
                fields.text("prompt"),
                fields.whole("max_tokens", USUAL_TOKENS, 1, MOST_TOKENS),
                fields.whole("cached", 0, 0, MOST_TOKENS),
                fields.flag("stream", false),
                fields.word("behaviour", Behaviour.class, Behaviour.ANSWER));
    }

    /** A token a word: this provider is a simple one. */
    int tokens() {
        return text.strip().split("\\s+").length;
    }

    /** Names all of this, defaults included: two prompts have the same digest if they ask the same. */
    String digest() {
        try {
            byte[] content = Exchange.MAPPER.writeValueAsBytes(this);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (JsonProcessingException | NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
