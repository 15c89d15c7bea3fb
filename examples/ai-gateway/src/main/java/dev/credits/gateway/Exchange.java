package dev.credits.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.credits.ledger.AccountId;
import dev.credits.money.Amount;
import dev.credits.money.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request of a user who is known, and its answer. Every answer says what is left and what it cost, a stream at its end. */
final class Exchange {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST_BYTES = 1 << 20;

    private final HttpExchange http;
    private final AccountId account;
    private final Supplier<Amount> left;
    private final String request;

    Exchange(HttpExchange http, AccountId account, Supplier<Amount> left) {
        this.http = http;
        this.account = account;
        this.left = left;
        String key = http.getRequestHeaders().getFirst("Idempotency-Key");
        this.request = key == null ? UUID.randomUUID().toString() : key;
    }

    AccountId account() {
        return account;
    }

    /** The request id: the client's, so that it can ask again, or one of our own. */
    String request() {
        return request;
    }

    Amount left() {
        return left.get();
    }

    JsonNode body() throws IOException {
        try (InputStream in = http.getRequestBody()) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new InvalidInputException("body", "more than a MiB", "at most a MiB");
            }
            JsonNode body = MAPPER.readTree(bytes);
            if (body == null || !body.isObject()) {
                throw new InvalidInputException("body", "no object", "a JSON object");
            }
            return body;
        } catch (com.fasterxml.jackson.core.JacksonException wrong) {
            throw new InvalidInputException("body", "no JSON", "a JSON object");
        }
    }

    /** A parameter of the query, or null. */
    @Nullable
    String parameter(String name) {
        String query = http.getRequestURI().getQuery();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        return null;
    }

    void answer(Answer answer) throws IOException {
        byte[] bytes = MAPPER.writeValueAsBytes(answer.body());
        headers("application/json");
        http.getResponseHeaders().set("X-Credits-Cost", answer.cost());
        http.getResponseHeaders().set("X-Credits-Taken", answer.taken());
        http.sendResponseHeaders(answer.status(), bytes.length);
        try (OutputStream out = http.getResponseBody()) {
            out.write(bytes);
        }
    }

    /**
     * Begins a stream of events. Its headers leave before anyone knows what it costs, so they say what is held for it, the
     * most it takes; what it cost is its last event. Who lost that asks again with the same key, and has it in the headers.
     */
    OutputStream stream(Amount held) throws IOException {
        headers("text/event-stream");
        http.getResponseHeaders().set("X-Credits-Held", held.toPlainString());
        http.sendResponseHeaders(200, 0);
        return http.getResponseBody();
    }

    static void event(OutputStream out, String name, Object data) throws IOException {
        String text = "event: " + name + "\ndata: " + MAPPER.writeValueAsString(data) + "\n\n";
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private void headers(String type) {
        http.getResponseHeaders().set("Content-Type", type);
        http.getResponseHeaders().set("X-Request-Id", request);
        http.getResponseHeaders().set("X-Credits-Left", left.get().toPlainString());
    }
}
