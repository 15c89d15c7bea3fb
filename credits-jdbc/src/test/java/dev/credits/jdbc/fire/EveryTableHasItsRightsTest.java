package dev.credits.jdbc.fire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.RolesScript;
import dev.credits.jdbc.testing.Engine;
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

/**
 * Every table that is migrated is named here with what the application's role may do on H2; a new one has to be added. For
 * PostgreSQL {@link RolesMatrixTest} does so, by column.
 */
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
            "credit_log", APPEND_ONLY,
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
