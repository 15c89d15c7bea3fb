package dev.credits.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.testing.TestH2;
import java.sql.Connection;
import java.util.Locale;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("What H2 is asked of a tree is looked up by who reserved, and not among all open holds")
@Tag("H1")
class H2TreePlansTest {
    @Test
    @DisplayName("Every look at holds has a condition on an index of who reserved them or whose credits they are")
    void plans() throws Exception {
        DataSource source = TestH2.memory();
        Samples.funded(JdbcStorage.on(source), "user:1", 100);
        try (Connection connection = source.getConnection()) {
            Tables tables = new Tables(new Schema(connection.getSchema()));
            for (String sql : new String[] {tables.trees.treeOnH2, tables.trees.countOnH2}) {
                String plan = Sql.value(connection, "EXPLAIN " + valued(sql)).toUpperCase(Locale.ROOT);
                assertThat(plan)
                        .doesNotContain("TABLESCAN")
                        .contains("PUBLIC.CREDIT_HOLDS_BY_SPENDER", "SPENDER = B.NAME");
            }
        }
    }

    private static String valued(String sql) {
        return sql.replaceAll("(slot|counted) >= \\?", "$1 >= TIMESTAMP WITH TIME ZONE '2026-01-01 00:00:00Z'")
                .replace("?", "'user:1'");
    }
}
