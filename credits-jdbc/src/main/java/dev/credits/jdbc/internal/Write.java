package dev.credits.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A statement that writes rows, in three spellings. On PostgreSQL one takes all rows as an array a column, and another a
 * single row, in half the time; both count what they changed, as a commit may follow in the same round trip. On H2 rows
 * are written one at a time, in a JDBC batch.
 *
 * @param <R> the rows
 */
final class Write<R> {
    private final List<Column<R>> columns;
    private final String many;
    private final String one;
    private final String each;
    private final boolean counted;

    private Write(List<Column<R>> columns, String many, String one, String each, boolean counted) {
        this.columns = columns;
        this.many = many;
        this.one = one;
        this.each = each;
        this.counted = counted;
    }

    /** Inserts rows into {@code table}. */
    static <R> Write<R> insert(Schema schema, String table, List<Column<R>> columns) {
        String into = schema.in("INSERT INTO {}.%s (%s) ".formatted(table, join(columns, Column::name)));
        return new Write<>(
                columns,
                into + "SELECT " + rows(columns),
                into + "VALUES (" + join(columns, column -> column.type().parameter()) + ")",
                into + "VALUES (" + join(columns, column -> "?") + ")",
                false);
    }

    /** Changes the rows of {@code table} that have the same {@code key}; fails if one is not there. */
    static <R> Write<R> update(Schema schema, String table, List<Column<R>> changed, List<Column<R>> key) {
        List<Column<R>> columns = Stream.concat(changed.stream(), key.stream()).toList();
        String many = "UPDATE {}.%s t SET %s FROM (SELECT %s) AS u WHERE %s"
                .formatted(
                        table,
                        join(changed, column -> column.name() + " = u." + column.name()),
                        rows(columns),
                        and(key, column -> PostgresPlanning.lookUp("t." + column.name(), "u." + column.name())));
        String one = "UPDATE {}.%s SET %s WHERE %s"
                .formatted(
                        table,
                        join(
                                changed,
                                column -> column.name() + " = " + column.type().parameter()),
                        and(key, column -> column.name() + " = " + column.type().parameter()));
        String each = "UPDATE {}.%s SET %s WHERE %s"
                .formatted(
                        table,
                        join(changed, column -> column.name() + " = ?"),
                        and(key, column -> column.name() + " = ?"));
        return counted(schema, table, columns, many, one, each);
    }

    /** Three statements written by hand, of which the first two are to be counted. */
    static <R> Write<R> counted(
            Schema schema, String table, List<Column<R>> columns, String many, String one, String each) {
        String count = """
                WITH changed AS (%s RETURNING 1)
                SELECT {}.credit_expect(count(*), ?, '%s') FROM changed""";
        return new Write<>(
                columns,
                schema.in(count.formatted(many, table)),
                schema.in(count.formatted(one, table)),
                schema.in(each),
                true);
    }

    /** Three statements written by hand, which change a row for each that is given. */
    static <R> Write<R> uncounted(List<Column<R>> columns, String many, String one, String each) {
        return new Write<>(columns, many, one, each, false);
    }

    /**
     * What to select to make rows of arrays. Arrays in step in a select list are read as the rows are made; as a table,
     * {@code FROM unnest(..., ...)}, each would be copied first.
     */
    static <R> String rows(List<Column<R>> columns) {
        return join(columns, column -> "unnest(" + column.type().arrayParameter() + ") AS " + column.name());
    }

    /** The spelling for many rows. */
    String many() {
        return many;
    }

    /** The spelling for one row among many, on PostgreSQL. */
    String one() {
        return one;
    }

    /** The spelling for a row at a time, on H2. */
    String each() {
        return each;
    }

    /** Adds this to a script that writes all rows in one statement. */
    void addTo(Script script, List<R> rows) {
        addTo(script, rows, "", counted ? Script.IGNORE : null);
    }

    /** The same with something after it, that answers with rows. */
    void addTo(Script script, List<R> rows, String more, Script.@Nullable RowsReader reader) {
        if (rows.size() == 1) {
            script.add(one + more, (statement, first) -> bindOne(statement, first, rows.get(0)), reader);
        } else if (!rows.isEmpty()) {
            script.add(many + more, (statement, first) -> bindMany(statement, first, rows), reader);
        }
    }

    /** Writes the rows in one JDBC batch. */
    void batch(Connection connection, List<R> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(each)) {
            for (R row : rows) {
                bindEach(statement, row);
                statement.addBatch();
            }
            for (int count : statement.executeBatch()) {
                if (count != 1) {
                    throw new SqlFault("a row to be changed was not there: " + each, null, Rerun.NEVER);
                }
            }
        }
    }

    void bindEach(PreparedStatement statement, R row) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            Column<R> column = columns.get(i);
            column.type().bind(statement, i + 1, column.value().apply(row));
        }
    }

    private int bindOne(PreparedStatement statement, int first, R row) throws SQLException {
        int at = first;
        for (Column<R> column : columns) {
            column.type().bindCast(statement, at++, column.value().apply(row));
        }
        return bindCount(statement, at, 1);
    }

    private int bindMany(PreparedStatement statement, int first, List<R> rows) throws SQLException {
        int at = first;
        for (Column<R> column : columns) {
            statement.setArray(at++, column.type().array(statement.getConnection(), rows, column.value()));
        }
        return bindCount(statement, at, rows.size());
    }

    private int bindCount(PreparedStatement statement, int at, int count) throws SQLException {
        if (!counted) {
            return at;
        }
        statement.setLong(at, count);
        return at + 1;
    }

    private static <R> String join(List<Column<R>> columns, Function<Column<R>, String> each) {
        return columns.stream().map(each).collect(Collectors.joining(", "));
    }

    private static <R> String and(List<Column<R>> columns, Function<Column<R>, String> each) {
        return columns.stream().map(each).collect(Collectors.joining(" AND "));
    }
}
