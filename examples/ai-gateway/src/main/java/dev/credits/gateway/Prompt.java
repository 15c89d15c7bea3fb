package dev.credits.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.credits.money.InvalidInputException;
import java.util.Locale;

/**
 * What a user asks.
 *
 * @param cached how many of its tokens the pretended provider finds in its cache
 * @param behaviour what the pretended provider does
 */
record Prompt(String model, String text, int maxTokens, int cached, boolean stream, Behaviour behaviour) {
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
        String behaviour = body.path("behaviour").asText("ANSWER").toUpperCase(Locale.ROOT);
        try {
            return new Prompt(
                    text(body, "model"),
                    text(body, "prompt"),
                    bounded("max_tokens", body.path("max_tokens").asInt(1_000), 1, 100_000),
                    bounded("cached", body.path("cached").asInt(0), 0, 100_000),
                    body.path("stream").asBoolean(),
                    Behaviour.valueOf(behaviour));
        } catch (IllegalArgumentException unknown) {
            throw unknown instanceof InvalidInputException told
                    ? told
                    : new InvalidInputException("behaviour", behaviour, "ANSWER, REFUSE, BREAK or HANG");
        }
    }

    /** A token a word: this provider is a simple one. */
    int tokens() {
        return text.strip().split("\\s+").length;
    }

    private static String text(JsonNode body, String field) {
        String text = body.path(field).asText("");
        if (text.isBlank()) {
            throw new InvalidInputException(field, text, "given");
        }
        return text;
    }

    private static int bounded(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new InvalidInputException(field, value, "from " + least + " to " + most);
        }
        return value;
    }
}
