package dev.credits.jdbc.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.Credits;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.testing.Engine;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Actor;
import dev.credits.ledger.Charge;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.Grant;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.RateChange;
import dev.credits.ledger.Verification.Violation;
import dev.credits.money.Amount;
import dev.credits.money.Conversion;
import dev.credits.pricing.Ask;
import dev.credits.pricing.FixedPrice;
import dev.credits.pricing.PriceChange;
import dev.credits.pricing.Usage;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the owner of the database can do to prices and rates behind the library's back, with the triggers off. */
@Tag("L8")
@Tag("P2")
@ParameterizedClass
@EnumSource
class LogTamperingTest {
    private static final Actor ADMIN = Actor.of("admin");
    private static final AccountId USER = AccountId.of("user:1");
    private static final String SECOND = " WHERE log = 'prices' AND number = 2";

    private final Engine engine;
    private final DataSource source;
    private final Credits credits;

    LogTamperingTest(Engine engine) {
        this.engine = engine;
        this.source = engine.fresh();
        this.credits = Credits.on(JdbcStorage.on(source));
    }

    @BeforeEach
    void publish() throws SQLException {
        for (String feature : List.of("a", "b", "c")) {
            PriceChange change = PriceChange.set(new FixedPrice(feature, Amount.of("5")));
            credits.prices().publish(change, ADMIN, "price list").orElseThrow();
        }
        Conversion rate = new Conversion("A", "B", BigDecimal.TEN, Instant.now().plusSeconds(3_600));
        credits.ledger()
                .publish(RateChange.of(rate), IdempotencyKey.of("rate-1"), ADMIN, "price list")
                .orElseThrow();
        credits.ledger().execute(Open.of(USER, Memo.key("open"))).orElseThrow();
        credits.ledger()
                .execute(Grant.of(USER, Amount.of("9"), Memo.key("grant")))
                .orElseThrow();
        run(
                engine == Engine.H2
                        ? "DROP TRIGGER credit_log_append_only"
                        : "ALTER TABLE credit_log DISABLE TRIGGER USER",
                "CREATE TABLE before AS SELECT * FROM credit_log");
    }

    @Test
    @DisplayName("L8: a change of any column of a log's line is found and named; everything else goes on")
    void everyColumn() throws SQLException {
        assertThat(credits.ledger().verify().violations()).isEmpty();
        Map<String, String> columns = columns();
        assertThat(columns).hasSize(13);
        for (Map.Entry<String, String> column : columns.entrySet()) {
            run("UPDATE credit_log SET " + column.getKey() + " = " + other(column.getKey(), column.getValue())
                    + SECOND);

            assertNamed(column.getKey());
            run("DELETE FROM credit_log", "INSERT INTO credit_log SELECT * FROM before");
        }
        assertThat(credits.ledger().verify().violations()).isEmpty();
    }

    @Test
    @DisplayName("L8: a line that is missing, or cannot be read, is found and named; everything else goes on")
    void missingOrUnreadable() throws SQLException {
        run("DELETE FROM credit_log" + SECOND);
        assertNamed("a line away");

        run("INSERT INTO credit_log SELECT * FROM before" + SECOND);
        run("UPDATE credit_log SET actor = ' '" + SECOND);
        assertNamed("an actor that is none");
    }

    private void assertNamed(String what) {
        assertThat(credits.ledger().verify().violations())
                .as(what)
                .isNotEmpty()
                .allSatisfy(violation -> assertThat(violation.law()).isIn("L7", "L8"))
                .extracting(Violation::message)
                .anySatisfy(message -> assertThat(message).containsAnyOf("line 2 of log", "without line 2 before"));
        assertThatThrownBy(() -> credits.prices().quote(Ask.model("m", Usage.tokens(1, 1))))
                .as(what)
                .isInstanceOf(CreditsException.class)
                .hasMessageContaining("line 2 of log");
        Charge charge = new Charge(USER, Amount.of("0.1"), Memo.key("charge while " + what));
        credits.ledger().execute(charge).orElseThrow();
        assertThat(credits.ledger().conversions("A", "B")).hasSize(1);
    }

    private Map<String, String> columns() throws SQLException {
        Map<String, String> columns = new TreeMap<>();
        try (Connection connection = source.getConnection();
                ResultSet rows = connection
                        .getMetaData()
                        .getColumns(
                                null, connection.getSchema(), engine == Engine.H2 ? "CREDIT_LOG" : "credit_log", "%")) {
            while (rows.next()) {
                columns.put(
                        rows.getString("COLUMN_NAME").toLowerCase(java.util.Locale.ROOT), rows.getString("TYPE_NAME"));
            }
        }
        return columns;
    }

    private static String other(String column, String type) {
        if (column.contains("hash")) {
            return "(SELECT hash FROM before WHERE log = 'rates')";
        } else if (column.equals("published_at")) {
            return column + " - INTERVAL '1' HOUR";
        } else if (type.toLowerCase(java.util.Locale.ROOT).startsWith("timestamp")) {
            return column + " + INTERVAL '1' HOUR";
        }
        return type.toLowerCase(java.util.Locale.ROOT).contains("char") ? "'x'" : column + " + 100";
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
