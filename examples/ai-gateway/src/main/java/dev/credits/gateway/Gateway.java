package dev.credits.gateway;

import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.Credits;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.ledger.Actor;
import dev.credits.ledger.Ledger;
import dev.credits.metering.Alarm;
import dev.credits.metering.FailurePolicy;
import dev.credits.metering.Finding;
import dev.credits.metering.Metering;
import dev.credits.metering.Search;
import dev.credits.money.Amount;
import dev.credits.pricing.CreditValue;
import dev.credits.pricing.MarginRule;
import dev.credits.pricing.PriceBook;
import dev.credits.pricing.PriceChange;
import dev.credits.pricing.PriceTable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * The service: everything a host puts together. Threads, database and HTTP are its own; Credits is a few objects in
 * between.
 */
public final class Gateway implements AutoCloseable {
    private static final Duration ORPHANS = Duration.ofSeconds(90);

    private static final Answer NOWHERE =
            Answer.error(404, "NOT_FOUND", "POST /v1/chat, GET /credits/balance or /credits/history");

    private final HttpServer server;
    private final Deadlines deadlines = new Deadlines();
    private final ExecutorService threads;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Ledger ledger;

    private Gateway(DataSource source, int port, Amount welcome, Duration patience, Limits limits) throws IOException {
        Limits.ofTheServer();
        this.threads = Executors.newFixedThreadPool(limits.working());
        Credits credits = Credits.on(JdbcStorage.on(source)).withExecutor(threads);
        PriceBook prices = credits.prices().withExecutor(threads);
        publish(prices);
        this.ledger = credits.ledger();
        Metering metering = credits.metering(prices).withAlarm(Alarm.on(timer));
        Chat chat = new Chat(ledger, metering, new FakeProvider(), patience);
        Pages pages = new Pages(ledger);
        this.server = HttpServer.create(new InetSocketAddress("localhost", port), 256);
        Door door = new Door(ledger, welcome, limits, deadlines);
        server.createContext("/v1/chat", door.to("POST", chat::handle));
        server.createContext("/credits/balance", door.to("GET", each -> each.answer(pages.balance(each))));
        server.createContext("/credits/history", door.to("GET", each -> each.answer(pages.history(each))));
        server.createContext("/", door.to(null, each -> each.answer(NOWHERE)));
        server.setExecutor(Executors.newFixedThreadPool(limits.threads()));
        // Calls of a process that died: this provider cannot be asked, so nobody knows, and nothing is owed.
        timer.scheduleWithFixedDelay(
                () -> metering.resolve(Search.ahead(ORPHANS), orphan -> new Finding.Unknown(), FailurePolicy.RELEASE),
                ORPHANS.toSeconds() / 2,
                ORPHANS.toSeconds() / 2,
                TimeUnit.SECONDS);
    }

    /** Starts it: {@code Gateway [PORT] [JDBC-URL]}. */
    public static void main(String[] arguments) throws IOException {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(arguments.length > 1 ? arguments[1] : "jdbc:h2:mem:gateway;DB_CLOSE_DELAY=-1");
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8080;
        Gateway gateway = start(pool, port, Amount.of("25"), Duration.ofSeconds(2));
        System.out.println("The gateway listens on http://localhost:" + gateway.port() + "; examples/ai-gateway/try "
                + gateway.port() + " drives it.");
    }

    /** Starts it on a database; new users get {@code welcome}, and the provider is waited for no longer than {@code patience}. */
    static Gateway start(DataSource source, int port, Amount welcome, Duration patience) throws IOException {
        return start(source, port, welcome, patience, Limits.USUAL);
    }

    /** The same with other limits. */
    static Gateway start(DataSource source, int port, Amount welcome, Duration patience, Limits limits)
            throws IOException {
        Gateway gateway = new Gateway(source, port, welcome, patience, limits);
        gateway.server.start();
        return gateway;
    }

    int port() {
        return server.getAddress().getPort();
    }

    Ledger ledger() {
        return ledger;
    }

    @Override
    public void close() {
        server.stop(0);
        timer.shutdownNow();
        deadlines.close();
        threads.shutdown();
        ((ExecutorService) server.getExecutor()).shutdown();
    }

    /** Publishes the sample cards, a cent a credit and a margin of 60 %, unless there are prices already. */
    private static void publish(PriceBook prices) {
        if (!prices.prices().versions().isEmpty()) {
            return;
        }
        List<PriceChange> changes = new ArrayList<>();
        PriceTable.sample().cards().forEach(card -> changes.add(PriceChange.set(card)));
        changes.add(PriceChange.set(CreditValue.of("0.01", "USD")));
        changes.add(PriceChange.set(MarginRule.of("60")));
        prices.publish(changes, Actor.of("gateway"), "to begin with").orElseThrow();
    }
}
