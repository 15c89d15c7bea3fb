package dev.credits.jdbc.fire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.RolesScript;
import dev.credits.jdbc.testing.Engine;
import dev.credits.jdbc.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Every table that is migrated is named here with what the application's role may do; a new one has to be added. */
@Tag("A7")
@Tag("L6")
class EveryTableHasItsRightsTest {
    private static final String APPEND_ONLY = "INSERT SELECT";
    private static final String UPDATED = "INSERT SELECT UPDATE";
    private static final String LOOKED_AT = "SELECT";

    private static final Map<String, String> RIGHTS = new TreeMap<>(Map.of(
            "credit_accounts", UPDATED,
            "credit_lots", UPDATED,
            "credit_holds", UPDATED,
            "credit_reversals", UPDATED,
            "credit_limits", UPDATED,
            "credit_usage", UPDATED,
            "credit_ledger_entries", APPEND_ONLY,
            "credit_conversions", APPEND_ONLY,
            "credit_price_versions", APPEND_ONLY,
            "credit_schema_history", LOOKED_AT));

    @Test
    @DisplayName("L6: on H2 the script gives the application every table of the schema, and no more than it needs")
    void h2() throws SQLException {
        DataSource source = Engine.H2.fresh();
        JdbcStorage.migrate(source, null);
        String rights = """
                SELECT t.table_name, p.privilege_type
                FROM information_schema.tables t LEFT JOIN information_schema.table_privileges p
                ON p.table_name = t.table_name AND p.table_schema = t.table_schema AND p.grantee = 'CREDITS_APP'
                WHERE LOWER(t.table_name) LIKE 'credit!_%' ESCAPE '!' ORDER BY 1, 2""";
        assertThat(rights(source, new RolesScript("public", "credits").forH2(), rights))
                .isEqualTo(RIGHTS);
    }

    @Test
    @DisplayName(
            "L6: on PostgreSQL the script gives the application every table of the schema, and no more than it needs")
    void postgres() throws SQLException {
        PGSimpleDataSource source = TestPostgres.fresh();
        JdbcStorage.migrate(source, null);
        String schema = source.getCurrentSchema();
        String rights = """
                SELECT c.relname, p.name
                FROM pg_class c CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS p (name)
                WHERE c.relnamespace = '%1$s'::regnamespace AND c.relkind = 'r' AND c.relname <> 'credit_subjects'
                AND (has_table_privilege('%1$s_app', c.oid, p.name)
                    OR p.name IN ('SELECT', 'INSERT', 'UPDATE') AND has_any_column_privilege('%1$s_app', c.oid, p.name))
                ORDER BY 1, 2""".formatted(schema);
        try {
            assertThat(rights(source, new RolesScript(schema, schema).forPostgres(), rights))
                    .isEqualTo(RIGHTS);
        } finally {
            for (String role : new String[] {"_app", "_tenant", "_reader"}) {
                rights(
                        source,
                        "DROP OWNED BY " + schema + role + "; DROP ROLE " + schema + role,
                        "SELECT 'none', 'none'");
            }
        }
    }

    private static Map<String, String> rights(DataSource source, String script, String question) throws SQLException {
        Map<String, String> rights = new TreeMap<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(script);
            try (ResultSet rows = statement.executeQuery(question)) {
                while (rows.next()) {
                    rights.merge(
                            rows.getString(1).toLowerCase(Locale.ROOT),
                            String.valueOf(rows.getString(2)),
                            (some, more) -> some + " " + more);
                }
            }
        }
        return rights;
    }
}
