package dev.credits.jdbc.internal;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One connection in the place of as many as somebody asks for: a pool may have no second one. Whoever closes one of them
 * closes nothing. If it is {@code whole}, everything is one transaction: commits wait for {@link #commit}, and without it
 * {@link #close} rolls back. Not thread-safe.
 */
final class OneConnection implements DataSource, AutoCloseable {
    private final Connection connection;
    private final boolean whole;
    private final boolean autoCommit;
    private boolean saidAutoCommit = true;

    private OneConnection(Connection connection, boolean whole, boolean autoCommit) {
        this.connection = connection;
        this.whole = whole;
        this.autoCommit = autoCommit;
    }

    static OneConnection of(DataSource source, boolean whole) throws SQLException {
        Connection connection = source.getConnection();
        try {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(!whole);
            return new OneConnection(connection, whole, autoCommit);
        } catch (SQLException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }

    /** The connection itself. */
    Connection connection() {
        return connection;
    }

    void commit() throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }

    @Override
    public void close() throws SQLException {
        try (Connection closing = connection) {
            if (!closing.getAutoCommit()) {
                closing.rollback();
            }
            closing.setAutoCommit(autoCommit);
        }
    }

    @Override
    public Connection getConnection() {
        return (Connection) Proxy.newProxyInstance(
                OneConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> invoke(method, arguments));
    }

    private @Nullable Object invoke(Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "close":
                return null;
            case "commit":
                if (whole) {
                    return null;
                }
                break;
            case "getAutoCommit":
                if (whole) {
                    return saidAutoCommit;
                }
                break;
            case "setAutoCommit":
                if (whole && arguments != null) {
                    saidAutoCommit = (boolean) arguments[0];
                    return null;
                }
                break;
            default:
                break;
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("one connection, of one user");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        // nothing is written
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // the connection is there
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("nothing is logged here");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("not a wrapper of " + type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
