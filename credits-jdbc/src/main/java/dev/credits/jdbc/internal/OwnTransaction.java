package dev.credits.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transaction of our own, on a connection that is taken and given back as it was: begun and ended explicitly, whether
 * the pool's connections commit by themselves or not. Closing it without an end rolls it back. Not thread-safe.
 */
final class OwnTransaction implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnTransaction.class);

    private final Connection connection;
    private final Dialect dialect;
    private final boolean autoCommit;
    private final int isolation;
    private final int before;
    private boolean ended;

    private OwnTransaction(Connection connection, Dialect dialect, boolean autoCommit, int isolation, int before) {
        this.before = before;
        this.connection = connection;
        this.dialect = dialect;
        this.autoCommit = autoCommit;
        this.isolation = isolation;
    }

    static OwnTransaction begin(DataSource source, Dialect dialect, Access access) {
        return begin(source, dialect, access, Patience.USUAL.answerMillis(access, Long.MAX_VALUE));
    }

    /** Whatever is asked of the database, it is given up after so long without an answer, with the connection. */
    static OwnTransaction begin(DataSource source, Dialect dialect, Access access, int answerMillis) {
        Connection connection;
        try {
            connection = source.getConnection();
        } catch (SQLException none) {
            throw SqlFault.noConnection(none);
        }
        try {
            int before = NetworkTimeout.set(connection, answerMillis);
            boolean autoCommit = connection.getAutoCommit();
            if (autoCommit) {
                connection.setAutoCommit(false);
            }
            return new OwnTransaction(connection, dialect, autoCommit, dialect.isolation(connection, access), before);
        } catch (SQLException failed) {
            closeQuietly(connection);
            throw SqlFault.of(failed);
        }
    }

    Connection connection() {
        return connection;
    }

    void commit() throws SQLException {
        connection.commit();
        ended = true;
    }

    void rollback() throws SQLException {
        connection.rollback();
        ended = true;
    }

    /** Gives the connection back. What fails here changes nothing about what was committed, so it is told to the log only. */
    @Override
    public void close() {
        try {
            if (!ended) {
                connection.rollback();
            }
            if (isolation != Dialect.UNCHANGED && isolation != connection.getTransactionIsolation()) {
                connection.setTransactionIsolation(isolation);
            }
            if (autoCommit) {
                connection.setAutoCommit(true);
            }
            NetworkTimeout.set(connection, before);
        } catch (SQLException broken) {
            LOG.debug("a {} connection could not be given back as it was", dialect, broken);
        } finally {
            closeQuietly(connection);
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException broken) {
            LOG.debug("a connection could not be closed", broken);
        }
    }
}
