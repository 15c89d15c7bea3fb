package dev.credits.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A statement that writes rows, in two spellings: one that takes all rows as an array a column, and one that takes a row at
 * a time.
 *
 * @param <R> the rows
 */
final class Write<R> {
    private final List<Column<R>> columns;
    private final String arrays;
    private final String values;
    private final boolean counted;

    private Write(List<Column<R>> columns, String arrays, String values, boolean counted) {
        this.columns = columns;
        this.arrays = arrays;
        this.values = values;
        this.counted = counted;
    }

    /** Inserts rows into {@code table}. */
    static <R> Write<R> insert(Schema schema, String table, List<Column<R>> columns) {
        String names = join(columns, Column::name);
        return new Write<>(
                columns,
                schema.in("INSERT INTO {}.%s (%s) SELECT * FROM unnest(%s)"
                        .formatted(
                                table,
                                names,
                                join(columns, column -> column.type().arrayParameter()))),
                schema.in("INSERT INTO {}.%s (%s) VALUES (%s)".formatted(table, names, join(columns, column -> "?"))),
                false);
    }

    /** Changes the rows of {@code table} that have the same {@code key}; fails if one is not there. */
    static <R> Write<R> update(Schema schema, String table, List<Column<R>> changed, List<Column<R>> key) {
        List<Column<R>> columns =
                java.util.stream.Stream.concat(changed.stream(), key.stream()).toList();
        String arrays = """
                WITH changed AS (
                    UPDATE {}.%s t SET %s FROM unnest(%s) AS u (%s) WHERE %s RETURNING 1)
                SELECT {}.credit_expect(count(*), ?, '%s') FROM changed""".formatted(
                        table,
                        join(changed, column -> column.name() + " = u." + column.name()),
                        join(columns, column -> column.type().arrayParameter()),
                        join(columns, Column::name),
                        both(key, column -> PostgresPlanning.lookUp("t." + column.name(), "u." + column.name())),
                        table);
        String values = "UPDATE {}.%s SET %s WHERE %s"
                .formatted(
                        table,
                        join(changed, column -> column.name() + " = ?"),
                        both(key, column -> column.name() + " = ?"));
        return new Write<>(columns, schema.in(arrays), schema.in(values), true);
    }

    /** Two statements written by hand, that take these columns and, in the first, how many rows it must come to. */
    static <R> Write<R> of(List<Column<R>> columns, String arrays, String values) {
        return new Write<>(columns, arrays, values, true);
    }

    /** Adds this to a script that writes all rows in one statement. */
    void addTo(Script script, List<R> rows) {
        addTo(script, arrays, rows, counted ? Script.IGNORE : null);
    }

    /** The same with another statement that takes the same arrays. */
    void addTo(Script script, String sql, List<R> rows, Script.@Nullable RowsReader reader) {
        if (rows.isEmpty()) {
            return;
        }
        script.add(
                sql,
                (statement, first) -> {
                    int at = first;
                    for (Column<R> column : columns) {
                        statement.setArray(at++, column.type().array(statement.getConnection(), rows, column.value()));
                    }
                    if (counted) {
                        statement.setLong(at++, rows.size());
                    }
                    return at;
                },
                reader);
    }

    /** Writes the rows in one JDBC batch. */
    void batch(Connection connection, List<R> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(values)) {
            for (R row : rows) {
                bind(statement, row);
                statement.addBatch();
            }
            for (int count : statement.executeBatch()) {
                if (count != 1) {
                    throw new SqlFault("a row to be changed was not there: " + values, null, Rerun.NEVER);
                }
            }
        }
    }

    /** The spelling for one row at a time. */
    String values() {
        return values;
    }

    /** The spelling for arrays. */
    String arrays() {
        return arrays;
    }

    void bind(PreparedStatement statement, R row) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            Column<R> column = columns.get(i);
            column.type().bind(statement, i + 1, column.value().apply(row));
        }
    }

    private static <R> String join(List<Column<R>> columns, java.util.function.Function<Column<R>, String> each) {
        return columns.stream().map(each).collect(Collectors.joining(", "));
    }

    private static <R> String both(List<Column<R>> columns, java.util.function.Function<Column<R>, String> each) {
        return columns.stream().map(each).collect(Collectors.joining(" AND "));
    }
}
