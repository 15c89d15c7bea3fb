package dev.credits.cli.bench;

import java.lang.reflect.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All that one batch writes, as one prepared script with the commit in it: a statement a table, a column an array. What
 * it takes to fill in the parameters is not part of the limit, what it takes to execute is.
 */
final class LimitScript implements AutoCloseable {
    private static final String UPDATE_ACCOUNTS = """
            UPDATE {accounts} t SET available = u.available, held = u.held, seq = u.seq, last_at = u.at, last_hash = u.hash,
                spent = t.earned + t.moved_in - t.expired - t.moved_out - u.available - u.held
            FROM unnest(?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::timestamptz[], ?::bytea[])
                AS u (id, available, held, seq, at, hash)
            WHERE t.id = u.id""";
    private static final String UPDATE_LOTS = """
            UPDATE {lots} t SET remaining = u.available, held = u.held
            FROM unnest(?::int8[], ?::int8[], ?::int8[]) AS u (id, available, held)
            WHERE t.account_id = u.id AND t.number = 1""";
    private static final String INSERT_HOLDS = """
            INSERT INTO {holds} (id, account_id, command_key, reserved, captured, released, parts, opened, counted, deadline,
                state, ended_by)
            SELECT id, account, command_key, 3000000, captured, 3000000 * least(captured, 1) - captured, parts, opened, opened,
                opened + interval '15 minutes', state, ended_by
            FROM unnest(?::uuid[], ?::int8[], ?::text[], ?::int8[], ?::text[], ?::timestamptz[], ?::text[], ?::text[])
                AS u (id, account, command_key, captured, parts, opened, state, ended_by)""";
    private static final String UPDATE_HOLDS = """
            UPDATE {holds} t SET captured = u.captured, released = 3000000 - u.captured, parts = u.parts, state = u.state,
                ended_by = u.ended_by
            FROM unnest(?::uuid[], ?::int8[], ?::text[], ?::text[], ?::text[]) AS u (id, captured, parts, state, ended_by)
            WHERE t.id = u.id""";

    private final Connection connection;
    private final List<String> types;
    private final PreparedStatement statement;
    private int parameter;

    LimitScript(Connection connection, LimitTables tables, LimitRows rows) throws SQLException {
        this.connection = connection;
        this.types = rows.types();
        String insertEntries = "INSERT INTO " + tables.copy("credit_ledger_entries") + " ("
                + String.join(", ", rows.names()) + ") SELECT * FROM unnest("
                + types.stream().map(type -> "?::" + type + "[]").collect(Collectors.joining(", ")) + ")";
        String script = String.join(
                        ";\n", insertEntries, UPDATE_ACCOUNTS, UPDATE_LOTS, INSERT_HOLDS, UPDATE_HOLDS, "COMMIT")
                .replace("{accounts}", tables.copy("credit_accounts"))
                .replace("{lots}", tables.copy("credit_lots"))
                .replace("{holds}", tables.copy("credit_holds"));
        this.statement = connection.prepareStatement(script);
    }

    /** Fills in what this batch writes. */
    void fill(List<LimitRow> batch) throws SQLException {
        parameter = 1;
        for (int i = 0; i < types.size(); i++) {
            int column = i;
            add(types.get(i), batch, row -> row.columns().get(column));
        }
        Map<Long, LimitRow> last = new LinkedHashMap<>();
        Map<String, LimitRow> ending = new HashMap<>();
        Set<String> begun = new HashSet<>();
        for (LimitRow row : batch) {
            last.put(row.account(), row);
            if (row.reserves()) {
                begun.add(row.hold());
            } else {
                ending.put(row.hold(), row);
            }
        }
        addAccounts(List.copyOf(last.values()));
        addNewHolds(batch.stream().filter(LimitRow::reserves).toList(), ending);
        addEndedHolds(batch.stream()
                .filter(row -> !row.reserves() && !begun.contains(row.hold()))
                .toList());
    }

    /** Writes the batch and commits it. */
    void execute() throws SQLException {
        statement.execute();
        while (statement.getMoreResults() || statement.getUpdateCount() >= 0) {
            // each statement's answer, up to the last
        }
    }

    private void addAccounts(List<LimitRow> last) throws SQLException {
        add("int8", last, LimitRow::account);
        add("int8", last, LimitRow::available);
        add("int8", last, LimitRow::held);
        add("int8", last, LimitRow::seq);
        add("timestamptz", last, LimitRow::at);
        add("bytea", last, LimitRow::hash);
        add("int8", last, LimitRow::account);
        add("int8", last, LimitRow::available);
        add("int8", last, LimitRow::held);
    }

    private void addNewHolds(List<LimitRow> reserving, Map<String, LimitRow> ending) throws SQLException {
        Function<LimitRow, @Nullable LimitRow> end = row -> ending.get(row.hold());
        add("uuid", reserving, LimitRow::hold);
        add("int8", reserving, LimitRow::account);
        add("text", reserving, LimitRow::holdKey);
        add("int8", reserving, row -> end.apply(row) == null ? 0L : HandContender.SETTLED);
        add("text", reserving, row -> end.apply(row) == null ? "1:3000000" : "");
        add("timestamptz", reserving, LimitRow::at);
        add("text", reserving, row -> end.apply(row) == null ? "OPEN" : "SETTLED");
        add(
                "text",
                reserving,
                row -> end.apply(row) == null ? null : end.apply(row).key());
    }

    private void addEndedHolds(List<LimitRow> settling) throws SQLException {
        add("uuid", settling, LimitRow::hold);
        add("int8", settling, row -> HandContender.SETTLED);
        add("text", settling, row -> "");
        add("text", settling, row -> "SETTLED");
        add("text", settling, LimitRow::key);
    }

    private void add(String type, List<LimitRow> rows, Function<LimitRow, @Nullable Object> value) throws SQLException {
        Object[] values = (Object[]) Array.newInstance(element(type), rows.size());
        IntStream.range(0, values.length).forEach(i -> values[i] = value.apply(rows.get(i)));
        statement.setArray(parameter++, connection.createArrayOf(type, values));
    }

    private static Class<?> element(String type) {
        return switch (type) {
            case "int8" -> Long.class;
            case "int4" -> Integer.class;
            case "bool" -> Boolean.class;
            case "bytea" -> byte[].class;
            default -> String.class;
        };
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
