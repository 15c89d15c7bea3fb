package dev.credits.testkit.fault;

import dev.credits.testkit.fault.Fault.Point;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Statement;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A statement of a connection that breaks by plan. */
final class FaultyStatement implements InvocationHandler {
    /** A commit at the end of a string of several statements. */
    private static final Pattern COMMITS =
            Pattern.compile("(?is).*(^|;)\\s*(commit|end)(\\s+(work|transaction))?\\s*;?\\s*");

    private final Statement real;
    private final FaultyConnection connection;
    private final String prepared;

    /** @param prepared what it was prepared with, or nothing */
    FaultyStatement(Statement real, FaultyConnection connection, String prepared) {
        this.real = real;
        this.connection = connection;
        this.prepared = prepared;
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
        String name = method.getName();
        if (name.startsWith("execute")) {
            String sql = arguments != null && arguments.length > 0 ? String.valueOf(arguments[0]) : prepared;
            Point point = commits(sql) ? Point.COMMIT : Point.STATEMENT;
            return connection.at(point, () -> FaultyConnection.call(real, method, arguments));
        }
        return switch (name) {
            case "equals" -> self == Objects.requireNonNull(arguments)[0];
            case "hashCode" -> System.identityHashCode(self);
            case "getConnection" -> connection.proxy();
            case "close", "isClosed", "cancel" -> FaultyConnection.call(real, method, arguments);
            default -> {
                connection.requireAlive();
                yield FaultyConnection.call(real, method, arguments);
            }
        };
    }

    static boolean commits(String sql) {
        return COMMITS.matcher(sql).matches();
    }
}
