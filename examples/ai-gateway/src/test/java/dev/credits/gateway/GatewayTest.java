package dev.credits.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.gateway.Prompt.Behaviour;
import dev.credits.jdbc.testing.Engine;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Balance;
import dev.credits.money.Amount;
import dev.credits.testkit.CreditsAssertions;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The gateway over HTTP. What an answer says it took is compared with the ledger, and with figures worked out here. */
@Tag("P4")
@ParameterizedClass
@EnumSource
class GatewayTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** Dollars a token: input, cached, output. */
    private static final Map<String, List<String>> RATES = Map.of(
            "gpt-4o", List.of("0.0000025", "0.00000125", "0.00001"),
            "claude-sonnet-4", List.of("0.000003", "0.0000003", "0.000015"));

    private final HttpClient client = HttpClient.newHttpClient();
    private final HikariDataSource pool;
    private final Gateway gateway;

    GatewayTest(Engine engine) throws IOException {
        HikariConfig config = new HikariConfig();
        config.setDataSource(engine.fresh());
        this.pool = new HikariDataSource(config);
        this.gateway = Gateway.start(pool, 0, Amount.of("25"), Duration.ofMillis(300));
    }

    @AfterEach
    void stop() {
        CreditsAssertions.assertThat(gateway.ledger()).obeysTheLaws();
        gateway.close();
        client.executor().ifPresent(threads -> ((ExecutorService) threads).shutdown());
        pool.close();
    }

    @Test
    @DisplayName("P4: login, balance, a call, its bill in body and headers, the history, and the same request again")
    void path() throws Exception {
        assertThat(get(null, "/credits/balance").statusCode()).isEqualTo(401);
        assertThat(get("Bearer alice", "/credits/balance").statusCode()).isEqualTo(401);
        assertThat(json(get("Bearer alice-token", "/credits/balance"))
                        .get("available")
                        .asText())
                .isEqualTo("25");

        // 3 tokens, one cached; 2 × 3 + 8 = 14 of answer: 2 × 0.000003 + 0.0000003 + 14 × 0.000015 = 0.0002163 USD; ×
        // 160
        String body = prompt("claude-sonnet-4", "one two three", 1, Behaviour.ANSWER, false);
        HttpResponse<String> first = chat("alice", "r-1", body);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(header(first, "X-Credits-Cost")).isEqualTo("0.0002163");
        assertThat(header(first, "X-Credits-Taken")).isEqualTo("0.034608");
        assertThat(header(first, "X-Credits-Left")).isEqualTo("24.965392");
        assertThat(json(first).get("text").asText()).endsWith("word14");

        HttpResponse<String> again = chat("alice", "r-1", body);
        assertThat(json(again).at("/bill/replayed").asBoolean()).isTrue();
        assertThat(header(again, "X-Credits-Left")).isEqualTo("24.965392");
        assertThat(chat("alice", "r-1", body.replace("three", "four five")).statusCode())
                .isEqualTo(422);

        JsonNode history = json(get("Bearer alice-token", "/credits/history?after=2"));
        assertThat(history.get("entries"))
                .extracting(entry -> entry.get("kind").asText())
                .containsExactly("RESERVE", "SETTLE");
        assertThat(history.at("/entries/1/change").asText()).isEqualTo("-0.034608");
        JsonNode page = json(get("Bearer alice-token", "/credits/history?limit=1"));
        assertThat(page.get("next").asInt()).isEqualTo(1);
    }

    @Test
    @DisplayName("P4: a provider that refuses, breaks, hangs or streams: each answer says what is owed for it")
    void misbehaving() throws Exception {
        HttpResponse<String> refused = chat("bob", "r-1", prompt("gpt-4o", "please", 0, Behaviour.REFUSE, false));
        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(header(refused, "X-Credits-Taken")).isEqualTo("0");

        // 1 token and half of 10: 0.0000025 + 5 × 0.00001 = 0.0000525 USD; × 160 = 0.0084
        HttpResponse<String> broken = chat("bob", "r-2", prompt("gpt-4o", "please", 0, Behaviour.BREAK, false));
        assertThat(broken.statusCode()).isEqualTo(502);
        assertThat(header(broken, "X-Credits-Taken")).isEqualTo("0.0084");

        HttpResponse<String> hung = chat("bob", "r-3", prompt("gpt-4o", "please", 0, Behaviour.HANG, false));
        assertThat(hung.statusCode()).isEqualTo(504);
        assertThat(header(hung, "X-Credits-Taken")).isEqualTo("0");

        // the whole answer: 0.0000025 + 10 × 0.00001 = 0.0001025 USD; × 160 = 0.0164
        String please = prompt("gpt-4o", "please", 0, Behaviour.ANSWER, true);
        HttpResponse<String> stream = chat("bob", "r-4", please);
        assertThat(stream.body()).contains("event: token\ndata: \"word10\"").contains("\"taken\":\"0.0164\"");
        // headers leave before it is known: at most 0.0000025 + 100 × 0.00001 = 0.0010025 USD; × 160
        assertThat(header(stream, "X-Credits-Held")).isEqualTo("0.1604");
        assertThat(header(stream, "X-Credits-Left")).isEqualTo("24.8312");
        assertThat(stream.headers().firstValue("X-Credits-Cost")).isEmpty();
        assertThat(lastEvent(stream.body())).startsWith("event: bill\n").contains("\"cost\":\"0.0001025\"");
        HttpResponse<String> again = chat("bob", "r-4", please);
        assertThat(header(again, "X-Credits-Cost")).isEqualTo("0.0001025");
        assertThat(header(again, "X-Credits-Taken")).isEqualTo("0.0164");
        String half = chat("bob", "r-5", prompt("gpt-4o", "please", 0, Behaviour.BREAK, true))
                .body();
        assertThat(half).contains("event: error").doesNotContain("word6");
        assertThat(lastEvent(half)).startsWith("event: bill\n").contains("\"taken\":\"0.0084\"");

        assertThat(balance("bob").spent()).isEqualTo(Amount.of("0.0332"));
        assertThat(balance("bob").held()).isEqualTo(Amount.of("0"));
    }

    @Test
    @DisplayName(
            "P4: 402 says what is needed, missing and there; what is wrong with a request is told; nothing is charged")
    void refusals() throws Exception {
        // 1 token and 30,000 of answer: 0.450003 USD; × 160 = 72.00048
        String dear =
                prompt("claude-sonnet-4", "please", 0, Behaviour.ANSWER, false).replace("100", "30000");
        HttpResponse<String> short402 = chat("carol", "r-1", dear);
        assertThat(short402.statusCode()).isEqualTo(402);
        JsonNode error = json(short402).get("error");
        assertThat(error.get("code").asText()).isEqualTo("INSUFFICIENT_CREDITS");
        // written to the cache the token may cost 0.00000375 USD: 72.0006 is held
        assertThat(error.get("needed").asText()).isEqualTo("72.0006");
        assertThat(error.get("missing").asText()).isEqualTo("47.0006");
        assertThat(error.get("available").asText()).isEqualTo("25");
        assertThat(error.get("hint").asText()).isNotBlank();
        assertThat(header(short402, "X-Credits-Left")).isEqualTo("25");

        HttpResponse<String> unknown = chat("carol", "r-2", prompt("unheard-of", "please", 0, Behaviour.ANSWER, false));
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(json(unknown).at("/error/code").asText()).isEqualTo("UNKNOWN_MODEL");
        for (String wrong : List.of(
                "", "[1]", "{\"model\":\"gpt-4o\"}", "{\"model\":\"gpt-4o\",\"prompt\":\"x\",\"behaviour\":\"?\"}")) {
            assertThat(chat("carol", "r-3", wrong).statusCode()).as(wrong).isEqualTo(400);
        }
        assertThat(get("Bearer carol-token", "/v1/chat").statusCode()).isEqualTo(405);
        assertThat(get("Bearer carol-token", "/credits/history?limit=x").statusCode())
                .isEqualTo(400);
        HttpResponse<String> nowhere = get("Bearer carol-token", "/nowhere");
        assertThat(nowhere.statusCode()).isEqualTo(404);
        assertThat(header(nowhere, "X-Credits-Cost")).isEqualTo("0");
        assertThat(balance("carol").available()).isEqualTo(Amount.of("25"));
    }

    @Test
    @Tag("L14")
    @DisplayName(
            "P4 L14: 64 clients at once, with failures and repeats: the ledger agrees with every answer to the last unit")
    void together() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try {
            List<Callable<Map<String, BigDecimal>>> clients = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                int number = i;
                clients.add(() -> client(number));
            }
            Map<String, BigDecimal> expected = new TreeMap<>();
            for (Future<Map<String, BigDecimal>> each : threads.invokeAll(clients)) {
                each.get().forEach((user, taken) -> expected.merge(user, taken, BigDecimal::add));
            }
            expected.forEach((user, taken) -> {
                Balance balance = balance(user);
                assertThat(balance.spent().decimal()).as(user).isEqualByComparingTo(taken);
                assertThat(balance.held().isZero()).as(user).isTrue();
                assertThat(balance.available().decimal()).isEqualByComparingTo(new BigDecimal(25).subtract(taken));
            });
            assertThat(expected).hasSize(8);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Eight requests of one client, some sent twice; eight clients share a user. What each user was to pay. */
    private Map<String, BigDecimal> client(int number) throws Exception {
        String user = "user" + number % 8;
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < 8; i++) {
            Behaviour behaviour = Behaviour.values()[(number + i) % 4];
            boolean stream = behaviour != Behaviour.HANG && i % 3 == 0;
            String model = i % 2 == 0 ? "gpt-4o" : "claude-sonnet-4";
            String text = "word ".repeat(1 + (number * 7 + i) % 20);
            String body = prompt(model, text, i, behaviour, stream);
            String key = "c-" + number + "-" + i;
            BigDecimal due = due(model, 1 + (number * 7 + i) % 20, i, behaviour);

            HttpResponse<String> answer = chat(user, key, body);
            assertThat(taken(answer)).as(key).isEqualByComparingTo(due);
            if (i % 4 == 1) {
                HttpResponse<String> repeated = chat(user, key, body);
                assertThat(repeated.statusCode()).isEqualTo(200);
                assertThat(taken(repeated)).as(key).isEqualByComparingTo(due);
            }
            sum = sum.add(due);
        }
        return Map.of(user, sum);
    }

    private static BigDecimal due(String model, int input, int cached, Behaviour behaviour) {
        int answer = Math.min(100, 2 * input + 8);
        int output = behaviour == Behaviour.BREAK ? answer / 2 : answer;
        if (behaviour == Behaviour.REFUSE || behaviour == Behaviour.HANG) {
            return BigDecimal.ZERO;
        }
        List<String> rates = RATES.get(model);
        int within = Math.min(cached, input);
        return new BigDecimal(rates.get(0))
                .multiply(BigDecimal.valueOf(input - within))
                .add(new BigDecimal(rates.get(1)).multiply(BigDecimal.valueOf(within)))
                .add(new BigDecimal(rates.get(2)).multiply(BigDecimal.valueOf(output)))
                .multiply(new BigDecimal(160))
                .setScale(6, RoundingMode.UP);
    }

    /** What an answer says was taken: in the last event of a stream, or in the bill. */
    private static BigDecimal taken(HttpResponse<String> answer) throws IOException {
        String body = answer.body();
        int event = body.lastIndexOf("event: bill\ndata: ");
        JsonNode bill = event < 0
                ? json(answer).get("bill")
                : MAPPER.readTree(body.substring(event + "event: bill\ndata: ".length()));
        return new BigDecimal(bill.get("taken").asText());
    }

    private static String prompt(String model, String text, int cached, Behaviour behaviour, boolean stream) {
        return "{\"model\":\"%s\",\"prompt\":\"%s\",\"cached\":%d,\"max_tokens\":100,\"behaviour\":\"%s\",\"stream\":%b}"
                .formatted(model, text, cached, behaviour, stream);
    }

    private HttpResponse<String> chat(String user, String key, String body) throws Exception {
        return client.send(
                request("Bearer " + user + "-token", "/v1/chat")
                        .header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(@Nullable String login, String path) throws Exception {
        return client.send(request(login, path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(@Nullable String login, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + gateway.port() + path))
                .timeout(Duration.ofSeconds(60));
        return login == null ? request : request.header("Authorization", login);
    }

    private Balance balance(String user) {
        return gateway.ledger().balance(AccountId.of("user:" + user)).orElseThrow();
    }

    private static String lastEvent(String stream) {
        return stream.strip().substring(stream.strip().lastIndexOf("event: "));
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return MAPPER.readTree(answer.body());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow();
    }
}
