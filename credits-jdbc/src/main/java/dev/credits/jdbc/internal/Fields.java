package dev.credits.jdbc.internal;

import dev.credits.ledger.CreditsException;
import dev.credits.spi.UnreadableException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a row's columns one after the other, in the order in which they were selected. */
final class Fields {
    private final ResultSet rows;
    private int at;

    Fields(ResultSet rows) {
        this.rows = rows;
    }

    /** Moves on to the next row, if there is one. */
    boolean next() throws SQLException {
        at = 0;
        return rows.next();
    }

    /** Reads the row, or says that it cannot be read: someone has changed it by hand. */
    <T> T row(RowReader<T> reader) throws SQLException {
        try {
            return reader.read(this);
        } catch (CreditsException told) {
            throw told;
        } catch (RuntimeException unreadable) {
            throw new UnreadableException(
                    "the row that begins with " + rows.getString(1) + " cannot be read: " + unreadable.getMessage(),
                    null,
                    null,
                    unreadable);
        }
    }

    String text() throws SQLException {
        return present(textOrNull());
    }

    @Nullable
    String textOrNull() throws SQLException {
        return rows.getString(++at);
    }

    long number() throws SQLException {
        return rows.getLong(++at);
    }

    @Nullable
    Long numberOrNull() throws SQLException {
        long number = rows.getLong(++at);
        return rows.wasNull() ? null : number;
    }

    int count() throws SQLException {
        return rows.getInt(++at);
    }

    boolean flag() throws SQLException {
        return rows.getBoolean(++at);
    }

    Instant time() throws SQLException {
        return present(timeOrNull());
    }

    @Nullable
    Instant timeOrNull() throws SQLException {
        OffsetDateTime time = rows.getObject(++at, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    UUID id() throws SQLException {
        return present(rows.getObject(++at, UUID.class));
    }

    byte[] bytes() throws SQLException {
        return present(bytesOrNull());
    }

    byte @Nullable [] bytesOrNull() throws SQLException {
        return rows.getBytes(++at);
    }

    @Nullable
    BigDecimal decimalOrNull() throws SQLException {
        return rows.getBigDecimal(++at);
    }

    /** Reads one row from its first column on. */
    interface RowReader<T> {
        T read(Fields fields) throws SQLException;
    }

    private <T> T present(@Nullable T value) {
        return Objects.requireNonNull(value, () -> "column " + at + " is null");
    }
}
