package dev.credits.testkit.fault;

import dev.credits.testkit.fault.Fault.Point;
import dev.credits.testkit.fault.Fault.When;
import dev.credits.testkit.fault.FaultPlan.Injection;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A connection that breaks by plan. Whatever comes from it leads back to it. As thread-safe as the real one. */
final class FaultyConnection implements InvocationHandler {
    private final Connection real;
    private final FaultyDataSource source;
    private final Product product;
    private @Nullable Connection proxy;
    private boolean lost;

    private FaultyConnection(Connection real, FaultyDataSource source) throws SQLException {
        this.real = real;
        this.source = source;
        this.product = Product.of(real);
    }

    static Connection around(Connection real, FaultyDataSource source) throws SQLException {
        FaultyConnection handler = new FaultyConnection(real, source);
        handler.proxy = proxy(Connection.class, handler);
        return handler.proxy;
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "equals":
                return self == Objects.requireNonNull(arguments)[0];
            case "hashCode":
                return System.identityHashCode(self);
            case "close", "abort":
                return lost ? null : call(real, method, arguments);
            case "isClosed":
                return lost || real.isClosed();
            case "isValid":
                return !lost && (boolean) Objects.requireNonNull(call(real, method, arguments));
            case "commit":
                return at(Point.COMMIT, () -> call(real, method, arguments));
            default:
                requireAlive();
                return faulty(call(real, method, arguments), arguments);
        }
    }

    /** Has something executed, or not, as the plan says. */
    @Nullable
    Object at(Point point, Call call) throws Throwable {
        requireAlive();
        Injection injection = source.next(point);
        if (injection == null) {
            return call.make();
        }
        if (injection.fault() == Fault.STALL) {
            return stalled(injection.when(), call);
        }
        if (injection.fault().isByTheServer()) {
            product.fail(real, injection.fault());
        }
        if (injection.when() == When.AFTER) {
            call.make();
        }
        lost = true;
        product.cut(real);
        throw new SQLNonTransientConnectionException(
                "injected: the connection broke " + injection.when() + " " + point, "08006");
    }

    void requireAlive() throws SQLException {
        if (lost) {
            throw new SQLNonTransientConnectionException("this connection broke before", "08003");
        }
    }

    @Nullable
    Connection proxy() {
        return proxy;
    }

    private @Nullable Object stalled(When when, Call call) throws Throwable {
        if (when == When.BEFORE) {
            source.stall();
            return call.make();
        }
        Object answer = call.make();
        source.stall();
        return answer;
    }

    private @Nullable Object faulty(@Nullable Object made, Object @Nullable [] arguments) {
        if (!(made instanceof Statement statement)) {
            return made;
        }
        String sql = arguments != null && arguments.length > 0 && arguments[0] instanceof String text ? text : "";
        FaultyStatement handler = new FaultyStatement(statement, this, sql);
        if (made instanceof CallableStatement) {
            return proxy(CallableStatement.class, handler);
        }
        return made instanceof PreparedStatement
                ? proxy(PreparedStatement.class, handler)
                : proxy(Statement.class, handler);
    }

    /** Calls the real thing, and throws what it throws. */
    static @Nullable Object call(Object real, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(FaultyConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Something that reaches the database. */
    interface Call {
        @Nullable
        Object make() throws Throwable;
    }
}
