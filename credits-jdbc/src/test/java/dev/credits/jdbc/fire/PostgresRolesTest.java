package dev.credits.jdbc.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.Credits;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.RolesScript;
import dev.credits.jdbc.testing.TestPostgres;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Charge;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.Fund;
import dev.credits.ledger.Grant;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Move;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.SetFloor;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.Settle;
import dev.credits.ledger.Transfer;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The roles of the shipped script, tried by logins that have them. */
@Tag("A7")
class PostgresRolesTest {
    private static final String DENIED = "42501";
    private static final AccountId ALICE = AccountId.of("user:1");
    private static final AccountId BOB = AccountId.of("user:2");
    private static final List<String> TABLES = List.of(
            "credit_accounts",
            "credit_lots",
            "credit_holds",
            "credit_ledger_entries",
            "credit_reversals",
            "credit_limits",
            "credit_usage");

    private static final PGSimpleDataSource OWNER = TestPostgres.fresh();
    private static final String SCHEMA = OWNER.getCurrentSchema();
    private static final String PREFIX = SCHEMA;

    @BeforeAll
    static void rolesAndLogins() throws SQLException {
        Ledger ledger = Credits.on(JdbcStorage.on(OWNER)).ledger();
        String script = new RolesScript(SCHEMA, PREFIX).forPostgres();
        run(OWNER, script);
        run(OWNER, script); // as after a migration
        for (String login : List.of("app", "tenant", "alice")) {
            String group = login.equals("alice") ? "reader" : login;
            run(OWNER, "CREATE ROLE %s LOGIN PASSWORD 'x' IN ROLE %s_%s".formatted(login(login), PREFIX, group));
        }
        run(
                OWNER,
                "INSERT INTO credit_subjects VALUES ('%s', 'user:1'), ('%s', 'org:7')"
                        .formatted(login("alice"), login("tenant")));
        for (AccountId account : List.of(ALICE, BOB, AccountId.of("user:10"), AccountId.of("org:7"))) {
            ledger.execute(Open.of(account, Memo.key("open"))).orElseThrow();
            ledger.execute(Grant.of(account, Amount.of("10"), Memo.key("grant")))
                    .orElseThrow();
            ledger.execute(Reserve.of(account, Amount.of("1"), Memo.key("hold")))
                    .orElseThrow();
            ledger.execute(new Charge(account, Amount.of("1"), Memo.key("spent")))
                    .orElseThrow();
            ledger.execute(SetLimit.of(account, Window.DAY, Amount.of("9"), reasoned("limit")))
                    .orElseThrow();
        }
        // what a host may have of its own: a view and a function, with the rights of whoever uses them
        run(
                OWNER,
                "CREATE VIEW balances WITH (security_barrier) AS SELECT name, available FROM credit_accounts",
                "GRANT SELECT ON balances TO " + PREFIX + "_app",
                "CREATE FUNCTION entries_of(who varchar) RETURNS bigint LANGUAGE sql STABLE AS $$"
                        + " SELECT count(*) FROM credit_ledger_entries e JOIN credit_accounts a ON a.id = e.account_id"
                        + " WHERE a.name = who $$",
                "GRANT EXECUTE ON FUNCTION entries_of TO PUBLIC");
    }

    @Test
    @Tag("K9")
    @DisplayName("A7: the application's role does all that the library does")
    void applicationWorks() {
        Ledger ledger = ledger("app");
        AccountId account = AccountId.of("user:3");
        ledger.execute(Open.of(account, Memo.key("open"))).orElseThrow();
        ledger.execute(Grant.of(account, Amount.of("10"), Memo.key("grant"))).orElseThrow();
        ledger.execute(Reserve.of(account, Amount.of("4"), Memo.key("hold"))).orElseThrow();
        ledger.execute(Settle.of(account, IdempotencyKey.of("hold"), Amount.of("3"), Memo.key("settle")))
                .orElseThrow();
        ledger.execute(new Transfer(account, BOB, Amount.of("1"), Memo.key("transfer")))
                .orElseThrow();
        AccountId member = AccountId.of("user:3/member:1");
        ledger.execute(Open.of(member, Memo.key("open")).sharing(account)).orElseThrow();
        ledger.execute(SetLimit.of(member, Window.MONTH, Amount.of("2"), reasoned("limit")))
                .orElseThrow();
        ledger.execute(new Charge(member, Amount.of("1"), Memo.key("charge"))).orElseThrow();
        ledger.execute(SetLimit.lifted(member, Window.MONTH, reasoned("lift"))).orElseThrow();
        ledger.execute(Fund.own(member, reasoned("own"))).orElseThrow();
        ledger.execute(new Move(member, null, reasoned("move"))).orElseThrow();
        ledger.sweep();
        assertThat(ledger.verify().violations()).isEmpty();
    }

