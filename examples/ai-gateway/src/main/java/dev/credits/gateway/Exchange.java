package dev.credits.gateway;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.CreditsException;
import dev.credits.money.Amount;
import dev.credits.money.InvalidInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. Every answer to a user who is known says what is left, every answer what it cost, a stream at its
 * end. Each byte from or to the client has a deadline.
 */
final class Exchange implements AutoCloseable {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    /** For the rest of a request that is refused before it is read. */
    private static final Duration LEAVING = Duration.ofMillis(500);

    private final HttpExchange http;
    private final Deadlines deadlines;
    private final Limits limits;
    private final AccountId account;
    private final Function<AccountId, Amount> left;
    private String request = UUID.randomUUID().toString();
    private byte @Nullable [] bytes;
    private boolean answered;

    Exchange(
            HttpExchange http,
            Deadlines deadlines,
            Limits limits,
            AccountId account,
            Function<AccountId, Amount> left) {
        this.http = http;
        this.deadlines = deadlines;
        this.limits = limits;
        this.account = account;
        this.left = left;
    }

    AccountId account() {
        return account;
    }

    /** The request id the client gave, so that it can ask again, or null. */
    @Nullable
    String key() {
        String key = RequestKey.read(http.getRequestHeaders().get(RequestKey.HEADER));
        request = key == null ? request : key;
        return key;
    }

    Amount left() {
        return left.apply(account);
    }

    /** Takes the body in as a whole; false if it is too large. Throws, with the connection closed, if it takes too long. */
    boolean read() throws IOException {
        byte[] read =
                deadlines.within(limits.reading(), () -> http.getRequestBody().readNBytes(Limits.BODY + 1));
        if (read.length > Limits.BODY) {
            return false;
        }
        bytes = read;
        return true;
    }

    /** The body that was read: a JSON object, without anything behind it or any name in it twice. */
    JsonNode body() throws IOException {
        try {
            JsonNode body = MAPPER.readTree(bytes == null ? new byte[0] : bytes);
            if (body.isObject()) {
                return body;
            }
            throw new InvalidInputException("body", body.getNodeType(), "a JSON object");
        } catch (JacksonException wrong) {
            throw new InvalidInputException("body", wrong.getOriginalMessage(), "a JSON object");
        }
    }

    /** What follows the question mark, as it was sent. */
    Query query() {
        return new Query(http.getRequestURI().getRawQuery());
    }

    /** True if the status has left. */
    boolean answered() {
        return answered;
    }

    void answer(Answer answer) throws IOException {
        byte[] body = MAPPER.writeValueAsBytes(answer.body());
        headers("application/json", answer.retryAfter() == 0);
        http.getResponseHeaders().set("X-Credits-Cost", answer.cost());
        http.getResponseHeaders().set("X-Credits-Taken", answer.taken());
        if (answer.retryAfter() > 0) {
            http.getResponseHeaders().set("Retry-After", String.valueOf(answer.retryAfter()));
        }
        answered = true;
        transfer(() -> {
            http.sendResponseHeaders(answer.status(), body.length);
            try (OutputStream out = http.getResponseBody()) {
                out.write(body);
            }
            return body;
        });
    }

    /**
     * Begins a stream of events. Its headers leave before anyone knows what it costs, so they say what is held for it, the
     * most it takes; what it cost is its last event. Who lost that asks again with the same key, and has it in the headers.
     */
    Events stream(Amount held) throws IOException {
        headers("text/event-stream", true);
        http.getResponseHeaders().set("X-Credits-Held", held.toPlainString());
        answered = true;
        OutputStream out = transfer(() -> {
            http.sendResponseHeaders(200, 0);
            return http.getResponseBody();
        });
        return new Events(out, deadlines, limits);
    }

    /** Ends it, answered or not. */
    @Override
    public void close() throws IOException {
        transfer(() -> {
            http.close();
            return http;
        });
    }

    private <T> T transfer(Deadlines.Transfer<T> transfer) throws IOException {
        return deadlines.within(bytes == null ? LEAVING : limits.sending(), transfer);
    }

    private void headers(String type, boolean balance) {
        http.getResponseHeaders().set("Content-Type", type);
        http.getResponseHeaders().set("X-Request-Id", request);
        if (balance) {
            try {
                http.getResponseHeaders().set("X-Credits-Left", left().toPlainString());
            } catch (CreditsException unknown) {
                // the answer does without it
            }
        }
    }
}
