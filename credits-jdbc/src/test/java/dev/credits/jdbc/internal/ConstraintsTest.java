package dev.credits.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.testing.Engine;
import dev.credits.ledger.AccountId;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.Loaded;
import dev.credits.spi.Reversal;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("L3, L4, L5, L9, L10: the database is the last line")
@ParameterizedClass
@EnumSource
class ConstraintsTest {
    /** For every CHECK there is, what only it forbids. */
    private static final Map<String, String> FORBIDDEN = new TreeMap<>();

    static {
        forbid("credit_accounts_floor_kept", "UPDATE credit_accounts SET available = -1, earned = 9");
        forbid("credit_accounts_floor_not_above_zero", "UPDATE credit_accounts SET floor = 1");
        forbid("credit_accounts_held_not_negative", "UPDATE credit_accounts SET held = -1, available = 101");
        forbid("credit_accounts_debt_not_negative", "UPDATE credit_accounts SET debt = -1");
        forbid("credit_accounts_closed_is_empty", "UPDATE credit_accounts SET status = 'CLOSED'");
        forbid("credit_accounts_closed_sum", "UPDATE credit_accounts SET available = available + 1");
        forbid("credit_lots_remaining_not_negative", "UPDATE credit_lots SET remaining = -1");
        forbid("credit_lots_held_not_negative", "UPDATE credit_lots SET held = -1");
        forbid("credit_lots_no_more_than_came", "UPDATE credit_lots SET held = 100");
        forbid("credit_holds_captured_not_negative", "UPDATE credit_holds SET captured = -1");
        forbid("credit_holds_released_not_negative", "UPDATE credit_holds SET released = -1");
        forbid("credit_holds_no_more_than_reserved", "UPDATE credit_holds SET captured = 8, released = 3");
        forbid("credit_holds_ended_is_empty", "UPDATE credit_holds SET state = 'SETTLED', ended_by = 's'");
        forbid("credit_holds_ended_by_something", "UPDATE credit_holds SET ended_by = 's'");
        forbid("credit_ledger_entries_seq_counts", entry("0", "0"));
        forbid("credit_ledger_entries_held_not_negative", entry("9", "-1"));
        forbid("credit_reversals_above_zero", "UPDATE credit_reversals SET reversed = 0");
        forbid("credit_reversals_no_more_than_moved", "UPDATE credit_reversals SET reversed = 11");
        forbid("credit_limits_extra_not_negative", limit("-1, 0, 0, 0"));
        forbid("credit_limits_reset_not_negative", limit("0, -1, 0, 0"));
        forbid("credit_limits_spent_not_negative", limit("0, 0, -1, 0"));
        forbid("credit_limits_held_not_negative", limit("0, 0, 0, -1"));
        forbid("credit_log_number_counts", line("0", "'why'", "0", "hash"));
        forbid("credit_log_reason_given", line("9", "''", "0", "hash"));
        forbid("credit_log_not_backdated", line("9", "'why'", "1", "hash"));
        forbid("credit_log_hashes_whole", line("9", "'why'", "0", "CAST('x' AS bytea)"));
    }

    private static String line(String number, String reason, String daysLate, String hash) {
        return """
                INSERT INTO credit_log
                SELECT 'other', %s, kind, subject, published_at - INTERVAL '%s' DAY, codec, content, actor, %s, published_at,
                    previous_hash, %s
                FROM credit_log""".formatted(number, daysLate, reason, hash);
    }

    private final Engine engine;
    private final DataSource source;

    ConstraintsTest(Engine engine) {
        this.engine = engine;
        this.source = engine.fresh();
    }

    @BeforeEach
    void book() {
        JdbcStorage storage = JdbcStorage.on(source);
        AccountId id = Samples.funded(storage, "user:1", 100);
        storage.transact(loader -> {
            Loaded loaded = loader.load(Samples.plan(id));
            ChangeSet reserve =
                    Samples.reserve(loaded.accounts().get(0), loaded.lots().get(0), 10, "r", Samples.NOW);
            return new Changes(reserve)
                    .newReversal(new Reversal(reserve.entries().get(0).transaction(), 10, 4))
                    .line(Samples.rate("10"))
                    .toChangeSet();
        });
    }

