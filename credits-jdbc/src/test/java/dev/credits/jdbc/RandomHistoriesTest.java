package dev.credits.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.jdbc.testing.TestH2;
import dev.credits.jdbc.testing.TestPostgres;
import dev.credits.spi.Storage;
import dev.credits.testkit.history.Histories;
import dev.credits.testkit.history.Subject;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random histories in memory, on H2 and on PostgreSQL, whose sessions live in other time zones. More of them, or others:
 * {@code -Dcredits.histories.seeds=1000 -Dcredits.histories.from=500}.
 */
@Tag("L1")
@Tag("L2")
@Tag("L3")
@Tag("L4")
@Tag("L5")
@Tag("L8")
@Tag("L10")
@Tag("K9")
@Tag("H1")
@Tag("H2")
@Tag("H3")
@Tag("H5")
@Tag("L12")
@Tag("L13")
class RandomHistoriesTest {
    private static final long FROM = Long.getLong("credits.histories.from", 0);
    private static final long SEEDS = Long.getLong("credits.histories.seeds", 12);
    private static final int COMMANDS = 200;
    private static final int BATCH = 16;

    private static HikariDataSource h2 = new HikariDataSource();
    private static HikariDataSource postgres = new HikariDataSource();

    @BeforeAll
    static void connect() {
        HikariConfig h2Config = new HikariConfig();
        h2Config.setDataSource(TestH2.memory());
        h2Config.setConnectionInitSql("SET TIME ZONE 'Asia/Kathmandu'");
        h2 = new HikariDataSource(h2Config);
        JdbcStorage.migrate(h2, null);
        HikariConfig postgresConfig = new HikariConfig();
        postgresConfig.setJdbcUrl(TestPostgres.freshUrl());
        postgresConfig.setConnectionInitSql("SET TIME ZONE 'America/St_Johns'");
        postgres = new HikariDataSource(postgresConfig);
        JdbcStorage.migrate(postgres, null);
    }

    @AfterAll
    static void disconnect() {
        h2.close();
        postgres.close();
    }

    @Test
    @DisplayName("Random histories come to the same one by one: in memory, on H2 and on PostgreSQL")
    void oneByOne() {
        Histories.check(seeds(true), COMMANDS, Subject.memory(), onH2(), onPostgres());
    }

    @Test
    @DisplayName("Random histories come to the same when commands share commits on H2 and on PostgreSQL")
    void inBatches() {
        Histories.check(
                seeds(false),
                COMMANDS,
                Subject.memory(),
                onH2().inBatchesOf(BATCH),
                onPostgres().inBatchesOf(BATCH));
    }

    /** One in five one by one, which takes longest. */
    private static LongStream seeds(boolean alone) {
        return LongStream.range(FROM, FROM + SEEDS).filter(seed -> seed % 5 == 0 == alone);
    }

    private static Subject onH2() {
        return Subject.of("H2", () -> {
                    TestH2.empty(h2);
                    return handle(h2);
                })
                .withHandles(any -> handle(h2));
    }

    private static Subject onPostgres() {
        return Subject.of("PostgreSQL", () -> {
                    TestPostgres.empty(postgres);
                    return handle(postgres);
                })
                .withHandles(any -> handle(postgres));
    }

    /** As each process has one. */
    private static Storage handle(DataSource source) {
        return JdbcStorage.builder(source).migrate(false).build();
    }
}
