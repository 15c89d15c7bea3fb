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
    /** For every CHECK there is, what it forbids: one thing a line. */
    private static final Map<String, List<String>> FORBIDDEN = new TreeMap<>();

    static {
        forbid(
                "credit_accounts_lawful",
                "UPDATE credit_accounts SET available = -1, earned = 9",
                "UPDATE credit_accounts SET floor = 1",
                "UPDATE credit_accounts SET held = -1, available = 101",
                "UPDATE credit_accounts SET debt = -1",
                "UPDATE credit_accounts SET status = 'CLOSED'",
                "UPDATE credit_accounts SET available = available + 1",
                "UPDATE credit_accounts SET status = 'WEIRD'",
                "UPDATE credit_accounts SET funding = 'WEIRD'");
        forbid(
                "credit_lots_lawful",
                "UPDATE credit_lots SET remaining = -1",
                "UPDATE credit_lots SET held = -1",
                "UPDATE credit_lots SET held = 100");
        forbid(
                "credit_holds_lawful",
                "UPDATE credit_holds SET captured = -1",
                "UPDATE credit_holds SET released = -1",
                "UPDATE credit_holds SET captured = 8, released = 3",
                "UPDATE credit_holds SET state = 'SETTLED', ended_by = 's'",
                "UPDATE credit_holds SET ended_by = 's'",
                "UPDATE credit_holds SET state = 'WEIRD', ended_by = 's', released = reserved - captured");
        forbid("credit_ledger_entries_lawful", entry("0", "0"), entry("9", "-1"));
        forbid(
                "credit_reversals_lawful",
                "UPDATE credit_reversals SET reversed = 0",
                "UPDATE credit_reversals SET reversed = 11");
        forbid(
                "credit_limits_lawful",
                limit("DAY", "-1, 0, 0, 0"),
                limit("DAY", "0, -1, 0, 0"),
                limit("DAY", "0, 0, -1, 0"),
                limit("DAY", "0, 0, 0, -1"),
                limit("WEIRD", "0, 0, 0, 0"));
        forbid("credit_log_number_counts", line("0", "'why'", "0", "hash"));
        forbid("credit_log_reason_given", line("9", "''", "0", "hash"));
        forbid("credit_log_not_backdated", line("9", "'why'", "1", "hash"));
        forbid("credit_log_hashes_whole", line("9", "'why'", "0", "CAST('x' AS bytea)"));
    }

    private static String line(String number, String reason, String daysLate, String hash) {
        return """
                INSERT INTO credit_log
                SELECT 'other', %s, kind, subject, published_at - INTERVAL '%s' DAY, codec, content, actor, %s, NULL, published_at,
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
        FORBIDDEN.forEach((name, statements) -> statements.forEach(sql -> assertThatThrownBy(() -> Sql.run(source, sql))
                .as(sql)
                .isInstanceOf(SQLException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage().toLowerCase(Locale.ROOT))
                        .contains(name))));
    }

    @Test
    @DisplayName("L10: the closed sum itself does not overflow, whatever figures an account can have")
    @Tag("L10")
    void theSumOfTheGreatestTotals() throws SQLException {
        String most = "9223372036854775807";
        for (String figures : List.of(
                "available = %1$s, held = 0, earned = %1$s, spent = 0, moved_in = %1$s, moved_out = %1$s, expired = 0",
                "available = 0, held = %1$s, earned = %1$s, spent = %1$s, moved_in = %1$s, moved_out = 0, expired = 0",
                "available = 0, held = 0, earned = %1$s, spent = 0, moved_in = %1$s, moved_out = %1$s, expired = %1$s",
                "floor = -%1$s, available = -%1$s, held = 0, earned = 0, spent = %1$s, moved_in = 0, moved_out = 0, expired = 0")) {
            Sql.run(source, "UPDATE credit_accounts SET " + figures.formatted(most));
        }
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

    private static void forbid(String check, String... sql) {
        FORBIDDEN.put(check, List.of(sql));
    }

    private static String limit(String span, String counters) {
        return """
                INSERT INTO credit_limits (account_id, span, most, zone, anchor, shadow, period, extra, reset, spent, held)
                SELECT id, '%s', 5, 'Z', 1, false, last_at, %s FROM credit_accounts""".formatted(span, counters);
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
