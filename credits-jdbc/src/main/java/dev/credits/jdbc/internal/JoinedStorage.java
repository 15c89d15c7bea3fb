package dev.credits.jdbc.internal;

import dev.credits.money.InvalidInputException;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.Reader;
import dev.credits.spi.Storage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Units of work inside a transaction the host has open. It is the host's to begin, to commit and to roll back; nothing is
 * run again here. Not thread-safe, as a connection is not.
 */
final class JoinedStorage implements Storage {
    private final Connection connection;
    private final Dialect dialect;
    private final Tables tables;
    private final Consumer<Runnable> afterCommit;

    JoinedStorage(Dialect dialect, Tables tables, Connection connection, Consumer<Runnable> afterCommit) {
        this.afterCommit = afterCommit;
        this.dialect = dialect;
        this.tables = tables;
        this.connection = connection;
        checkDatabase();
        checkTransaction();
    }

    /** What throws leaves nothing behind in the host's transaction, not even its locks; another unit may follow. */
    @Override
    public void transact(UnitOfWork work) {
        checkTransaction();
        Unit unit = dialect.unit(connection, tables, Access.JOINED);
        try {
            unit.beginJoined();
            ChangeSet changes = work.run(unit);
            if (changes.isEmpty()) {
                unit.keepJoined();
            } else {
                unit.append(changes);
            }
        } catch (SQLException failed) {
            throw undone(unit, SqlFault.of(failed));
        } catch (RuntimeException broken) {
            throw undone(unit, broken);
        }
    }

    private static RuntimeException undone(Unit unit, RuntimeException broken) {
        try {
            unit.undoJoined();
        } catch (SQLException lost) {
            broken.addSuppressed(lost);
        }
        return broken;
    }

    @Override
    public void afterCommit(Runnable action) {
        afterCommit.accept(action);
    }

    @Override
    public <T> T read(Function<Reader, T> question) {
        checkTransaction();
        return question.apply(new JdbcReader(dialect.unit(connection, tables, Access.JOINED_READ), null));
    }

    private void checkDatabase() {
        String product;
        try {
            product = connection.getMetaData().getDatabaseProductName();
        } catch (SQLException failed) {
            throw SqlFault.of(failed);
        }
        if (!product.equalsIgnoreCase(dialect.name())) {
            throw new InvalidInputException(
                    "connection", product, "of the database that the credits are in, which is " + dialect.name());
        }
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
