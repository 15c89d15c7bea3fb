package dev.credits.gateway;

import dev.credits.gateway.Prompt.Behaviour;
import dev.credits.pricing.Dimension;
import dev.credits.pricing.Usage;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;

/**
 * A provider that is not there: the same prompt always has the same answer and the same usage. Models of anthropic report
 * cached tokens beside the prompt's, all others within them, as the real ones do.
 */
final class FakeProvider {
    /** An answer, or as much of it as there is, and the provider's own figures. */
    record Reply(String text, Map<String, Long> figures) {}

    /** The provider failed; {@code partial} is what it had delivered by then. */
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final transient Reply partial;

        Broken(String message, Reply partial) {
            super(message);
            this.partial = partial;
        }
    }

    /** How many tokens the whole answer has. */
    static int answerTokens(Prompt prompt) {
        return Math.min(prompt.maxTokens(), 2 * prompt.tokens() + 8);
    }

    /** The answer as a whole. */
    CompletableFuture<Reply> answer(Prompt prompt) {
        return switch (prompt.behaviour()) {
            case ANSWER -> CompletableFuture.completedFuture(reply(prompt, answerTokens(prompt)));
            case REFUSE -> CompletableFuture.failedFuture(refusal());
            case BREAK ->
                CompletableFuture.failedFuture(
                        new Broken("the connection broke half-way", reply(prompt, answerTokens(prompt) / 2)));
            case HANG -> new CompletableFuture<>();
        };
    }

    /** The answer token by token; it may break off. */
    Iterator<String> stream(Prompt prompt) {
        if (prompt.behaviour() == Behaviour.REFUSE || prompt.behaviour() == Behaviour.HANG) {
            throw refusal();
        }
        int all = answerTokens(prompt);
        int delivered = prompt.behaviour() == Behaviour.BREAK ? all / 2 : all;
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < all;
            }

            @Override
            public String next() {
                if (next >= all) {
                    throw new NoSuchElementException();
                }
                if (next == delivered) {
                    throw new Broken("the stream broke half-way", reply(prompt, next));
                }
                return "word" + ++next;
            }
        };
    }

    /** What the provider's figures mean: each reports in a style of its own. */
    static Usage usage(Map<String, Long> figures) {
        if (figures.containsKey("prompt_tokens")) {
            return Usage.inclusive(Map.of(
                    Dimension.INPUT, figures.getOrDefault("prompt_tokens", 0L),
                    Dimension.CACHED_READ, figures.getOrDefault("cached_tokens", 0L),
                    Dimension.OUTPUT, figures.getOrDefault("completion_tokens", 0L)));
        }
        return Usage.exclusive(Map.of(
                Dimension.INPUT, figures.getOrDefault("input_tokens", 0L),
                Dimension.CACHED_READ, figures.getOrDefault("cache_read_input_tokens", 0L),
                Dimension.OUTPUT, figures.getOrDefault("output_tokens", 0L)));
    }

    static Map<String, Long> figures(Prompt prompt, long output) {
        long input = prompt.tokens();
        long cached = Math.min(prompt.cached(), input);
        return prompt.model().startsWith("claude")
                ? Map.of("input_tokens", input - cached, "cache_read_input_tokens", cached, "output_tokens", output)
                : Map.of("prompt_tokens", input, "cached_tokens", cached, "completion_tokens", output);
    }

    private static Reply reply(Prompt prompt, int output) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= output; i++) {
            text.append(i == 1 ? "" : " ").append("word").append(i);
        }
        return new Reply(text.toString(), figures(prompt, output));
    }

    private static Broken refusal() {
        return new Broken("the provider is overloaded", new Reply("", Map.of()));
    }
}
