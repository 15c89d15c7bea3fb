package dev.credits.jdbc.fire;

import static dev.credits.jdbc.fire.RolesFixture.FOREIGN;
import static dev.credits.jdbc.fire.RolesFixture.LOGINS;
import static dev.credits.jdbc.fire.RolesFixture.OWN;
import static dev.credits.jdbc.fire.RolesFixture.column;
import static dev.credits.jdbc.fire.RolesFixture.reasoned;
import static dev.credits.jdbc.fire.RolesFixture.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Charge;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.Fund;
import dev.credits.ledger.Grant;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Move;
import dev.credits.ledger.Open;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.Settle;
import dev.credits.ledger.Transfer;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import dev.credits.quota.Plans;
import dev.credits.quota.QuotaPage;
import java.sql.SQLException;
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
    private static RolesFixture roles;

    @BeforeAll
    static void rolesAndLogins() throws SQLException {
        roles = new RolesFixture();
        // what a host may have of its own: a view, and a function with the rights of whoever uses it
        run(
                roles.owner,
                "CREATE VIEW balances WITH (security_barrier) AS SELECT name, available FROM credit_accounts",
                "GRANT SELECT ON balances TO " + roles.role("app"),
                "CREATE FUNCTION entries_of(who varchar) RETURNS bigint LANGUAGE sql STABLE AS $$"
                        + " SELECT count(*) FROM credit_ledger_entries e JOIN credit_accounts a ON a.id = e.account_id"
                        + " WHERE a.name = who $$",
                "GRANT EXECUTE ON FUNCTION entries_of TO PUBLIC");
    }

    @AfterAll
    static void dropRoles() throws SQLException {
        roles.close();
    }

    @Test
    @Tag("K9")
    @DisplayName("A7: the application's role does all that the library does")
    void applicationWorks() {
        Ledger ledger = roles.ledger("app");
        AccountId account = AccountId.of("user:3");
        ledger.execute(Open.of(account, Memo.key("open"))).orElseThrow();
        ledger.execute(Grant.of(account, Amount.of("10"), Memo.key("grant"))).orElseThrow();
        ledger.execute(Reserve.of(account, Amount.of("4"), Memo.key("hold"))).orElseThrow();
        ledger.execute(Settle.of(account, IdempotencyKey.of("hold"), Amount.of("3"), Memo.key("settle")))
                .orElseThrow();
        ledger.execute(new Transfer(account, FOREIGN, Amount.of("1"), Memo.key("transfer")))
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
                "CREATE TABLE %1$s.mine (x int)",
                "CREATE FUNCTION %1$s.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE VIEW %1$s_reader.mine AS SELECT 1",
                "CREATE OR REPLACE FUNCTION %1$s.credit_refuse_change() RETURNS trigger LANGUAGE plpgsql"
                        + " AS 'BEGIN RETURN NULL; END'",
                "ALTER TABLE %1$s.credit_ledger_entries DISABLE TRIGGER ALL",
                "DROP TRIGGER credit_ledger_entries_append_only ON %1$s.credit_ledger_entries",
                "DROP TABLE %1$s.credit_reversals",
                "INSERT INTO %1$s.credit_subjects VALUES (CURRENT_USER::text::regrole, 'org:8')",
                "SELECT setval('%1$s.credit_accounts_id_seq', 1000)",
                "SET session_replication_role = replica",
                "SET ROLE postgres",
                "SET SESSION AUTHORIZATION postgres",
                "ALTER ROLE CURRENT_USER BYPASSRLS",
                "ALTER ROLE CURRENT_USER SUPERUSER"
            })
    @DisplayName("L6: no login of these roles changes tables, functions, triggers, or who it is")
    void refused(String statement) {
        for (String login : LOGINS) {
            roles.assertDenied(login, statement.formatted(roles.schema));
        }
    }

    @Test
    @DisplayName("A7: nobody becomes another login, or takes a role it was not given")
    void setRole() {
        for (String login : LOGINS) {
            List<String> others =
                    new ArrayList<>(LOGINS.stream().map(roles::login).toList());
            others.remove(roles.login(login));
            others.add(roles.role(login.equals("app") ? "reader" : "app"));
            others.forEach(other -> roles.assertDenied(login, "SET ROLE " + other));
        }
    }

    @Test
    @DisplayName(
            "A7: an account's id is the database's to give: nobody takes the next 500, so accounts can still be opened")
    void idsCannotBeTaken() {
        roles.assertDenied("app", """
                INSERT INTO credit_accounts (id, name, unit, scale, funding, status, floor, available, held, earned, spent,
                    expired, moved_in, moved_out, adjusted, debt, lots, seq, last_at, last_hash) OVERRIDING SYSTEM VALUE
                SELECT 1000 + n, 'mine:' || n, 'CREDIT', 6, 'OWN', 'OPEN', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, now(), ''
                FROM generate_series(1, 500) AS n""");
        roles.ledger("app")
                .execute(Open.of(AccountId.of("user:4"), Memo.key("open")))
                .orElseThrow();
    }

    @Test
    @DisplayName("A7: a reader reads its own accounts with the library, and finds no other")
    void readerSeesItsOwn() {
        Ledger ledger = roles.ledger("alice");
        assertThat(ledger.balance(OWN)).isPresent();
        assertThat(ledger.balance(FOREIGN)).isEmpty();
        assertThat(ledger.verify().violations()).isEmpty();
        assertThat(ledger.verify().accounts()).isEqualTo(2);
        assertThatThrownBy(() -> ledger.execute(new Charge(OWN, Amount.of("1"), Memo.key("mine"))))
                .isInstanceOf(CreditsException.class)
                .hasMessageContaining("permission denied");
    }

    @Test
    @DisplayName("A7: a reader sees its quotas, which are accounts of their own")
    void readerSeesItsQuotas() {
        QuotaPage page = roles.credits("alice").quotas(Plans.USUAL).page(OWN);
        assertThat(page.lines()).extracting(QuotaPage.Line::quota).containsExactly("exports");
        assertThat(page.plan()).isEqualTo("small");
    }

    @Test
    @DisplayName("A7: neither of two subjects with one beginning is the other's: org:7 is not org:77, or org:7-b")
    void likeNames() throws SQLException {
        Ledger app = roles.ledger("app");
        for (String name : List.of("org:77", "org:7-b", "org:7.5", "org:6", "org:7/team:1", "org:7/team:1#exports")) {
            app.execute(Open.of(AccountId.of(name), Memo.key("open"))).orElseThrow();
        }
        assertThat(column(roles.source("alice"), "SELECT name FROM credit_accounts ORDER BY name"))
                .containsExactly("org:7", "org:7#exports", "org:7/team:1", "org:7/team:1#exports");
    }

    @Test
    @DisplayName(
            "A7: plans, with what they counted, tell nothing of others: a balance is not to be found by asking for them")
    void plansTellNothing() throws SQLException {
        PGSimpleDataSource alice = roles.source("alice");
        long balance = Long.parseLong(column(roles.owner, "SELECT available FROM credit_accounts WHERE name = 'org:8'")
                .get(0));
        for (String explain : List.of("EXPLAIN", "EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF)")) {
            assertThat(column(alice, explain + question("available > " + (balance - 1))))
                    .as("whether it is more than one less, asked by %s", explain)
                    .isEqualTo(column(alice, explain + question("available > " + balance)).stream()
                            .map(line -> line.replace("" + balance, "" + (balance - 1)))
                            .toList());
        }
        assertThat(column(alice, "EXPLAIN" + question("true")))
                .as("a plan that shows nothing below the function")
                .anyMatch(line -> line.contains("Function Scan"));
    }

    private static String question(String condition) {
        return " SELECT 1 FROM credit_accounts WHERE name = 'org:8' AND " + condition;
    }

    @Test
    @DisplayName("A7: a condition that tells what it is shown, a division and a cast are shown nothing of others")
    void messagesTellNothing() throws SQLException {
        PGSimpleDataSource alice = roles.source("alice");
        assertThat(column(
                        alice,
                        "CREATE FUNCTION pg_temp.tell(what varchar) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS 'BEGIN"
                                + " IF what NOT LIKE ''org:7%'' THEN RAISE EXCEPTION ''saw %'', what; END IF; RETURN true; END'",
                        "SELECT DISTINCT unit FROM credit_accounts WHERE pg_temp.tell(name)"))
                .contains("CREDIT");
        assertThat(column(alice, "SELECT 1 / (CASE name WHEN 'org:8' THEN 0 ELSE 1 END) FROM credit_accounts"))
                .containsOnly("1");
        assertThat(column(alice, "SELECT 1 FROM credit_accounts WHERE name = 'org:8' AND CAST(name AS int) = 1"))
                .isEmpty();
        assertThat(column(alice, "SELECT schemaname || '.' || tablename FROM pg_stats WHERE tablename LIKE 'credit%'"))
                .allMatch((roles.shown() + ".credit_schema_history")::equals);
    }

    @Test
    @DisplayName("A7: views and functions of others', or of its own, show a reader no more")
    void viewsAndFunctions() throws SQLException {
        roles.assertDenied("alice", "SELECT * FROM %s.balances".formatted(roles.schema));
        roles.assertDenied("alice", "SELECT %s.entries_of('org:7')".formatted(roles.schema));
        roles.assertDenied("alice", """
                CREATE FUNCTION pg_temp.spy() RETURNS SETOF varchar LANGUAGE sql SECURITY DEFINER AS
                'SELECT name FROM %s.credit_accounts'; SELECT pg_temp.spy()""".formatted(roles.schema));
        // what it makes itself stands before what functions of the owner's look for
        assertThat(column(
                        roles.source("alice"),
                        "CREATE TEMP TABLE pg_roles AS SELECT login::oid AS oid, SESSION_USER AS rolname"
                                + " FROM (VALUES (1)) AS v (login)",
                        "SET search_path = pg_temp, %s".formatted(roles.shown()),
                        "SELECT name FROM credit_accounts WHERE name = 'org:7'"))
                .containsExactly("org:7");
    }

    @Test
    @DisplayName("A7: a login that was dropped leaves its subject to none that is made under its name")
    void droppedLogin() throws SQLException {
        roles.login("bob", "reader");
        roles.bind("bob", FOREIGN);
        PGSimpleDataSource bob = roles.source("bob");
        String question = "SELECT name FROM %s.credit_accounts WHERE name = 'org:8'".formatted(roles.shown());
        assertThat(column(bob, question)).containsExactly("org:8");

        run(roles.owner, "DROP ROLE " + roles.login("bob"));
        roles.login("bob", "reader");
        assertThat(column(bob, question)).isEmpty();
        run(roles.owner, roles.script);
        assertThat(column(roles.owner, "SELECT subject FROM credit_subjects")).containsExactly("org:7");
    }
}
