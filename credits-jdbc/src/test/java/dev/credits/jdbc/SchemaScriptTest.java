package dev.credits.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.Credits;
import dev.credits.jdbc.testing.Engine;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.money.Amount;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole schema as text, for who may not or does not want to let the library make it. */
@ParameterizedClass
@EnumSource
class SchemaScriptTest {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private final Engine engine;
    private final DataSource source;
    private final String schema = "by_hand_" + SCHEMAS.incrementAndGet();

    SchemaScriptTest(Engine engine) {
        this.engine = engine;
        this.source = engine.fresh();
    }

    @Test
    @DisplayName("a schema made from the text by hand is accepted as it is, and there is nothing left to migrate")
    void byHand() throws SQLException {
        run(script());

        JdbcStorage storage =
                JdbcStorage.builder(source).schema(schema).migrate(false).build();
        assertThat(JdbcStorage.migrate(source, schema)).isZero();
        Ledger ledger = Credits.on(storage).ledger();
        AccountId user = AccountId.of("user:1");
        ledger.execute(Open.of(user, Memo.key("open"))).orElseThrow();
        ledger.execute(Grant.of(user, Amount.of("5"), Memo.key("grant"))).orElseThrow();
        assertThat(ledger.verify().holds()).isTrue();
    }

    @Test
    @DisplayName("it makes the same columns, constraints and indexes that migrating does")
    void same() throws SQLException {
        String migrated = "migrated_" + SCHEMAS.incrementAndGet();
        JdbcStorage.migrate(source, migrated);
        run(script());

        for (String what : List.of("columns", "table_constraints", "check_constraints", "triggers")) {
            assertThat(rows(schema, what)).as(what).isEqualTo(rows(migrated, what));
        }
        assertThat(rows(schema, "columns")).isNotEmpty();
    }

    private String script() {
        SchemaScript script = new SchemaScript(schema);
        return engine == Engine.H2 ? script.forH2() : script.forPostgres();
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What the catalogue says, without what names this database. */
    private List<String> rows(String where, String view) throws SQLException {
        String columns = switch (view) {
            case "columns" -> "table_name, column_name, data_type, is_nullable, column_default, ordinal_position";
            case "table_constraints" -> "table_name, constraint_name, constraint_type";
            case "check_constraints" -> "constraint_name, check_clause";
            default -> "trigger_name, event_manipulation, event_object_table";
        };
        String key = view.equals("check_constraints")
                ? "constraint_schema"
                : view.equals("triggers") ? "trigger_schema" : "table_schema";
        String sql = "SELECT " + columns + " FROM information_schema." + view + " WHERE lower(" + key + ") = '" + where
                + "'";
        List<String> rows = new ArrayList<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(found.getString(i)));
                }
                String text = String.join(" ", row).replaceAll("(?i)" + where, "here");
                boolean numbered = text.matches(".*([0-9]+_){2}[0-9]+_not_null.*");
                if (!numbered && !text.contains("credit_schema_history")) {
                    rows.add(text);
                }
            }
        }
        rows.sort(null);
        return rows;
    }
}