    @ParameterizedTest
    @Tag("L6")
    @ValueSource(
            strings = {
                "UPDATE credit_ledger_entries SET reason = 'x'",
                "DELETE FROM credit_ledger_entries",
                "TRUNCATE credit_ledger_entries",
                "UPDATE credit_accounts SET name = 'user:77'",
                "UPDATE credit_lots SET account_id = 1",
                "DELETE FROM credit_accounts",
                "DELETE FROM credit_lots",
                "DELETE FROM credit_holds",
                "DELETE FROM credit_limits",
                "DELETE FROM credit_usage",
                "TRUNCATE credit_usage",
                "UPDATE credit_limits SET account_id = 1",
                "UPDATE credit_usage SET slot = now()",
                "UPDATE credit_holds SET spender = 'user:2'",
                "TRUNCATE credit_holds",
                "UPDATE credit_conversions SET rate = 1",
                "UPDATE credit_price_versions SET actor = 'x'",
                "UPDATE credit_schema_history SET checksum = 1",
                "INSERT INTO credit_subjects VALUES (current_user, 'user:2')",
                "ALTER TABLE credit_ledger_entries DISABLE TRIGGER ALL",
                "DROP TRIGGER credit_ledger_entries_append_only ON credit_ledger_entries",
                "ALTER TABLE credit_accounts DISABLE ROW LEVEL SECURITY",
                "DROP TABLE credit_reversals",
                "CREATE TABLE mine (x int)",
                "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE OR REPLACE FUNCTION credit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                "SET session_replication_role = replica"
            })
    @DisplayName(
            "L6: neither the application's role, nor a tenant's, nor a reader's may change what is append only, or the tables")
    void refused(String statement) {
        for (String login : List.of("app", "tenant", "alice")) {
            assertDenied(login, statement);
        }
    }

    @Test
    @DisplayName("A7: a reader sees the rows of its own accounts in every table, and no other's")
    void readerSeesItsOwn() throws SQLException {
        for (String table : TABLES) {
            String ids = "SELECT DISTINCT %s FROM %s"
                    .formatted(table.equals("credit_accounts") ? "id" : "account_id", table);
            List<String> all = column(OWNER, ids);
            List<String> own = column(OWNER, "SELECT id FROM credit_accounts WHERE name = 'user:1'");
            assertThat(column(source("alice"), ids)).as(table).isSubsetOf(own).hasSize(all.isEmpty() ? 0 : 1);
        }
        assertThat(column(source("alice"), "SELECT subject FROM credit_subjects"))
                .containsExactly("user:1");
        Ledger ledger = ledger("alice");
        assertThat(ledger.balance(ALICE)).isPresent();
        assertThat(ledger.balance(BOB)).isEmpty();
        assertThat(ledger.verify().accounts()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE credit_accounts SET available = 1000",
                "INSERT INTO credit_lots SELECT * FROM credit_lots",
                "SELECT * FROM credit_accounts FOR UPDATE",
                "SELECT * FROM credit_price_versions",
                "SELECT * FROM balances"
            })
    @DisplayName(
            "A7: a reader changes nothing, and reads nothing it was not given, not by a view of the owner's either")
    void readerOnlyReads(String statement) {
        assertDenied("alice", statement);
    }

