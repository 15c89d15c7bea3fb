package dev.credits.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.testing.Engine;
import dev.credits.ledger.AccountId;
import dev.credits.spi.ChangeSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("L6: the database itself refuses to change what was booked")
@Tag("L6")
@Tag("K3")
@ParameterizedClass
@EnumSource
class AppendOnlyTest {
    private static final String RESTRICTED = "23001";

    private final Engine engine;
    private final DataSource source;

    AppendOnlyTest(Engine engine) {
        this.engine = engine;
        this.source = engine.fresh();
    }

    @BeforeEach
    void book() {
        JdbcStorage storage = JdbcStorage.on(source);
        AccountId id = Samples.funded(storage, "user:1", 100);
        Samples.charge(storage, id, 1, "c");
        storage.transact(loader -> ChangeSet.ofLines(List.of(Samples.rate("100"))));
    }

    @Test
    void update() throws SQLException {
        refused("UPDATE credit_ledger_entries SET reason = 'other'");
        refused("UPDATE credit_ledger_entries SET hash = hash WHERE seq = 2");
        refused("UPDATE credit_log SET content = '1'");
    }

    @Test
    void delete() throws SQLException {
        refused("DELETE FROM credit_ledger_entries WHERE seq = 3");
        refused("DELETE FROM credit_log");
    }

    @Test
    void mergeIntoARowThatIsThere() throws SQLException {
        String merge = """
                MERGE INTO credit_ledger_entries e USING (SELECT 3 AS seq) s ON e.seq = s.seq
                WHEN MATCHED THEN UPDATE SET reason = 'other'""";
        String upsert = """
                INSERT INTO credit_ledger_entries SELECT * FROM credit_ledger_entries
                ON CONFLICT (transaction_id, leg) DO UPDATE SET reason = 'other'""";
        refused(engine == Engine.H2 ? merge : upsert);
    }

    @Test
    void truncate() throws SQLException {
        for (String table : List.of("credit_ledger_entries", "credit_log")) {
            assertThatThrownBy(() -> Sql.run(source, "TRUNCATE TABLE " + table))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining(engine == Engine.H2 ? "Cannot truncate" : "append only: TRUNCATE");
        }
        untouched();
    }

    private void refused(String sql) throws SQLException {
        assertThatThrownBy(() -> Sql.run(source, sql))
                .as(sql)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refusal -> assertThat(refusal.getSQLState()).isEqualTo(RESTRICTED))
                .hasMessageContaining("append only");
        untouched();
    }

    private void untouched() throws SQLException {
        assertThat(Sql.column(source, "SELECT seq FROM credit_ledger_entries ORDER BY seq"))
                .containsExactly("1", "2", "3");
        assertThat(Sql.column(source, "SELECT DISTINCT reason FROM credit_ledger_entries"))
                .hasSize(1);
        assertThat(Sql.column(source, "SELECT effective FROM credit_log WHERE content = '100'"))
                .hasSize(1);
    }
}
