package dev.credits.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.jdbc.testing.Engine;
import dev.credits.ledger.AccountId;
import dev.credits.money.Amount;
import dev.credits.testkit.CreditsAssertions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client may write into {@code Idempotency-Key}, and what the same key means the second time. */
@Tag("P4")
@Tag("L4")
@ParameterizedClass
@EnumSource
@Timeout(60)
class RequestKeyTest {
    private static final String BODY = "{\"model\":\"gpt-4o\",\"prompt\":\"one two three\",\"max_tokens\":20}";
    private static final AccountId DAN = AccountId.of("user:dan");

    private final HttpClient client = HttpClient.newHttpClient();
    private final HikariDataSource pool;
    private final Gateway gateway;

    RequestKeyTest(Engine engine) throws IOException {
        HikariConfig config = new HikariConfig();
        config.setDataSource(engine.fresh());
        this.pool = new HikariDataSource(config);
        this.gateway = Gateway.start(pool, 0, Amount.of("25"), Duration.ofSeconds(2));
    }

    @AfterEach
    void stop() {
        CreditsAssertions.assertThat(gateway.ledger()).obeysTheLaws();
        gateway.close();
        client.executor().ifPresent(threads -> ((ExecutorService) threads).shutdown());
        pool.close();
    }

    @Test
    @DisplayName("P4 L4: a call without a key got one of ours, and was charged again when it was sent again")
    void missing() throws Exception {
        refused(chat(BODY), "KEY_MISSING");
        assertThat(gateway.ledger().balance(DAN).orElseThrow().available()).isEqualTo(Amount.of("25"));
    }

    @Test
    @DisplayName(
            "P4 L4: a key the library keeps for itself, or cannot keep, was refused as \"key\", which is no header")
    void unfit() throws Exception {
        for (String key : List.of(
                "@call:r-1",
                "@end:r-1",
                "\"@end:r-1\"",
                "\"\"",
                "\"  \"",
                "x".repeat(201),
                "\"open",
                "a\"b",
                "\"a\"b\"",
                "\"a\\b\"",
                "\"a\";q=1")) {
            refused(chat(BODY, key), "INVALID");
        }
        refused(chat(BODY, "r-1", "r-2"), "INVALID");
        assertThat(gateway.ledger().balance(DAN).orElseThrow().available()).isEqualTo(Amount.of("25"));
    }

    @Test
    @DisplayName("P4 L4: a key in quotes, as the standard writes it, was another one than the same without them")
    void quoted() throws Exception {
        assertThat(replayed(chat(BODY, "r-\\1"))).isFalse();
        assertThat(replayed(chat(BODY, "\"r-\\\\1\""))).isTrue();
        assertThat(replayed(chat(BODY, "x".repeat(200)))).isFalse();
        assertThat(replayed(chat(BODY, "\"" + "x".repeat(200) + "\""))).isTrue();
    }

    @Test
    @DisplayName("P4 L4: no key of a client's meets what the gateway and the library book by themselves")
    void strangers() throws Exception {
        for (String key : List.of("sign-up", "welcome", "call:r-1", "end:r-1", "0:r-1")) {
            assertThat(replayed(chat(BODY, key))).as(key).isFalse();
            assertThat(replayed(chat(BODY, key))).as(key).isTrue();
        }
    }

    @Test
    @DisplayName("P4 L4: another prompt of as many words was told that it was answered before")
    void another() throws Exception {
        assertThat(chat(BODY, "r-1").statusCode()).isEqualTo(200);
        for (String other : List.of(
                BODY.replace("three", "four"),
                BODY.replace("three", "three four"),
                BODY.replace("gpt-4o", "claude-sonnet-4"),
                BODY.replace("20", "20,\"stream\":true"),
                BODY.replace("20", "20,\"cached\":1"))) {
            HttpResponse<String> answer = chat(other, "r-1");
            assertThat(answer.statusCode()).as(other).isEqualTo(422);
            assertThat(json(answer).at("/error/code").asText()).isEqualTo("KEY_REUSED");
        }
        assertThat(replayed(chat("  " + BODY.replace(",", " , "), "r-1"))).isTrue();
    }

    @Test
    @DisplayName("P4 L4: the same request while it is in flight is 409, another one under its key 422")
    void underway() throws Exception {
        String hang = BODY.replace("20", "20,\"behaviour\":\"HANG\"");
        CompletableFuture<HttpResponse<String>> first =
                client.sendAsync(request(hang, "r-1"), HttpResponse.BodyHandlers.ofString());
        while (gateway.ledger().balance(DAN).map(now -> now.held().isZero()).orElse(true)) {
            Thread.onSpinWait();
        }
        HttpResponse<String> second = chat(hang, "r-1");
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(json(second).at("/error/code").asText()).isEqualTo("UNDERWAY");
        assertThat(second.headers().firstValue("Retry-After")).isPresent();
        assertThat(chat(hang.replace("three", "four"), "r-1").statusCode()).isEqualTo(422);
        assertThat(first.get().statusCode()).isEqualTo(504);
    }

    private static void refused(HttpResponse<String> answer, String code) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonNode error = json(answer).get("error");
        assertThat(error.get("code").asText()).isEqualTo(code);
        assertThat(error.get("message").asText()).startsWith("Idempotency-Key is ");
    }

    private static boolean replayed(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).at("/bill/replayed").asBoolean();
    }

    private HttpResponse<String> chat(String body, String... keys) throws Exception {
        return client.send(request(body, keys), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String body, String... keys) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + gateway.port() + "/v1/chat"))
                .header("Authorization", "Bearer dan-token")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (String key : keys) {
            request.header("Idempotency-Key", key);
        }
        return request.build();
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }
}
