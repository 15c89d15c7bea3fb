package dev.credits.jdbc.internal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;

/** Real connections with someone in between, who sees what is executed and may fail it before or after it took place. */
final class Intercepted {
    private static final Set<String> TOLD = Set.of(
            "commit", "rollback", "close", "setAutoCommit", "setTransactionIsolation", "setReadOnly", "setSchema");

    private Intercepted() {}

    static DataSource source(DataSource real, Interceptor interceptor) {
        return proxy(DataSource.class, (proxy, method, args) -> {
            Object answer = call(real, method, args);
            return answer instanceof Connection connection ? connection(connection, interceptor) : answer;
        });
    }

    static Connection connection(Connection real, Interceptor interceptor) {
        return proxy(Connection.class, (proxy, method, args) -> {
            boolean savepoint = method.getName().equals("rollback") && args != null;
            boolean told = TOLD.contains(method.getName()) && !savepoint;
            if (told) {
                interceptor.before(method.getName());
            }
            Object answer = call(real, method, args);
            if (told) {
                interceptor.after(method.getName());
            }
            boolean prepared = answer instanceof PreparedStatement && !(answer instanceof CallableStatement);
            return prepared ? statement((PreparedStatement) answer, (String) args[0], interceptor) : answer;
        });
    }

    private static PreparedStatement statement(PreparedStatement real, String sql, Interceptor interceptor) {
        return proxy(PreparedStatement.class, (proxy, method, args) -> {
            boolean told = method.getName().startsWith("execute");
            if (told) {
                interceptor.before(sql);
            }
            Object answer = call(real, method, args);
            if (told) {
                interceptor.after(sql);
            }
            return answer;
        });
    }

    private static Object call(Object real, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(real, args);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Told the SQL of each statement as it is executed, and the names of calls that concern transactions. */
    interface Interceptor {
        default void before(String what) throws SQLException {}

        default void after(String what) throws SQLException {}
    }
}
