package dev.credits.jdbc.internal;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The types of columns: how a value is bound alone, and how a column of values is bound as one PostgreSQL array. */
enum SqlType {
    LONG("int8", Long.class, value -> value, value -> value),
    INT("int4", Integer.class, value -> value, value -> value),
    TEXT("text", String.class, value -> value, value -> value),
    FLAG("bool", Boolean.class, value -> value, value -> value),
    TIME("timestamptz", String.class, value -> Times.utc((Instant) value), value -> Times.text((Instant) value)),
    ID("uuid", String.class, value -> (UUID) value, Object::toString),
    BYTES("bytea", byte[].class, value -> value, value -> value),
    DECIMAL("numeric", BigDecimal.class, value -> value, value -> value);

    private final String name;
    private final Class<?> element;
    private final Function<Object, Object> alone;
    private final Function<Object, Object> inArray;

    SqlType(String name, Class<?> element, Function<Object, Object> alone, Function<Object, Object> inArray) {
        this.name = name;
        this.element = element;
        this.alone = alone;
        this.inArray = inArray;
    }

    /** A parameter that is an array of this type. */
    String arrayParameter() {
        return "?::" + name + "[]";
    }

    void bind(PreparedStatement statement, int at, @Nullable Object value) throws SQLException {
        statement.setObject(at, value == null ? null : alone.apply(value));
    }

    <R> java.sql.Array array(Connection connection, List<R> rows, Function<R, @Nullable Object> value)
            throws SQLException {
        Object[] values = (Object[]) Array.newInstance(element, rows.size());
        for (int i = 0; i < values.length; i++) {
            Object each = value.apply(rows.get(i));
            values[i] = each == null ? null : inArray.apply(each);
        }
        return connection.createArrayOf(name, values);
    }
}
