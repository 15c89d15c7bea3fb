package dev.credits.jdbc.fire;

import static dev.credits.jdbc.fire.RolesFixture.column;
import static dev.credits.jdbc.fire.RolesFixture.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.RolesScript;
import dev.credits.jdbc.testing.TestPostgres;
import java.sql.SQLException;
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
    @DisplayName("A7: a name that would be cut off, and so be another's, is refused")
    void longNames() {
        String prefix = "p".repeat(40);
        assertThatThrownBy(() -> run(other, new RolesScript(here.schema, prefix).forPostgres()))
                .hasMessageContaining("more than 63 bytes");
    }
}
