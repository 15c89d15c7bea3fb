package dev.credits.testkit.fault;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.util.Map;

/** How a database's own errors look, and what they do to a transaction. */
enum Product {
    POSTGRESQL {
        @Override
        void fail(Connection connection, Fault fault) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(RAISED.getOrDefault(fault, ""));
            }
            throw new SQLNonTransientException("the server was asked to fail with " + fault + ", and did not");
        }

        @Override
        void cut(Connection connection) throws SQLException {
            connection.abort(Runnable::run);
            try {
                connection.close(); // a pool hears of it only so
            } catch (SQLException gone) {
                // which it is
            }
        }
    },
    H2 {
        @Override
        void fail(Connection connection, Fault fault) throws SQLException {
            switch (fault) {
                case STATEMENT_TIMEOUT ->
                    throw new SQLTimeoutException("injected: statement was canceled", "57014", 57014);
                case LOCK_TIMEOUT ->
                    throw new SQLTimeoutException("injected: timeout trying to lock table", "HYT00", 50200);
                case DEADLOCK -> throw undone(connection, "injected: deadlock detected", "40001", 40001);
                default -> throw undone(connection, "injected: concurrent update", "90131", 90131);
            }
        }

        @Override
        void cut(Connection connection) throws SQLException {
            rollBackAndClose(connection);
        }
    },
    OTHER {
        @Override
        void fail(Connection connection, Fault fault) throws SQLException {
            throw undone(connection, "injected: " + fault, "40001", 0);
        }

        @Override
        void cut(Connection connection) throws SQLException {
            rollBackAndClose(connection);
        }
    };

    private static final Map<Fault, String> RAISED = Map.of(
            Fault.STATEMENT_TIMEOUT, raise("57014"),
            Fault.LOCK_TIMEOUT, raise("55P03"),
            Fault.DEADLOCK, raise("40P01"),
            Fault.SERIALIZATION_FAILURE, raise("40001"));

    static Product of(Connection connection) throws SQLException {
        return switch (connection.getMetaData().getDatabaseProductName()) {
            case "PostgreSQL" -> POSTGRESQL;
            case "H2" -> H2;
            default -> OTHER;
        };
    }

    /** Throws what this database throws, with the transaction in the state in which it would be then. */
    abstract void fail(Connection connection, Fault fault) throws SQLException;

    /** Breaks the connection: what was not committed is undone. */
    abstract void cut(Connection connection) throws SQLException;

    private static String raise(String state) {
        return "DO $$ BEGIN RAISE EXCEPTION 'injected' USING ERRCODE = '" + state + "'; END $$";
    }

    private static SQLException undone(Connection connection, String message, String state, int code)
            throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
        return new SQLTransactionRollbackException(message, state, code);
    }

    private static void rollBackAndClose(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
        connection.close();
    }
}