    @Test
    @DisplayName("A7: views and functions show a reader no more than its tables do")
    void viewsAndFunctions() throws SQLException {
        PGSimpleDataSource alice = source("alice");
        assertThat(column(alice, "SELECT entries_of('user:1')")).containsExactly("5");
        assertThat(column(alice, "SELECT entries_of('user:2')")).containsExactly("0");
        assertThat(column(
                        alice,
                        "CREATE TEMP VIEW everybody AS SELECT name FROM credit_accounts",
                        "SELECT name FROM everybody"))
                .containsExactly("user:1");
        assertThat(column(
                        alice,
                        "CREATE FUNCTION pg_temp.spy() RETURNS SETOF varchar LANGUAGE sql SECURITY DEFINER AS"
                                + " 'SELECT name FROM " + SCHEMA + ".credit_accounts'",
                        "SELECT pg_temp.spy()"))
                .containsExactly("user:1");
        // a condition that tells what it is shown is shown nothing of others
        assertThat(column(
                        alice,
                        "CREATE FUNCTION pg_temp.tell(what varchar) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS"
                                + " 'BEGIN IF what <> ''user:1'' THEN RAISE EXCEPTION ''saw %'', what; END IF; RETURN true; END'",
                        "SELECT name FROM credit_accounts WHERE pg_temp.tell(name)"))
                .containsExactly("user:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "tenant", "alice"})
    @DisplayName("A7: nobody becomes another role, or escapes row security")
    void setRole(String login) {
        List<String> ways = new ArrayList<>(List.of(
                "SET ROLE postgres", "SET SESSION AUTHORIZATION postgres",
                "ALTER ROLE CURRENT_USER BYPASSRLS", "ALTER ROLE CURRENT_USER SUPERUSER"));
        List.of("app", "tenant", "alice").stream()
                .filter(other -> !other.equals(login))
                .forEach(other -> ways.add("SET ROLE " + login(other)));
        if (!login.equals("app")) {
            ways.add("SET ROLE " + PREFIX + "_app");
            ways.add("SET row_security = off; SELECT * FROM credit_accounts");
        }
        ways.forEach(way -> assertDenied(login, way));
    }

    @Test
    @DisplayName("A7: a tenant works with the library on its own accounts, and finds no others")
    void tenantWorksOnItsOwn() throws SQLException {
        Ledger ledger = ledger("tenant");
        AccountId org = AccountId.of("org:7");
        AccountId team = AccountId.of("org:7/team:1");
        ledger.execute(Open.of(team, Memo.key("open"))).orElseThrow();
        ledger.execute(new Transfer(org, team, Amount.of("2"), Memo.key("transfer")))
                .orElseThrow();
        ledger.execute(new Charge(team, Amount.of("1"), Memo.key("charge"))).orElseThrow();
        assertThat(ledger.verify().violations()).isEmpty();
        assertThat(ledger.verify().accounts()).isEqualTo(2);

        for (Outcome outcome : List.of(
                ledger.execute(new Charge(BOB, Amount.of("1"), Memo.key("theft"))),
                ledger.execute(new Transfer(BOB, org, Amount.of("1"), Memo.key("theft"))),
                ledger.execute(new Transfer(org, BOB, Amount.of("1"), Memo.key("gift"))))) {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Declined.class,
                            declined -> assertThat(declined.code()).isEqualTo(DeclineCode.ACCOUNT_NOT_FOUND));
        }
        assertThatThrownBy(() -> ledger.execute(Open.of(AccountId.of("user:9"), Memo.key("open"))))
                .isInstanceOf(CreditsException.class)
                .hasMessageContaining("row-level security");
        ledger.execute(new SetFloor(team, Amount.of("-1"), reasoned("floor"))).orElseThrow();
        assertThatThrownBy(() -> ledger.execute(SetLimit.of(team, Window.DAY, Amount.of("9"), reasoned("limit"))))
                .isInstanceOf(CreditsException.class)
                .hasMessageContaining("permission denied");
        try (Connection connection = source("tenant").getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(
                            "UPDATE credit_accounts SET available = available WHERE name = 'user:2'"))
                    .isZero();
        }
        assertDenied(
                "tenant",
                "INSERT INTO credit_lots SELECT 1, 9, 'PAID', 50, NULL, NULL, NULL, NULL, NULL, now(), 1, 1, 0,"
                        + " true, true");
    }

    @AfterAll
    static void dropRoles() throws SQLException {
        for (String role : List.of(
                login("app"),
                login("tenant"),
                login("alice"),
                PREFIX + "_app",
                PREFIX + "_tenant",
                PREFIX + "_reader")) {
            run(OWNER, "DROP OWNED BY " + role, "DROP ROLE " + role);
        }
    }

    private static Memo reasoned(String key) {
        return Memo.key(key).by("admin").because("as agreed");
    }

    private static Ledger ledger(String login) {
        return Credits.on(JdbcStorage.builder(source(login)).migrate(false).build())
                .ledger();
    }

    private static String login(String name) {
        return PREFIX + "_login_" + name;
    }

    private static PGSimpleDataSource source(String name) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(OWNER.getUrl());
        source.setUser(login(name));
        source.setPassword("x");
        return source;
    }

    private static void assertDenied(String login, String statement) {
        assertThatThrownBy(() -> run(source(login), statement))
                .as("%s: %s", login, statement)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState())
                                .as(refused.getMessage())
                                .isEqualTo(DENIED));
    }

    private static void run(PGSimpleDataSource source, String... statements) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> column(PGSimpleDataSource source, String... statements) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < statements.length - 1; i++) {
                statement.execute(statements[i]);
            }
            try (ResultSet rows = statement.executeQuery(statements[statements.length - 1])) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
        }
        return values;
    }
}
