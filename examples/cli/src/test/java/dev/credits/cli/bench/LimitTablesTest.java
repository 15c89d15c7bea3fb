package dev.credits.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.jdbc.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LimitTablesTest {
    @Test
    void rows_written_since_a_mark_are_found_though_they_fill_room_that_lay_before_the_end() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(TestPostgres.freshUrl());
        try (HikariDataSource pool = new HikariDataSource(config);
                Connection connection = pool.getConnection()) {
            String schema = connection.getSchema();
            Target.run(pool, """
                    CREATE TABLE credit_ledger_entries (account_id bigint, seq bigint, hold_key text, kind text,
                        transaction_id text, command_key text, available bigint, held bigint,
                        booked_at timestamptz, hash bytea, filler text) WITH (autovacuum_enabled = off)""");
            write(pool, "generate_series(1, 1000) n", "'2026-01-01'");
            Target.run(pool, "DELETE FROM credit_ledger_entries WHERE seq < 900", "VACUUM credit_ledger_entries");

            LimitMark mark = LimitTables.mark(pool, schema);
            write(pool, "generate_series(1001, 1100) n", "now()");

            try (LimitRows rows = new LimitRows(connection, "credit_ledger_entries", mark)) {
                List<Long> found = new ArrayList<>();
                for (List<LimitRow> next = rows.next(30); !next.isEmpty(); next = rows.next(30)) {
                    next.forEach(row -> found.add(row.seq()));
                }
                assertThat(found)
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1001, 1100).boxed().toList());
            }
        }
    }

    private static void write(HikariDataSource pool, String rows, String time) throws SQLException {
        Target.run(
                pool,
                "INSERT INTO credit_ledger_entries SELECT 1, n, 'k' || n, 'RESERVE', 't' || n, 'k' || n, 0, 0, " + time
                        + ", ''::bytea, repeat('x', 400) FROM " + rows);
    }
}
