package dev.credits.jdbc.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.money.CreditUnit;
import dev.credits.spi.UnreadableException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads a row's columns one after the other, in the order in which they were selected. Each is made sense of as soon as it
 * is read, so that the one that makes none can be named. Not thread-safe.
 */
final class Fields {
    /** The class of SQL states that say a value is not what its reader can take. */
    private static final String BEYOND_THE_TYPE = "22";

    private final ResultSet rows;
    private String table = "a row";
    private @Nullable AccountId account;
    private @Nullable Long seq;
    private int at;

    Fields(ResultSet rows) {
        this.rows = rows;
    }

    /** Moves on to the next row, if there is one. */
    boolean next() throws SQLException {
        at = 0;
        account = null;
        seq = null;
        return rows.next();
    }

    /** Reads the row, or says that it cannot be read: someone has changed it by hand. */
    <T> T row(RowReader<T> reader) throws SQLException {
        try {
            return reader.read(this);
        } catch (CreditsException told) {
            throw told;
        } catch (RuntimeException senseless) {
            throw unreadable(senseless);
        } catch (SQLException failed) {
            if (failed.getSQLState() != null && failed.getSQLState().startsWith(BEYOND_THE_TYPE)) {
                throw unreadable(failed);
            }
            throw failed;
        }
    }

    private UnreadableException unreadable(Exception cause) throws SQLException {
        String whose = account == null ? "the row that begins with " + rows.getString(1) : "account " + account;
        String entry = seq == null ? "" : ", entry " + seq;
        String column = rows.getMetaData().getColumnLabel(Math.max(1, at)).toLowerCase(Locale.ROOT);
        String message =
                table + " of " + whose + entry + " cannot be read: column " + column + ": " + cause.getMessage();
        return new UnreadableException(message, account, seq, cause);
    }

    /** A column of this row as text, out of turn. */
    @Nullable
    String peek(int column) throws SQLException {
        return rows.getString(column);
    }

    Instant peekTime(int column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Names the table, for what cannot be read of it. */
    Fields of(String name) {
        table = name;
        return this;
    }

    /** Names what is read, and whose it is. */
    Fields of(String name, AccountId owner) {
        table = name;
        account = owner;
        return this;
    }

    /** The two columns that say whose a row of this table is. */
    Owners.Owner owner(String name, Owners owners) throws SQLException {
        table = name;
        long id = number();
        Owners.Owner owner = owners.of(id, textOrNull());
        account = owner.account();
        return owner;
    }

    /** The name of the account that the row is. */
    AccountId name() throws SQLException {
        account = AccountId.of(text());
        return account;
    }

    /** The sequence of the entry that the row is. */
    long seq() throws SQLException {
        long number = number();
        seq = number;
        return number;
    }

    String text() throws SQLException {
        return present(textOrNull());
    }

    @Nullable
    String textOrNull() throws SQLException {
        return rows.getString(++at);
    }

    @Nullable
    AccountId accountOrNull() throws SQLException {
        String text = textOrNull();
        return text == null ? null : AccountId.of(text);
    }

    @Nullable
    IdempotencyKey keyOrNull() throws SQLException {
        String text = textOrNull();
        return text == null ? null : new IdempotencyKey(text);
    }

    /** Two columns: code and scale. */
    CreditUnit unit() throws SQLException {
        CreditUnit usual = CreditUnit.of(text());
        int scale = count();
        return usual.scale() == scale ? usual : new CreditUnit(usual.code(), scale);
    }

    /** One of the constants of an enum, by its name. */
    <E extends Enum<E>> E constant(Class<E> type) throws SQLException {
        String name = text();
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException none) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is none of " + Arrays.toString(type.getEnumConstants()), none);
        }
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
        return time == null ? null : Times.read(time);
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
