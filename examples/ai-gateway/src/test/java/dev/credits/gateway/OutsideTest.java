package dev.credits.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.jdbc.testing.Engine;
import dev.credits.ledger.AccountId;
import dev.credits.money.Amount;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients do to a gateway: slowly, too much, too large, too often. None of it is anybody else's trouble. */
@Tag("P4")
@Timeout(60)
class OutsideTest {
    private static final String BODY = "{\"model\":\"gpt-4o\",\"prompt\":\"one two three\",\"max_tokens\":20}";
    private static final String HANG = BODY.replace("20", "20,\"behaviour\":\"HANG\"");
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final HikariDataSource pool;
    private final List<Socket> sockets = new ArrayList<>();
    private Gateway gateway;

    OutsideTest() throws IOException {
        HikariConfig config = new HikariConfig();
        config.setDataSource(Engine.H2.fresh());
        this.pool = new HikariDataSource(config);
        this.gateway = gateway(Limits.USUAL);
    }

    private Gateway gateway(Limits limits) throws IOException {
        return Gateway.start(pool, 0, Amount.of("25"), Duration.ofSeconds(2), limits);
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        gateway.close();
        client.executor().ifPresent(threads -> ((ExecutorService) threads).shutdown());
        pool.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    @DisplayName("P4: 70 half-sent bodies, of one user or of ten, locked everybody out")
    void halfSentBodies(int users) throws Exception {
        for (int i = 0; i < 70; i++) {
            half("mallory" + i % users);
        }
        assertThat(chat("erin", "r-1", BODY).statusCode()).isEqualTo(200);
        assertThat(balance("erin").isNegative()).isFalse();
    }

    @Test
    @DisplayName("P4: a body that did not come kept its thread for ever")
    void neverSent() throws Exception {
        restart(new Limits(2, 2, 2, 60, SHORT, SHORT, LONG));
        List<Socket> halves = List.of(half("mallory"), half("mallory"), half("mallory"), half("mallory"));
        for (Socket half : halves) {
            ended(half);
        }
        assertThat(chat("erin", "r-1", BODY).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /credits/balance", "POST /v1/chat", "POST /nowhere"})
    @DisplayName("P4: without a login, a body that did not come kept its thread for ever")
    void refusedUnread(String line) throws Exception {
        restart(new Limits(2, 2, 2, 60, LONG, LONG, LONG));
        for (int i = 0; i < 4; i++) {
            send(line + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{");
        }
        for (Socket socket : sockets) {
            assertThat(ended(socket)).contains(" 401 ");
        }
        assertThat(chat("erin", "r-1", BODY).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("P4: headers that did not end kept their threads for ever")
    void halfSentHeaders() throws Exception {
        restart(new Limits(2, 2, 2, 60, SHORT, SHORT, LONG));
        for (int i = 0; i < 4; i++) {
            send("POST /v1/chat HTTP/1.1\r\nHost: x\r\nAuthoriz");
        }
        for (Socket socket : sockets) {
            ended(socket);
        }
        assertThat(chat("erin", "r-1", BODY).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("P4: more calls than can be worked on at once waited for a thread, without a word")
    void busy() throws Exception {
        restart(new Limits(8, 1, 8, 60, LONG, LONG, LONG));
        CompletableFuture<HttpResponse<String>> first = hanging("alice");
        HttpResponse<String> busy = chat("bob", "r-1", BODY);
        assertThat(busy.statusCode()).isEqualTo(503);
        assertThat(code(busy)).isEqualTo("BUSY");
        assertThat(busy.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(first.get().statusCode()).isEqualTo(504);
        assertThat(chat("bob", "r-1", BODY).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("P4: one user's calls took every place there is")
    void greedy() throws Exception {
        restart(new Limits(8, 8, 1, 60, LONG, LONG, LONG));
        CompletableFuture<HttpResponse<String>> first = hanging("alice");
        HttpResponse<String> second = chat("alice", "r-2", BODY);
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(chat("bob", "r-1", BODY).statusCode()).isEqualTo(200);
        assertThat(first.get().statusCode()).isEqualTo(504);
        assertThat(chat("alice", "r-2", BODY).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("P4: logins were refused, and accounts with a welcome opened, as often as somebody liked")
    void knocks() throws Exception {
        restart(new Limits(8, 8, 8, 3, LONG, LONG, LONG));
        assertThat(chat("alice", "r-1", BODY).statusCode()).isEqualTo(200);
        assertThat(chat("NOBODY", "r-1", BODY).statusCode()).isEqualTo(401);
        assertThat(chat("NOBODY", "r-1", BODY).statusCode()).isEqualTo(401);
        HttpResponse<String> throttled = chat("NOBODY", "r-1", BODY);
        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("Retry-After")).hasValue("60");
        assertThat(chat("newcomer", "r-1", BODY).statusCode()).isEqualTo(429);
        assertThat(gateway.ledger().balance(AccountId.of("user:newcomer"))).isEmpty();
        assertThat(chat("alice", "r-2", BODY).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"gpt-4o\",\"prompt\":\"x\",\"max_tokens\":5,\"max_tokens\":50}",
                "{\"model\":\"gpt-4o\",\"prompt\":\"x\"} {\"max_tokens\":5}",
                "{\"model\":\"gpt-4o\",\"prompt\":\"x\"}x",
                "{\"model\":\"gpt-4o\",\"prompt\":\"x\",\"max_tokens\":4294967301}",
                "null"
            })
    @DisplayName("P4: a name twice was taken the second time, and what stands behind the object was passed over")
    void unclear(String body) throws Exception {
        assertThat(chat("erin", "r-1", body).statusCode()).isEqualTo(400);
        assertThat(balance("erin")).isEqualTo(Amount.of("25"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1001",
                "limit=4294967297",
                "limit=-1",
                "limit=1.5",
                "limit=",
                "limit",
                "limit=%D9%A3",
                "limit=1&limit=2",
                "l%69mit=0",
                "after=-1",
                "after=99999999999999999999",
                "after=1%262",
                "after=%GG"
            })
    @DisplayName("P4: a limit of 1,001 was 1,000 in silence, one that was encoded or without a number none")
    void queries(String query) throws Exception {
        String path = "GET /credits/history?" + query + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
        assertThat(ended(send(path + "Authorization: Bearer erin-token\r\n\r\n")))
                .contains(" 400 ");
    }

    @Test
    @DisplayName("P4: a body or headers that are too large are refused before they are taken in")
    void tooLarge() throws Exception {
        String large = BODY.replace("one", "x".repeat(Limits.BODY));
        HttpResponse<String> refused = chat("erin", "r-1", large);
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(code(refused)).isEqualTo("TOO_LARGE");
        String headers =
                "GET /credits/balance HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer erin-token\r\nConnection: close\r\n";
        assertThat(ended(send(headers + "\r\n"))).contains(" 200 ");
        assertThat(ended(send(headers + "X-Large: " + "x".repeat(20_000) + "\r\n\r\n")))
                .doesNotContain(" 200 ");
        StringBuilder many = new StringBuilder(headers);
        for (int i = 0; i < 100; i++) {
            many.append("X-Many-").append(i).append(": x\r\n");
        }
        assertThat(ended(send(many + "\r\n"))).doesNotContain(" 200 ");
    }

    @Test
    @DisplayName("P4: when the database was gone the answer asked it what is left, and there was none")
    void noDatabase() throws Exception {
        assertThat(chat("erin", "r-1", BODY).statusCode()).isEqualTo(200);
        pool.close();
        HttpResponse<String> fault = chat("erin", "r-2", BODY);
        assertThat(fault.statusCode()).isEqualTo(503);
        assertThat(fault.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(fault.headers().firstValue("X-Credits-Left")).isEmpty();
    }

    private void restart(Limits limits) throws IOException {
        gateway.close();
        gateway = gateway(limits);
    }

    /** A call whose provider does not answer, once it has begun. */
    private CompletableFuture<HttpResponse<String>> hanging(String user) {
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request(user, "r-1", HANG), HttpResponse.BodyHandlers.ofString());
        AccountId account = AccountId.of("user:" + user);
        while (gateway.ledger().balance(account).map(now -> now.held().isZero()).orElse(true)) {
            Thread.onSpinWait();
        }
        return answer;
    }

    /** A call with the first byte of its body. */
    private Socket half(String user) throws IOException {
        return send("POST /v1/chat HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + user
                + "-token\r\nIdempotency-Key: r-1\r\nContent-Length: 1000\r\n\r\n{");
    }

    private Socket send(String text) throws IOException {
        Socket socket = new Socket(InetAddress.getByName("localhost"), gateway.port());
        sockets.add(socket);
        socket.setSoTimeout(25_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** What was answered until the gateway closed the connection. */
    private static String ended(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        try {
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                answer.append((char) next);
            }
        } catch (java.net.SocketException reset) {
            answer.append("(reset)");
        }
        return answer.toString();
    }

    private HttpResponse<String> chat(String user, String key, String body) throws Exception {
        return client.send(request(user, key, body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String user, String key, String body) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + gateway.port() + "/v1/chat"))
                .header("Authorization", "Bearer " + user + "-token")
                .header("Idempotency-Key", key)
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private Amount balance(String user) {
        return gateway.ledger()
                .balance(AccountId.of("user:" + user))
                .orElseThrow()
                .available();
    }

    private static String code(HttpResponse<String> answer) throws IOException {
        return new ObjectMapper().readTree(answer.body()).at("/error/code").asText();
    }
}
