package dev.credits.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Where credits are kept: a source of connections, the kind of database behind it, and the schema. */
public record Database(DataSource source, Dialect dialect, Schema schema) {
    /** Asks the database what it is; {@code schema} is null for the one its connections begin in. */
    public static Database of(DataSource source, @Nullable String schema) {
        String wanted = Schema.checked(schema);
        try (Connection connection = source.getConnection()) {
            Database database =
                    new Database(source, Dialect.of(connection.getMetaData()), Dialect.schema(connection, wanted));
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            return database;
        } catch (SQLException failed) {
            throw SqlFault.noConnection(failed);
        }
    }

    /** The same over other connections. */
    Database withSource(DataSource other) {
        return new Database(other, dialect, schema);
    }
}
