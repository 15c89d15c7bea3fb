package dev.credits.jdbc.internal;

import dev.credits.ledger.CreditsException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What went wrong in the database, with what may be done about it. */
class SqlFault extends CreditsException {
    private static final long serialVersionUID = 1L;

    /** Serialization failure, deadlock (PostgreSQL). */
    private static final Set<String> CONTENTION = Set.of("40001", "40P01");

    /** Lock not available; H2's time-out, which also waits for locks. */
    private static final Set<String> LOCKED = Set.of("55P03", "HYT00");

    /** A unique key taken by another unit in between: the account, the sequence, the transaction. */
    private static final String TAKEN = "23505";

    /** The server is going down, crashed, or not up yet; it has no connection left; a statement was stopped by its limit. */
    private static final Set<String> SERVER_AWAY = Set.of("57P01", "57P02", "57P03", "57P05", "25P03", "53300");

    /** Raised by {@code credit_expect}. */
    private static final String NOT_AS_EXPECTED = "CR001";

    private static final Set<String> BY_CALLER = Set.of("57014", "53100", "53200", "53400", "HY008");

    /** H2's codes that have no SQL state of their own: deadlock, lock time-out, row changed meanwhile, connection broken. */
    private static final Set<Integer> H2_CONTENTION = Set.of(40001, 90131, 90067, 90098, 90121);

    /** H2's codes of a connection that broke: while it worked, because the database closed, or because it was shut down. */
    private static final Set<Integer> H2_BROKEN = Set.of(90067, 90098, 90121);

    private final Rerun rerun;

    SqlFault(String message, @Nullable Throwable cause, Rerun rerun) {
        super(message, rerun != Rerun.NEVER, cause);
        this.rerun = rerun;
    }

    /** The fault that an exception of the driver's is. */
    static SqlFault of(SQLException cause) {
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return new SqlFault("the database failed: " + message.strip(), cause, rerun(cause));
    }

    /** No connection was to be had: a pool that gave up waiting has waited long enough. */
    static SqlFault noConnection(SQLException cause) {
        if (cause instanceof SQLTransientConnectionException) {
            return new SqlFault("no connection to the database: " + cause.getMessage(), cause, Rerun.BY_CALLER);
        }
        return of(cause);
    }

    Rerun rerun() {
        return rerun;
    }

    /** True if the connection broke, so that what was under way on it may have taken effect. */
    boolean isLost() {
        return getCause() instanceof SQLException thrown
                && ((thrown.getSQLState() != null && thrown.getSQLState().startsWith("08"))
                        || H2_BROKEN.contains(thrown.getErrorCode()));
    }

    private static Rerun rerun(SQLException thrown) {
        Rerun answer = Rerun.NEVER;
        for (SQLException each = thrown; each != null; each = each.getNextException()) {
            Rerun one = rerunOf(each);
            answer = one.compareTo(answer) < 0 ? one : answer;
        }
        return answer;
    }

    private static Rerun rerunOf(SQLException each) {
        String state = each.getSQLState() == null ? "" : each.getSQLState().toUpperCase(Locale.ROOT);
        if (CONTENTION.contains(state)
                || SERVER_AWAY.contains(state)
                || state.startsWith("08")
                || H2_CONTENTION.contains(each.getErrorCode())) {
            return Rerun.AT_ONCE;
        }
        if (TAKEN.equals(state)) {
            return Rerun.TAKEN;
        }
        if (NOT_AS_EXPECTED.equals(state) && Proof.failed(each)) {
            return Rerun.OUTDATED;
        }
        if (LOCKED.contains(state)) {
            return Rerun.LOCKED;
        }
        boolean passing = BY_CALLER.contains(state) || each instanceof java.sql.SQLTransientException;
        return passing ? Rerun.BY_CALLER : Rerun.NEVER;
    }
}
