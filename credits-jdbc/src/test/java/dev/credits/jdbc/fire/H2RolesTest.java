package dev.credits.jdbc.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.Credits;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.RolesScript;
import dev.credits.jdbc.testing.TestH2;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rights of the shipped script on H2, as far as its engine goes. */
@Tag("A7")
class H2RolesTest {
    private static final int NOT_ENOUGH_RIGHTS = 90096;
    private static final int ADMIN_RIGHTS_ARE_REQUIRED = 90040;

    private final JdbcDataSource owner = TestH2.memory();
    private final JdbcDataSource app = new JdbcDataSource();

    @BeforeEach
    void rights() throws SQLException {
        JdbcStorage.migrate(owner, null);
        app.setURL(owner.getURL().replace(";DB_CLOSE_DELAY=-1", ""));
        app.setUser("app");
        app.setPassword("x");
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(new RolesScript("public", "credits").forH2());
            statement.execute("CREATE USER app PASSWORD 'x'");
            statement.execute("GRANT credits_app TO app");
        }
    }

    @Test
    @Tag("L6")
    @DisplayName(
            "L6: the application's role does what the library does, and changes neither what is append only nor the tables")
    void application() {
        Ledger ledger =
                Credits.on(JdbcStorage.builder(app).migrate(false).build()).ledger();
        AccountId user = AccountId.of("user:1");
        ledger.execute(Open.of(user, Memo.key("open"))).orElseThrow();
        ledger.execute(Grant.of(user, Amount.of("10"), Memo.key("grant"))).orElseThrow();
        ledger.execute(new Charge(user, Amount.of("1"), Memo.key("charge"))).orElseThrow();
        Memo reasoned = Memo.key("limit").by("admin").because("as agreed");
        ledger.execute(SetLimit.of(user, Window.DAY, Amount.of("3"), reasoned)).orElseThrow();
        ledger.execute(new Charge(user, Amount.of("1"), Memo.key("again"))).orElseThrow();
        assertThat(ledger.verify().violations()).isEmpty();

        refused("UPDATE credit_ledger_entries SET reason = 'x'", NOT_ENOUGH_RIGHTS);
        refused("DELETE FROM credit_ledger_entries", NOT_ENOUGH_RIGHTS);
        refused("DELETE FROM credit_accounts", NOT_ENOUGH_RIGHTS);
        refused("TRUNCATE TABLE credit_lots", NOT_ENOUGH_RIGHTS);
        refused("DELETE FROM credit_limits", NOT_ENOUGH_RIGHTS);
        refused("DELETE FROM credit_usage", NOT_ENOUGH_RIGHTS);
        refused("UPDATE credit_log SET actor = 'x'", NOT_ENOUGH_RIGHTS);
        refused("DROP TRIGGER credit_ledger_entries_append_only", NOT_ENOUGH_RIGHTS, ADMIN_RIGHTS_ARE_REQUIRED);
        refused("DROP TABLE credit_lots", NOT_ENOUGH_RIGHTS, ADMIN_RIGHTS_ARE_REQUIRED);
        refused("CREATE TABLE mine (x int)", NOT_ENOUGH_RIGHTS, ADMIN_RIGHTS_ARE_REQUIRED);
        refused("SET REFERENTIAL_INTEGRITY FALSE", ADMIN_RIGHTS_ARE_REQUIRED);
        refused("ALTER USER app ADMIN TRUE", ADMIN_RIGHTS_ARE_REQUIRED);
        refused("SCRIPT TO 'copy.sql'", ADMIN_RIGHTS_ARE_REQUIRED);
    }

    private void refused(String statement, Integer... codes) {
        assertThatThrownBy(() -> {
                    try (Connection connection = app.getConnection();
                            Statement any = connection.createStatement()) {
                        any.execute(statement);
                    }
                })
                .as(statement)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getErrorCode())
                                .as(refused.getMessage())
                                .isIn((Object[]) codes));
    }
}
