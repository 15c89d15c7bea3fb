package dev.credits.jdbc.fire;

import static dev.credits.jdbc.fire.RolesFixture.column;
import static dev.credits.jdbc.fire.RolesFixture.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.Credits;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.RolesScript;
import dev.credits.jdbc.testing.TestPostgres;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Roles are the cluster's: those of one database must be nothing in another. */
@Tag("A7")
class RolesOfTwoDatabasesTest {
    private RolesFixture here;
    private String there = "";
    private final PGSimpleDataSource other = new PGSimpleDataSource();

    @BeforeEach
    void two() throws SQLException {
        here = new RolesFixture();
        there = here.schema + "_there";
        run(here.owner, "CREATE DATABASE " + there);
        other.setUrl(here.owner.getUrl());
        other.setDatabaseName(there);
        other.setUser(here.owner.getUser());
        other.setPassword(here.owner.getPassword());
        run(other, "CREATE SCHEMA " + here.schema);
        JdbcStorage.migrate(other, null);
        run(other, here.script);
    }

    @AfterEach
    void dropped() throws SQLException {
        run(here.owner, "DROP DATABASE " + there + " WITH (FORCE)");
        here.close();
    }

    @Test
    @DisplayName("A7: the script run for two databases of a cluster gives no login of one any right in the other")
    void loginsOfOne() throws SQLException {
        assertThat(column(here.source("app"), "SELECT count(*) FROM credit_accounts"))
                .hasSize(1);
        for (String login : List.of("app", "alice")) {
            for (String schema : List.of(here.schema, here.shown())) {
                String statement = "SELECT * FROM " + schema + ".credit_accounts";
                assertThatThrownBy(() -> run(here.source(login, there), statement))
                        .as("%s: %s", login, statement)
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    @DisplayName(
            "A7: an operator that a reader put on the owner's path is not run by the script with the owner's rights")
    void plantedOperator() throws SQLException {
        run(here.owner, "GRANT CREATE, USAGE ON SCHEMA " + here.schema + " TO PUBLIC");
        String name = here.schema + ".";
        run(
                here.source("alice"),
                "CREATE FUNCTION " + name + "cat(text, name) RETURNS text LANGUAGE plpgsql AS "
                        + "'BEGIN RAISE EXCEPTION ''run as %', current_user; END'".replace("%'", "%''"),
                "CREATE OPERATOR " + name + "|| (LEFTARG = text, RIGHTARG = name, FUNCTION = " + name + "cat)");
        run(here.owner, "SET search_path = " + here.schema, here.script);
    }

    @Test
    @DisplayName("A7: the script takes no table for the ledger's that somebody else has made under such a name")
    void plantedTable() throws SQLException {
        run(here.owner, "GRANT CREATE, USAGE ON SCHEMA " + here.schema + " TO PUBLIC");
        run(here.source("alice"), "CREATE TABLE " + here.schema + ".credit_evil (account_id bigint)");
        assertThatThrownBy(() -> run(here.owner, here.script))
                .hasMessageContaining("somebody else than the owner of its tables owns credit_evil");
        run(here.owner, "DROP TABLE " + here.schema + ".credit_evil", here.script);
    }

    @Test
    @DisplayName(
            "A7: the script refuses roles that were made for other tables, or by somebody else, and changes nothing")
    void foreignRoles() throws SQLException {
        PGSimpleDataSource second = TestPostgres.fresh();
        JdbcStorage.migrate(second, null);
        String schema = second.getCurrentSchema();
        assertThatThrownBy(() -> run(second, new RolesScript(schema, here.schema).forPostgres()))
                .hasMessageContaining("exists and was not made for these tables");
        String taken = schema + "_" + here.owner.getDatabaseName() + "_app";
        run(here.owner, "CREATE ROLE %s LOGIN".formatted(taken));
        try {
            assertThatThrownBy(() -> run(second, new RolesScript(schema, schema).forPostgres()))
                    .hasMessageContaining("exists and was not made for these tables");
        } finally {
            run(here.owner, "DROP ROLE " + taken);
        }
        assertThat(column(second, "SELECT to_regclass('%s.credit_subjects')".formatted(schema)))
                .containsExactly((String) null);
    }

    @Test
    @DisplayName("A7: an owner that is no superuser makes the roles, and is told who has them")
    void plainOwner() throws SQLException {
        String name = here.login("plain");
        run(here.owner, "CREATE ROLE %s LOGIN CREATEROLE PASSWORD 'x'".formatted(name));
        run(other, "GRANT CREATE ON DATABASE %s TO %s".formatted(there, name));
        PGSimpleDataSource plain = here.source("plain", there);
        plain.setCurrentSchema("plain");
        JdbcStorage.migrate(plain, "plain");
        String script = new RolesScript("plain", here.schema + "_plain").forPostgres();
        run(plain, script);
        Ledger ledger = Credits.on(JdbcStorage.on(plain)).ledger();
        ledger.execute(Open.of(RolesFixture.OWN, Memo.key("open"))).orElseThrow();
        String role = here.schema + "_plain_" + there;
        run(
                plain,
                "CREATE ROLE %s LOGIN PASSWORD 'x' IN ROLE %s_reader".formatted(here.login("carol"), role),
                "INSERT INTO credit_subjects VALUES ('%s', 'org:7')".formatted(here.login("carol")));

        assertThat(column(here.source("carol", there), "SELECT name FROM plain_reader.credit_accounts"))
                .containsExactly("org:7");
        assertThat(lastAnswer(plain, script))
                .containsExactly(role + "_app null null", role + "_reader " + here.login("carol") + " org:7");
    }

    private static List<String> lastAnswer(PGSimpleDataSource source, String script) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(script);
            while (!rows) {
                rows = statement.getMoreResults();
            }
            ResultSet listed = statement.getResultSet();
            while (listed.next()) {
                lines.add(listed.getString(1) + " " + listed.getString(2) + " " + listed.getString(3));
            }
        }
        return lines;
    }

    @Test
    @DisplayName("A7: a name that would be cut off, and so be another's, is refused")
    void longNames() {
        String prefix = "p".repeat(40);
        assertThatThrownBy(() -> run(other, new RolesScript(here.schema, prefix).forPostgres()))
                .hasMessageContaining("more than 63 bytes");
    }
}
