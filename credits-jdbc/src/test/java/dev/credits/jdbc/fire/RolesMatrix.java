package dev.credits.jdbc.fire;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Every question about every column of a ledger's tables, asked by every login of a {@link RolesFixture}. */
final class RolesMatrix implements AutoCloseable {
    /** What is asked, or tried. */
    enum Verb {
        SELECT,
        INSERT,
        UPDATE,
        DELETE,
        TRUNCATE,
        LOCK_ROW,
        LOCK_TABLE,
        REFERENCES,
        TRIGGER;

        /** Whether it can be given for single columns; if not, it is asked once a table. */
        boolean isOfColumns() {
            return this == SELECT || this == INSERT || this == UPDATE || this == REFERENCES;
        }
    }

    /** How it is asked. */
    enum Way {
        DIRECT,
        VIEW,
        FUNCTION,
        /** By plans, with what they counted: whether that of a question differs as its answer does. */
        DIRECT_PLAN,
        VIEW_PLAN,
        /** By errors that only some rows raise, and that say what is in them. */
        DIRECT_MESSAGE,
        VIEW_MESSAGE,
        /** By what the planner knows of the column. */
        STATISTICS;

        boolean isDirect() {
            return this != VIEW && this != FUNCTION && this != VIEW_PLAN && this != VIEW_MESSAGE;
        }

        boolean isPlain() {
            return this == DIRECT || this == VIEW;
        }
    }

    /** What came of it. */
    enum Answer {
        SEEN,
        NOTHING,
        DONE,
        REFUSED
    }

    record Column(String name, String type, boolean identity) {}

    /** A table, and by which column its rows are an account's; null if they are nobody's. */
    record Relation(String name, List<Column> columns, String account) {}

    record Cell(String login, Relation relation, Column column, Verb verb, boolean own, Way way) {
        @Override
        public String toString() {
            return "%s %s %s.%s of %s row, %s"
                    .formatted(login, verb, relation.name, column.name, own ? "its own" : "another's", way);
        }
    }

    /** Insufficient rights; no such relation or function; not a table; not a view that can be written through. */
    private static final Set<String> REFUSALS =
            Set.of("42501", "428C9", "42P01", "42883", "42809", "55000", "0A000", "3F000");

    private static final String DIVISION_BY_ZERO = "22012";
    private static final String NOT_A_NUMBER = "22P02";

    private final RolesFixture roles;
    private final Connection owner;
    private final Map<String, Connection> connections = new HashMap<>();
    private final Map<String, String> values = new HashMap<>();
    private final String own;
    private final String foreign;

    RolesMatrix(RolesFixture roles) throws SQLException {
        this.roles = roles;
        this.owner = roles.owner.getConnection();
        for (String login : RolesFixture.LOGINS) {
            Connection connection = roles.source(login).getConnection();
            connection.setAutoCommit(false);
            connections.put(login, connection);
        }
        try (Statement statement = owner.createStatement()) {
            // rows of what is nobody's
            statement.execute("""
                    INSERT INTO credit_log
                    SELECT log, 1, 'kind of ' || log, log || '/x', now(), 1, log || ' say', 'by ' || log, 'why ' || log, 'key of ' || log, now(),
                        sha256(log::bytea), sha256(('after ' || log)::bytea)
                    FROM unnest(ARRAY['rates', 'prices']) AS log;
                    ANALYZE""");
        }
        String id = "SELECT id FROM credit_accounts WHERE name = '%s'";
        own = rows(owner, id.formatted(RolesFixture.OWN)).get(0).get(0);
        foreign = rows(owner, id.formatted(RolesFixture.FOREIGN)).get(0).get(0);
    }

    /** The tables of the catalogue. */
    List<Relation> relations() throws SQLException {
        List<Relation> relations = new ArrayList<>();
        for (String name : names(roles.schema)) {
            List<Column> columns = new ArrayList<>();
            for (List<String> row : rows(owner, """
                    SELECT attname, format_type(atttypid, NULL), attidentity <> '' OR attgenerated <> ''
                    FROM pg_attribute WHERE attrelid = '%s.%s'::regclass AND attnum > 0 AND NOT attisdropped""".formatted(roles.schema, name))) {
                columns.add(new Column(row.get(0), row.get(1), row.get(2).equals("t")));
            }
            Set<String> of = columns.stream().map(Column::name).collect(Collectors.toSet());
            relations.add(new Relation(
                    name,
                    columns,
                    name.equals("credit_accounts")
                            ? "id"
                            : name.equals("credit_log") ? "log" : of.contains("account_id") ? "account_id" : null));
        }
        return relations;
    }

