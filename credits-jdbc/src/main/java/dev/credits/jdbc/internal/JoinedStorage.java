package dev.credits.jdbc.internal;

import dev.credits.money.InvalidInputException;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.Reader;
import dev.credits.spi.Storage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;

/**
 * Units of work inside a transaction the host has open. It is the host's to begin, to commit and to roll back; nothing is
 * run again here. Not thread-safe, as a connection is not.
 */
final class JoinedStorage implements Storage {
    private final Connection connection;
    private final Dialect dialect;
    private final Tables tables;

    JoinedStorage(Dialect dialect, Tables tables, Connection connection) {
        this.dialect = dialect;
        this.tables = tables;
        this.connection = connection;
        checkTransaction();
    }

    @Override
    public void transact(UnitOfWork work) {
        checkTransaction();
        Unit unit = dialect.unit(connection, tables, Access.JOINED);
        ChangeSet changes = work.run(unit);
        if (changes.isEmpty()) {
            return;
        }
        try {
            unit.append(changes);
        } catch (SQLException failed) {
            throw SqlFault.of(failed);
        }
    }

    @Override
    public <T> T read(Function<Reader, T> question) {
        checkTransaction();
        return question.apply(new JdbcReader(dialect.unit(connection, tables, Access.JOINED_READ), null));
    }

    private void checkTransaction() {
        boolean autoCommit;
        try {
            autoCommit = connection.getAutoCommit();
        } catch (SQLException failed) {
            throw SqlFault.of(failed);
        }
        if (autoCommit) {
            throw new InvalidInputException(
                    "connection", "commits by itself", "in a transaction of the host's: setAutoCommit(false) first");
        }
    }
}
