package dev.credits.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.credits.ledger.AccountId;
import dev.credits.money.Amount;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream to a client that does not read it. */
@Tag("P4")
@Timeout(60)
class EventsTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    @Test
    @DisplayName("P4: a client that stopped reading its stream kept the thread that wrote it")
    void notRead() throws Exception {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        Limits limits = new Limits(1, 1, 1, 1, SHORT, SHORT, Duration.ofHours(1));
        Limits.ofTheServer();
        HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 8);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        server.setExecutor(threads);
        try (Deadlines deadlines = new Deadlines()) {
            server.createContext("/", http -> {
                Exchange exchange = new Exchange(
                        http,
                        deadlines,
                        limits,
                        AccountId.of("a"),
                        account -> Amount.zero(Amount.of("1").unit()));
                try (exchange;
                        Events events = exchange.stream(Amount.of("1"))) {
                    while (!events.late()) {
                        events.send("token", "x".repeat(1 << 20));
                    }
                } catch (IOException unread) {
                    ended.complete(Thread.currentThread().isInterrupted());
                }
            });
            server.start();
            try (Socket client = new Socket(
                    InetAddress.getByName("localhost"), server.getAddress().getPort())) {
                client.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(ended.get(30, TimeUnit.SECONDS))
                        .as("the interrupt is over when the transfer is")
                        .isFalse();
            }
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