    /** The names of what readers are shown. */
    List<String> shown() throws SQLException {
        return names(roles.shown());
    }

    private List<String> names(String schema) throws SQLException {
        return rows(owner, """
                SELECT relname FROM pg_class
                WHERE relnamespace = '%s'::regnamespace AND relkind IN ('r', 'v', 'm', 'p', 'f')
                ORDER BY relname""".formatted(schema)).stream()
                .map(row -> row.get(0))
                .toList();
    }

    List<Cell> cells(Relation relation) {
        List<Cell> cells = new ArrayList<>();
        for (String login : RolesFixture.LOGINS) {
            for (Column column : relation.columns) {
                for (Verb verb : Verb.values()) {
                    for (boolean own : relation.account == null ? new boolean[] {true} : new boolean[] {true, false}) {
                        for (Way way : Way.values()) {
                            boolean once = column == relation.columns.get(0);
                            if (verb == Verb.SELECT || way.isPlain() && (verb.isOfColumns() || once)) {
                                cells.add(new Cell(login, relation, column, verb, own, way));
                            }
                        }
                    }
                }
            }
        }
        return cells;
    }

    Answer ask(Cell cell) throws SQLException {
        Connection connection = connections.get(cell.login);
        try {
            return answer(cell, connection);
        } catch (SQLException refused) {
            if (REFUSALS.contains(refused.getSQLState())) {
                return Answer.REFUSED;
            }
            throw new SQLException(cell + ": " + refused.getMessage(), refused.getSQLState(), refused);
        } finally {
            connection.rollback();
        }
    }

    private Answer answer(Cell cell, Connection connection) throws SQLException {
        String schema = cell.way.isDirect() ? roles.schema : roles.shown();
        String from = schema + "." + cell.relation.name + (cell.way == Way.FUNCTION ? "()" : "");
        String column = '"' + cell.column.name + '"';
        String row = cell.relation.account == null ? "true" : cell.relation.account + " = " + key(cell);
        return switch (cell.verb) {
            case SELECT -> select(cell, connection, from, column, row);
            case INSERT ->
                done(
                        connection,
                        "INSERT INTO %s (%s) %s SELECT %s FROM %s.%s WHERE %s AND false"
                                .formatted(
                                        from,
                                        column,
                                        cell.column.identity ? "OVERRIDING SYSTEM VALUE" : "",
                                        column,
                                        schema,
                                        cell.relation.name,
                                        row));
            case UPDATE ->
                done(
                        connection,
                        "UPDATE %s SET %s = %s WHERE %s"
                                .formatted(from, column, cell.column.identity ? "DEFAULT" : column, row));
            case DELETE -> done(connection, "DELETE FROM %s WHERE %s".formatted(from, row));
            case TRUNCATE -> done(connection, "TRUNCATE " + from);
            case LOCK_ROW -> done(connection, "SELECT %s FROM %s WHERE %s FOR UPDATE".formatted(column, from, row));
            case LOCK_TABLE -> done(connection, "LOCK TABLE %s IN ACCESS EXCLUSIVE MODE".formatted(from));
            case REFERENCES ->
                given(connection, "has_column_privilege('%s', '%s', 'REFERENCES')".formatted(from, cell.column.name));
            case TRIGGER -> given(connection, "has_table_privilege('%s', 'TRIGGER')".formatted(from));
        };
    }

    /** Whose row it is: an account's, or a log's, of which readers see the rates. */
    private String key(Cell cell) {
        if (cell.relation.account.equals("log")) {
            return cell.own ? "'rates'" : "'prices'";
        }
        return cell.own ? own : foreign;
    }

    private Answer select(Cell cell, Connection connection, String from, String column, String row)
            throws SQLException {
        String value = value(cell, column, row);
        String is = value == null ? column + " IS NULL" : column + " = " + value;
        return switch (cell.way) {
            case DIRECT, VIEW, FUNCTION ->
                seen(holds(connection, "EXISTS (SELECT %s FROM %s WHERE %s AND %s)".formatted(column, from, row, is)));
            case DIRECT_PLAN, VIEW_PLAN -> seen(tells(cell, connection, from, row, column, value));
            case DIRECT_MESSAGE, VIEW_MESSAGE -> {
                String zero = "SELECT 1 / (CASE WHEN %s THEN 0 ELSE 1 END) FROM %s WHERE %s".formatted(is, from, row);
                String cast = "SELECT CAST('saw ' || coalesce(%s::text, '') AS int) FROM %s WHERE %s"
                        .formatted(column, from, row);
                boolean divided = raises(connection, zero, DIVISION_BY_ZERO);
                connection.rollback();
                yield seen(divided | raises(connection, cast, NOT_A_NUMBER));
            }
            case STATISTICS ->
                seen(holds(
                        connection,
                        "EXISTS (SELECT 1 FROM pg_stats WHERE schemaname = '%s' AND tablename = '%s' AND attname = '%s')"
                                .formatted(roles.schema, cell.relation.name, cell.column.name)));
        };
    }

