package dev.credits.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.flyway.core.api.MigrationVersion;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.testing.Engine;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.CreditsException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class MigrationsTest {
    private static final int ALL = Migrations.COMMON.size() + Migrations.OWN.size();
    private static final String NEWEST = Stream.concat(Migrations.COMMON.stream(), Migrations.OWN.stream())
            .map(file -> MigrationVersion.fromVersion(file.substring(1, file.indexOf("__"))))
            .max(Comparator.naturalOrder())
            .orElseThrow()
            .toString();

    private final DataSource source;

    MigrationsTest(Engine engine) {
        this.source = engine.fresh();
    }

    @Test
    void aFreshSchemaIsBroughtToTheNewestVersionOnce() {
        assertThat(JdbcStorage.version(source, null)).isEmpty();
        assertThat(JdbcStorage.migrate(source, null)).isEqualTo(ALL);
        assertThat(JdbcStorage.version(source, null)).contains(NEWEST);
        assertThat(JdbcStorage.migrate(source, null)).isZero();
    }

    @Test
    void aFreshSchemaIsMadeOnceByManyWhoStartAtOnce() throws Exception {
        int starters = 6;
        CyclicBarrier ready = new CyclicBarrier(starters);
        ExecutorService threads = Executors.newFixedThreadPool(starters);
        try {
            List<Callable<Integer>> starts = Collections.nCopies(starters, () -> {
                ready.await();
                return JdbcStorage.migrate(source, null);
            });
            int steps = 0;
            for (Future<Integer> each : threads.invokeAll(starts)) {
                steps += each.get();
            }
            assertThat(steps).isEqualTo(ALL);
        } finally {
            threads.shutdownNow();
        }
        assertThat(JdbcStorage.version(source, null)).contains(NEWEST);
    }

    @Test
    void aSchemaOfAnotherNameIsMadeAndUsed() throws SQLException {
        JdbcStorage storage = JdbcStorage.builder(source).schema("credits_2").build();
        AccountId id = Samples.funded(storage, "user:1", 100);
        assertThat(Samples.account(storage, id).totals().available()).isEqualTo(100);
        assertThat(JdbcStorage.version(source, "credits_2")).contains(NEWEST);
        assertThat(JdbcStorage.version(source, null)).isEmpty();
    }

    @Test
    void theHostsOwnTablesStandBesideThem() throws SQLException {
        run("CREATE TABLE orders (id int)", "CREATE TABLE flyway_schema_history (mine int)");
        assertThat(JdbcStorage.migrate(source, null)).isEqualTo(ALL);
        JdbcStorage.builder(source).migrate(false).build();
        run("SELECT id FROM orders", "SELECT mine FROM flyway_schema_history");
    }

    @Test
    void aPoolThatDoesNotCommitByItselfIsMigratedToo() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setAutoCommit(false);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            assertThat(JdbcStorage.migrate(pool, null)).isEqualTo(ALL);
        }
        JdbcStorage.builder(source).migrate(false).build();
    }

    @Test
    void aMissingSchemaIsRefusedUnlessItIsToBeMade() {
        assertThatThrownBy(() -> JdbcStorage.builder(source).migrate(false).build())
                .isInstanceOf(CreditsException.class)
                .hasMessageContaining("is missing")
                .hasMessageContaining("needs version " + NEWEST);
    }

    @Test
    void anOldSchemaIsRefusedUnlessItIsToBeMigrated() {
        new Migrations(Database.of(source, null), "1").migrate();
        assertThatThrownBy(() -> JdbcStorage.builder(source).migrate(false).build())
                .isInstanceOf(CreditsException.class)
                .hasMessageContaining("too old: it is at version 1, this library needs " + NEWEST);
        JdbcStorage.on(source);
        assertThat(JdbcStorage.version(source, null)).contains(NEWEST);
    }

    @Test
    void aNewerSchemaIsRefusedAlways() throws SQLException {
        JdbcStorage.migrate(source, null);
        run("""
                INSERT INTO "credit_schema_history" ("installed_rank", "version", "description", "type", "script",
                    "checksum", "installed_by", "execution_time", "success")
                VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'x', 1, true)""");
        refusedAlways("too new: it is at version 99");
    }

    @Test
    void aVersionThatIsNotWhatWasShippedIsRefusedAlways() throws SQLException {
        JdbcStorage.migrate(source, null);
        run("""
                UPDATE "credit_schema_history" SET "checksum" = 1 WHERE "version" = '1'""");
        refusedAlways("unknown");
    }

    @Test
    void aVersionThatFailedHalfWayIsRefusedAlways() throws SQLException {
        JdbcStorage.migrate(source, null);
        run("""
                UPDATE "credit_schema_history" SET "success" = false WHERE "version" = '1.1'""");
        refusedAlways("migration 1.1 failed half-way");
    }

    private void refusedAlways(String why) {
        for (boolean migrate : new boolean[] {true, false}) {
            assertThatThrownBy(
                            () -> JdbcStorage.builder(source).migrate(migrate).build())
                    .isInstanceOf(CreditsException.class)
                    .hasMessageContaining(why);
        }
    }

    private void run(String... statements) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
