package dev.credits.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;

/** How long a connection waits for the network, where its driver can be told. */
final class NetworkTimeout {
    /** The driver cannot be told. */
    private static final int UNKNOWN = -1;

    private NetworkTimeout() {}

    /** Sets it; answers what it was. */
    static int set(Connection connection, int millis) throws SQLException {
        if (millis == UNKNOWN) {
            return UNKNOWN;
        }
        try {
            int before = connection.getNetworkTimeout();
            if (before != millis) {
                connection.setNetworkTimeout(Runnable::run, millis);
            }
            return before;
        } catch (SQLFeatureNotSupportedException | AbstractMethodError older) {
            return UNKNOWN;
        }
    }
}