    /** Whether a plan is another for what stands in a row than for what does not, or for a row that is not there. */
    private boolean tells(Cell cell, Connection connection, String from, String row, String column, String value)
            throws SQLException {
        String account = cell.relation.account;
        String is = value == null ? " IS NULL" : " = " + value;
        List<String> others = new ArrayList<>();
        if (account != null) {
            String nobody = account.equals("log") ? "'nobody'" : "987654";
            others.add(account + " = " + nobody + " AND " + column
                    + (cell.column.name.equals(account) ? " = " + nobody : is));
        }
        if (value != null && !cell.column.name.equals(account)) {
            others.add(row + " AND " + column + " = " + other(cell.column, value));
        } else if (account == null) {
            others.add(column + " IS NOT NULL");
        }
        String explain = "EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF) SELECT 1 FROM %s WHERE ".formatted(from);
        String figures = figures(connection, explain + row + " AND " + column + is);
        for (String other : others) {
            if (!figures(connection, explain + other).equals(figures)) {
                return true;
            }
        }
        return false;
    }

    /** What stands in the column of one of the rows, as a literal; null for nothing. */
    private String value(Cell cell, String column, String row) throws SQLException {
        String key = cell.relation.name + '.' + column + ' ' + row;
        if (!values.containsKey(key)) {
            values.put(key, valueOf(cell, column, row));
        }
        return values.get(key);
    }

    private String valueOf(Cell cell, String column, String row) throws SQLException {
        List<List<String>> values = rows(
                owner,
                "SELECT quote_literal(%s::text) || '::%s' FROM %s.%s WHERE %s LIMIT 1"
                        .formatted(column, cell.column.type, roles.schema, cell.relation.name, row));
        if (values.isEmpty()) {
            throw new AssertionError("there is no row to ask for: " + cell);
        }
        return values.get(0).get(0);
    }

    /** Another value of the same type, which is in no row. */
    private String other(Column column, String value) throws SQLException {
        String change = switch (column.type) {
            case "bigint", "integer", "numeric" -> "%s + 987654";
            case "character varying", "text", "name" -> "%s || '~'";
            case "boolean" -> "NOT %s";
            case "timestamp with time zone", "timestamp without time zone" -> "%s + interval '987 days'";
            case "uuid" -> "md5(%s::text)::uuid";
            case "bytea" -> "%s || '\\x00'::bytea";
            case "regrole" -> "(%s::oid + 987654)::oid::regrole";
            default -> throw new AssertionError("of type " + column.type + " no other value is known");
        };
        return rows(
                        owner,
                        "SELECT quote_literal((%s)::%s::text) || '::%s'"
                                .formatted(change.formatted("(" + value + ")"), column.type, column.type))
                .get(0)
                .get(0);
    }

    /** A plan without its conditions: its shape, what it expects and what it counted. */
    private static String figures(Connection connection, String explain) throws SQLException {
        return rows(connection, explain).stream()
                .map(row -> row.get(0))
                .filter(line -> !line.matches("\\s*(Filter|Index Cond|Recheck Cond|One-Time Filter):.*"))
                .collect(Collectors.joining("\n"));
    }

    private static Answer done(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return Answer.DONE;
        }
    }

    private static boolean raises(Connection connection, String sql, String state) throws SQLException {
        try {
            rows(connection, sql);
            return false;
        } catch (SQLException thrown) {
            if (thrown.getSQLState().equals(state)) {
                return true;
            }
            throw thrown;
        }
    }

    private static boolean holds(Connection connection, String condition) throws SQLException {
        return rows(connection, "SELECT " + condition).get(0).get(0).equals("t");
    }

    private static Answer given(Connection connection, String right) throws SQLException {
        return holds(connection, right) ? Answer.DONE : Answer.REFUSED;
    }

    private static Answer seen(boolean yes) {
        return yes ? Answer.SEEN : Answer.NOTHING;
    }

    private static List<List<String>> rows(Connection connection, String question) throws SQLException {
        List<List<String>> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            int width = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= width; i++) {
                    row.add(rows.getString(i));
                }
                all.add(row);
            }
        }
        return all;
    }

    @Override
    public void close() throws SQLException {
        owner.close();
        for (Connection connection : connections.values()) {
            connection.close();
        }
    }
}
