package dev.credits.jdbc.fire;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.credits.Credits;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.ledger.Ledger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} in the middle of load, on a durable PostgreSQL. More of it: {@code -Dcredits.crashes=50}. */
@Tag("X8")
@Tag("K4")
@Tag("L4")
@Tag("L5")
@Timeout(3600)
class PostgresCrashTest {
    private static final int CRASHES = Integer.getInteger("credits.crashes", 2);
    private static final int ACCOUNTS = 5;

    @TempDir
    static Path folder;

    private static DurablePostgres server;

    private final Random random = new Random(Long.getLong("credits.seed", 1));
    private final Aftermath aftermath = new Aftermath();

    @BeforeAll
    static void startServer() throws Exception {
        server = new DurablePostgres(folder);
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @Test
    @DisplayName("The host's process is killed: nothing acknowledged is lost, nothing is there twice, no hold is stuck")
    void hostIsKilled() throws Exception {
        try (HikariDataSource pool = server.pool("host")) {
            JdbcStorage storage = opened(pool);
            for (int crash = 0; crash < CRASHES; crash++) {
                Load load = load("host" + crash, crash);
                try (ChildJvm host = start("host", load)) {
                    assertThat(host.await("A ", 1 + random.nextInt(300))).isTrue();
                    host.kill();
                    server.awaitNoSessionOf(load.name());
                    aftermath.heard(load, host.lines(), ledger(storage));
                }
                aftermath.settle(storage);
            }
            aftermath.end(storage, CRASHES + " times the host's process");
        }
    }

    @Test
    @DisplayName(
            "The database is killed and comes back: nothing acknowledged is lost, nothing is there twice, no hold is stuck")
    void serverIsKilled() throws Exception {
        try (HikariDataSource pool = server.pool("server")) {
            JdbcStorage storage = opened(pool);
            Load load = load("server", 99);
            try (ChildJvm host = start("server", load)) {
                for (int crash = 0; crash < CRASHES; crash++) {
                    assertThat(host.await("A ", host.said("A ") + 1 + random.nextInt(150)))
                            .isTrue();
                    server.kill();
                    server.restart();
                    assertThat(ledger(storage).verify().violations()).isEmpty();
                }
                assertThat(host.await("A ", host.said("A ") + 50)).isTrue();
                host.stop();
                aftermath.heard(load, host.lines(), ledger(storage));
            }
            aftermath.settle(storage);
            aftermath.end(storage, CRASHES + " times the server");
        }
    }

    @Test
    @DisplayName("Host and database are killed together")
    void bothAreKilled() throws Exception {
        try (HikariDataSource pool = server.pool("host_and_server")) {
            JdbcStorage storage = opened(pool);
            int crashes = Math.max(1, CRASHES / 2);
            for (int crash = 0; crash < crashes; crash++) {
                Load load = load("both" + crash, 200 + crash);
                try (ChildJvm host = start("host_and_server", load)) {
                    assertThat(host.await("A ", 1 + random.nextInt(200))).isTrue();
                    server.kill();
                    host.kill();
                    server.restart();
                    aftermath.heard(load, host.lines(), ledger(storage));
                }
                aftermath.settle(storage);
            }
            aftermath.end(storage, crashes + " times both");
        }
    }

    private JdbcStorage opened(HikariDataSource pool) {
        JdbcStorage storage = JdbcStorage.on(pool);
        aftermath.open(ledger(storage), ACCOUNTS);
        return storage;
    }

    private static ChildJvm start(String schema, Load load) throws Exception {
        return ChildJvm.start(LoadProcess.class, server.url(schema, load.name()), load.toString());
    }

    private static Ledger ledger(JdbcStorage storage) {
        return Credits.on(storage).ledger();
    }

    private static Load load(String name, long seed) {
        return new Load(name, seed, ACCOUNTS, 4, 5_000, Instant.now());
    }
}
