package dev.credits.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.Credits;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.testing.Engine;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Charge;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Reverse;
import dev.credits.ledger.Settle;
import dev.credits.money.Amount;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each released schema version has its name in the list below, and a history written by that release beside this test. */
@ParameterizedClass
@EnumSource
class UpgradeTest {
    private static final Instant LATER = Instant.parse("2026-02-01T12:00:00Z");
    private static final AccountId USER = AccountId.of("user:1");

    private final Engine engine;
    private final DataSource source;

    UpgradeTest(Engine engine) {
        this.engine = engine;
        this.source = engine.fresh();
    }

    @ParameterizedTest
    @ValueSource(strings = "1.1")
    @DisplayName("L8, L10: what an earlier release has written is read, verified and continued by this one")
    @Tag("L8")
    @Tag("L10")
    void fromAnEarlierVersion(String version) throws SQLException, IOException {
        new Migrations(Database.of(source, null), version).migrate();
        Sql.run(source, history(version).split(";\n"));
        Ledger ledger =
                Credits.on(JdbcStorage.on(source)).withClock(() -> LATER).ledger();

        assertThat(ledger.verify().violations()).isEmpty();
        assertThat(ledger.balance(USER).orElseThrow().available()).isEqualTo(Amount.of("1085.145"));
        Charge retry = new Charge(USER, Amount.of("3.36"), Memo.key("c1").feature("chat"));
        assertThat(ledger.execute(retry)).isInstanceOf(Outcome.Replayed.class);
        ledger.execute(Settle.of(USER, IdempotencyKey.of("r2"), Amount.of("10"), Memo.key("r2-end")))
                .orElseThrow();
        ledger.execute(Reverse.of(USER, IdempotencyKey.of("c1"), Memo.key("rev-rest")))
                .orElseThrow();
        ledger.execute(Open.of(AccountId.of("user:2"), Memo.key("open"))).orElseThrow();
        ledger.sweep();
        assertThat(ledger.verify().violations()).isEmpty();
    }

    private String history(String version) throws IOException {
        try (InputStream stream =
                UpgradeTest.class.getResourceAsStream("/dev/credits/jdbc/releases/" + version + ".sql")) {
            String sql = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return sql.replaceAll("\\{bytes (\\w+)}", engine == Engine.H2 ? "X'$1'" : "'\\\\x$1'");
        }
    }
}
