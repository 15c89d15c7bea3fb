package dev.credits.testkit.fault;

import dev.credits.testkit.fault.Fault.Point;
import dev.credits.testkit.fault.FaultPlan.Injection;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source around a real one that fails by plan. What the server would have done it does: a transaction that is said
 * to be lost is lost, a commit whose answer is lost has taken place, and PostgreSQL's own errors are PostgreSQL's own.
 * Put it around a pool or under one. Thread-safe.
 *
 * <pre>{@code
 * FaultyDataSource source = FaultyDataSource.around(pool);
 * Storage storage = JdbcStorage.on(source);
 * source.plan(FaultPlan.once(Point.COMMIT, 3, Fault.CONNECTION_LOST, When.AFTER));
 * Ledger ledger = Credits.on(storage).ledger();
 * // ... what the host does; and at the end:
 * source.assertInjected();
 * }</pre>
 */
public final class FaultyDataSource implements DataSource {
    private final DataSource real;
    private final StallGate gate = new StallGate();
    private final Map<Point, AtomicLong> reached = new EnumMap<>(Point.class);
    private final Map<Fault, AtomicLong> injected = new EnumMap<>(Fault.class);
    private volatile FaultPlan plan = FaultPlan.none();

    private FaultyDataSource(DataSource real) {
        this.real = real;
        for (Point point : Point.values()) {
            reached.put(point, new AtomicLong());
        }
        for (Fault fault : Fault.values()) {
            injected.put(fault, new AtomicLong());
        }
    }

    /** Around this source, without a plan as yet. */
    public static FaultyDataSource around(DataSource real) {
        return new FaultyDataSource(real);
    }

    /** Follows this plan from now on, and counts points and faults from the beginning. */
    public void plan(FaultPlan next) {
        plan = FaultPlan.none();
        reached.values().forEach(count -> count.set(0));
        injected.values().forEach(count -> count.set(0));
        plan = next;
    }

    /** Nothing goes wrong any more; what was counted stays. */
    public void heal() {
        plan = FaultPlan.none();
        gate.release();
    }

    /** How often a point was reached since the plan was made, spoiled or not. */
    public long reached(Point point) {
        return Objects.requireNonNull(reached.get(point)).get();
    }

    /** How many faults there were since the plan was made. */
    public long injected() {
        return injected.values().stream().mapToLong(AtomicLong::get).sum();
    }

    /** How often there was this fault since the plan was made. */
    public long injected(Fault fault) {
        return Objects.requireNonNull(injected.get(fault)).get();
    }

    /** Fails if nothing went wrong: such a run shows nothing. */
    public void assertInjected() {
        if (injected() == 0) {
            throw new AssertionError(
                    "no fault was injected, of " + reached + " points reached: this run shows nothing");
        }
    }

    /** How long a stall lasts that nobody ends; ten seconds unless set. */
    public void stallsFor(Duration longest) {
        gate.bound(longest);
    }

    /** Waits until somebody stands still in a stall; false if nobody does in this time. */
    public boolean awaitStall(Duration longest) throws InterruptedException {
        return gate.awaitStall(longest);
    }

    /** Ends every stall there is. */
    public void release() {
        gate.release();
    }

    @Override
    public Connection getConnection() throws SQLException {
        return connect(real::getConnection);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return connect(() -> real.getConnection(user, password));
    }

    /** What goes wrong now, counted; null for nothing. */
    @Nullable
    Injection next(Point point) {
        long n = Objects.requireNonNull(reached.get(point)).incrementAndGet();
        Injection injection = plan.at(point, n).orElse(null);
        if (injection != null) {
            Objects.requireNonNull(injected.get(injection.fault())).incrementAndGet();
        }
        return injection;
    }

    void stall() {
        gate.stall();
    }

    private Connection connect(Source source) throws SQLException {
        Injection injection = next(Point.CONNECT);
        if (injection != null) {
            switch (injection.fault()) {
                case STALL -> stall();
                case POOL_EXHAUSTED ->
                    throw new SQLTransientConnectionException("injected: no connection available, request timed out");
                default -> throw new SQLNonTransientConnectionException("injected: connection refused", "08001");
            }
        }
        return FaultyConnection.around(source.open(), this);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return real.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        real.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        real.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return real.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return real.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : real.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || real.isWrapperFor(type);
    }

    private interface Source {
        Connection open() throws SQLException;
    }
}
