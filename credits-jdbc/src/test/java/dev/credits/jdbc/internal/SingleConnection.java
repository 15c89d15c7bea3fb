package dev.credits.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A pool of one connection that stays open, to look at after it was given back; beside it, others for who asks twice. */
final class SingleConnection extends UrlSource {
    private final Connection only;
    private final DataSource others;
    private boolean out;

    SingleConnection(Connection only, DataSource others) {
        this.only = only;
        this.others = others;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (out) {
            return others.getConnection();
        }
        out = true;
        return (Connection) java.lang.reflect.Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    if (method.getName().equals("close")) {
                        out = false;
                        return null;
                    }
                    try {
                        return method.invoke(only, args);
                    } catch (java.lang.reflect.InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
