package dev.credits.jdbc.internal;

import static dev.credits.testkit.CreditsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.Credits;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.testing.Engine;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Reverse;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.Settle;
import dev.credits.ledger.Usage;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import dev.credits.testkit.ManualClock;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
@DisplayName("Rows that an earlier version wrote obey the laws of this one, and go on")
class OldRowsTest {
    private static final AccountId TEAM = AccountId.of("org:1/team");
    private static final Set<String> NUMBERS = Set.of(
            "id",
            "account_id",
            "floor",
            "available",
            "held",
            "earned",
            "spent",
            "expired",
            "moved_in",
            "moved_out",
            "adjusted",
            "debt",
            "seq",
            "cost_basis",
            "amount",
            "remaining",
            "reserved",
            "captured",
            "released",
            "available_change",
            "held_change",
            "shortfall",
            "reversed");
    private static final Set<String> COUNTS = Set.of("scale", "lots", "number", "priority", "leg");
    private static final Set<String> TIMES = Set.of(
            "last_at", "starts", "expires", "arrived", "opened", "deadline", "happened_at", "booked_at", "due_at");
    private static final Set<String> BYTES = Set.of("last_hash", "fingerprint", "hash");
    private static final Set<String> FLAGS = Set.of("started", "open");

    private final DataSource source;

    OldRowsTest(Engine engine) {
        this.source = engine.fresh();
    }

    @Test
    @Tag("L8")
    @Tag("H3")
    void version1() throws Exception {
        new Migrations(Database.of(source, null), "1.1").migrate();
        insert("rows-of-version-1.1.tsv");
        JdbcStorage storage = JdbcStorage.on(source);
        Ledger ledger = Credits.on(storage)
                .withClock(ManualClock.at("2026-01-01T03:30:00Z"))
                .ledger();

        assertThat(ledger).obeysTheLaws();
        LocalDate day = LocalDate.of(2026, 1, 1);
        assertThat(ledger.usage(TEAM, day, day.plusDays(1), ZoneOffset.UTC))
                .as("3.5 and 1 for chats, less 1.5 that was reversed without saying for what")
                .containsExactly(new Usage.Day(day, null, 7_500_000), new Usage.Day(day, "chat", 4_500_000));
        assertThat(ledger.execute(SetLimit.of(TEAM, Window.DAY, Amount.of("20"), reasoned("l")))
                        .isBooked())
                .isTrue();
        assertThat(ledger.limits(TEAM).get(0).used()).isEqualTo(12_000_000);
        assertThat(ledger.execute(Reverse.of(TEAM, IdempotencyKey.of("c2"), Memo.key("r2")))
                        .isBooked())
                .isTrue();
        assertThat(ledger.execute(Settle.of(
                                AccountId.of("org:1"), IdempotencyKey.of("h3"), Amount.of("7"), Memo.key("s3")))
                        .isBooked())
                .isTrue();
        assertThat(ledger.limits(TEAM).get(0).used()).isEqualTo(11_000_000);
        assertThat(ledger).obeysTheLaws();
    }

    private static Memo reasoned(String key) {
        return Memo.key(key).by("admin").because("as agreed");
    }

    private void insert(String file) throws SQLException, IOException {
        List<String> lines;
        try (InputStream stream = OldRowsTest.class.getResourceAsStream(file)) {
            lines = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        try (Connection connection = source.getConnection()) {
            String[] columns = {};
            String sql = "";
            for (String line : lines) {
                String[] values = line.split("\t", -1);
                if (line.startsWith("# ")) {
                    columns = line.substring(line.indexOf('\t') + 1).split("\t");
                    String marks = String.join(", ", Collections.nCopies(columns.length, "?"));
                    sql = "INSERT INTO " + values[0].substring(2) + " (" + String.join(", ", columns)
                            + ") OVERRIDING SYSTEM VALUE VALUES (" + marks + ")";
                } else {
                    insert(connection, sql, columns, values);
                }
            }
        }
    }

    private static void insert(Connection connection, String sql, String[] columns, String[] values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < columns.length; i++) {
                statement.setObject(i + 1, value(columns[i], sql, values[i]));
            }
            statement.executeUpdate();
        }
    }

    private static @Nullable Object value(String column, String sql, String text) {
        if (text.equals("-")) {
            return null;
        }
        if (NUMBERS.contains(column) && !(column.equals("id") && sql.contains("credit_holds"))) {
            return Long.parseLong(text);
        }
        if (COUNTS.contains(column)) {
            return Integer.parseInt(text);
        }
        if (TIMES.contains(column)) {
            return OffsetDateTime.parse(text);
        }
        if (FLAGS.contains(column)) {
            return Boolean.parseBoolean(text);
        }
        if (BYTES.contains(column)) {
            return HexFormat.of().parseHex(text);
        }
        if (column.equals("cost_amount")) {
            return new BigDecimal(text);
        }
        return column.equals("id") || column.equals("transaction_id") ? UUID.fromString(text) : text;
    }
}
