package dev.credits.jdbc.internal;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The types of columns: how a value is bound alone, and how a column of values is bound as one PostgreSQL array. On
 * PostgreSQL times and ids go as text that is cast, so that a parameter has one type whether it is null or not: a
 * statement is prepared once.
 */
enum SqlType {
    LONG("int8", Types.BIGINT, Long.class),
    INT("int4", Types.INTEGER, Integer.class),
    TEXT("text", Types.VARCHAR, String.class),
    FLAG("bool", Types.BOOLEAN, Boolean.class),
    TIME("timestamptz", Types.VARCHAR, String.class),
    ID("uuid", Types.VARCHAR, String.class),
    BYTES("bytea", Types.VARBINARY, byte[].class),
    DECIMAL("numeric", Types.NUMERIC, BigDecimal.class);

    private final String name;
    private final int sent;
    private final Class<?> element;

    SqlType(String name, int sent, Class<?> element) {
        this.name = name;
        this.sent = sent;
        this.element = element;
    }

    /** A parameter on PostgreSQL that is one value of this type. */
    String parameter() {
        return "?::" + name;
    }

    /** A parameter on PostgreSQL that is an array of this type. */
    String arrayParameter() {
        return "?::" + name + "[]";
    }

    /** Binds a value as it is, to a parameter that takes its type from where it stands. */
    void bind(PreparedStatement statement, int at, @Nullable Object value) throws SQLException {
        statement.setObject(at, value instanceof Instant time ? Times.utc(time) : value);
    }

    /** Binds a value to a {@link #parameter()}. */
    void bindCast(PreparedStatement statement, int at, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(at, sent);
        } else {
            statement.setObject(at, toSend(value), sent);
        }
    }

    /** The values of a column, for an {@link #arrayParameter()}. */
    <R> java.sql.Array array(Connection connection, List<R> rows, Function<R, @Nullable Object> value)
            throws SQLException {
        @Nullable Object[] values = (@Nullable Object[]) Array.newInstance(element, rows.size());
        for (int i = 0; i < values.length; i++) {
            Object each = value.apply(rows.get(i));
            values[i] = each == null ? null : toSend(each);
        }
        return connection.createArrayOf(name, values);
    }

    private Object toSend(Object value) {
        return switch (this) {
            case TIME -> Times.text((Instant) value);
            case ID -> value.toString();
            default -> value;
        };
    }
}