    @Test
    @DisplayName("Every CHECK refuses what it is there for")
    @Tag("L3")
    @Tag("L5")
    @Tag("L9")
    @Tag("L10")
    @Tag("L13")
    void checks() throws SQLException {
        assertThat(checksThereAre()).containsExactlyElementsOf(FORBIDDEN.keySet());
        FORBIDDEN.forEach((name, sql) -> assertThatThrownBy(() -> Sql.run(source, sql))
                .as(name)
                .isInstanceOf(SQLException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage().toLowerCase(Locale.ROOT))
                        .contains(name)));
    }

    @Test
    @DisplayName("L10: the closed sum itself does not overflow")
    @Tag("L10")
    void theSumOfTheGreatestTotals() throws SQLException {
        Sql.run(source, """
                UPDATE credit_accounts SET available = 9223372036854775807, held = 9223372036854775807,
                    earned = 9223372036854775807, moved_in = 9223372036854775807""");
    }

    @Test
    @DisplayName("L4: one name, one account; one id, one transaction; one sequence, one entry; one number, one line")
    @Tag("L4")
    void keys() {
        for (String again : List.of(
                """
                INSERT INTO credit_accounts (name, unit, scale, funding, status, floor, available, held, earned, spent,
                    expired, moved_in, moved_out, adjusted, debt, lots, seq, last_at, last_hash)
                SELECT name, unit, scale, funding, status, floor, available, held, earned, spent,
                    expired, moved_in, moved_out, adjusted, debt, lots, seq, last_at, last_hash FROM credit_accounts""",
                entry("seq + 100", "0").replace("leg + 1", "leg"),
                entry("seq", "0"),
                """
                INSERT INTO credit_lots (account_id, number, source, priority, arrived, gathers, amount, remaining, held, started)
                SELECT account_id, number, source, priority, arrived, gathers, amount, remaining, held, started FROM credit_lots""",
                "INSERT INTO credit_holds SELECT * FROM credit_holds",
                "INSERT INTO credit_reversals SELECT * FROM credit_reversals",
                "INSERT INTO credit_log SELECT * FROM credit_log")) {
            assertThatThrownBy(() -> Sql.run(source, again))
                    .as(again)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refusal -> assertThat(refusal.getSQLState()).isEqualTo("23505"));
        }
    }

    @Test
    void aParentThatDoesNotExist() {
        assertThatThrownBy(() -> Sql.run(source, "UPDATE credit_accounts SET parent = 'nobody'"))
                .isInstanceOf(SQLException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage().toLowerCase(Locale.ROOT))
                        .contains("credit_accounts_parent_exists"));
    }

    private List<String> checksThereAre() throws SQLException {
        String sql = engine == Engine.H2
                ? "SELECT LOWER(constraint_name) FROM information_schema.table_constraints WHERE constraint_type = 'CHECK'"
                : """
                SELECT conname FROM pg_constraint
                WHERE contype = 'c' AND connamespace = current_schema()::regnamespace""";
        return Sql.column(source, sql).stream().sorted().toList();
    }

    private static void forbid(String check, String sql) {
        FORBIDDEN.put(check, sql);
    }

    private static String limit(String counters) {
        return """
                INSERT INTO credit_limits (account_id, span, most, zone, anchor, shadow, period, extra, reset, spent, held)
                SELECT id, 'DAY', 5, 'Z', 1, false, last_at, %s FROM credit_accounts""".formatted(counters);
    }

    private static String entry(String seq, String held) {
        return """
                INSERT INTO credit_ledger_entries (transaction_id, leg, account_id, seq, kind, available_change,
                    held_change, available, held, moves, shortfall, command_key, actor, booked_at, hash)
                SELECT transaction_id, leg + 1, account_id, %s, kind, available_change,
                    held_change, available, %s, moves, shortfall, command_key, actor, booked_at, hash
                FROM credit_ledger_entries WHERE seq = 2""".formatted(seq, held);
    }
}
