package dev.credits.jdbc.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.BusyException;
import dev.credits.ledger.CreditsException;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.LockedException;
import dev.credits.spi.Reader;
import dev.credits.spi.Storage;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Units of work in transactions of our own.
 *
 * <ol>
 *   <li>Take a connection and begin.
 *   <li>Let the work load and decide. If this process remembers how its accounts stand, that is what it is told.
 *   <li>Prove that what was remembered still holds; if it does not, or a key to be written is taken, begin again without
 *       memory, at once.
 *   <li>Append and commit; if the work changes nothing, roll back.
 *   <li>If any of this fails in a way that may pass, give the connection back, wait a moment, and begin again; at most
 *       {@value #ATTEMPTS} times. A connection lost at the commit is no exception: the work finds its own keys when it
 *       loads again, if the commit had taken place.
 * </ol>
 */
public final class OwnStorage implements Storage {
    private static final Logger LOG = LoggerFactory.getLogger(OwnStorage.class);
    private static final int ATTEMPTS = 8;
    private static final int SHORTEST_WAIT_MILLIS = 4;
    private static final int LONGEST_WAIT_MILLIS = 500;

    private final Database database;
    private final Tables tables;
    private final Memory memory;
    private final Patience patience;

    /** {@code remembered} is of how many accounts to remember how they stand. */
    public OwnStorage(Database database, int remembered) {
        this(database, remembered, Patience.USUAL.deadline());
    }

    /** {@code deadline} is of a unit of work, all attempts together. */
    public OwnStorage(Database database, int remembered, Duration deadline) {
        this.patience = new Patience(deadline, false);
        this.database = database;
        this.tables = new Tables(database.schema());
        this.memory = new Memory(database.dialect().remembers() ? remembered : 0);
    }

    /** The same credits in a transaction that the host has open; {@code afterCommit} is given what is to follow on its commit. */
    public Storage joining(Connection connection, Consumer<Runnable> afterCommit) {
        return new JoinedStorage(database.dialect(), tables, connection, afterCommit);
    }

    @Override
    public void transact(UnitOfWork work) {
        AtomicBoolean recalling = new AtomicBoolean(true);
        Patience own = patience.inHaste(work.yields());
        attempt("unit of work", left -> runOnce(work, recalling, own, left));
    }

    @Override
    public <T> T read(Function<Reader, T> question) {
        return attempt("read", left -> readOnce(question));
    }

    private boolean runOnce(UnitOfWork work, AtomicBoolean recalling, Patience own, long left) throws SQLException {
        Set<AccountId> asked;
        SqlFault locked;
        try (OwnUnit unit = new OwnUnit(database, tables, memory, recalling.getAndSet(false), own, left)) {
            try {
                ChangeSet changes = work.run(unit);
                unit.finish(changes);
                return !changes.isEmpty();
            } catch (SQLException failed) {
                locked = ifLocked(own, onMemory(unit, SqlFault.of(failed)));
            } catch (SqlFault fault) {
                locked = ifLocked(own, onMemory(unit, fault));
            } catch (RuntimeException broken) {
                throw unit.recalled() ? outdated(broken) : broken;
            }
            asked = unit.asked();
        }
        throw LockedAccounts.among(asked, database, tables, locked);
    }

    /** A fault of hasty work that met a lock; any other is thrown. */
    private static SqlFault ifLocked(Patience own, SqlFault fault) {
        if (own.hasty() && fault.rerun() == Rerun.LOCKED) {
            return fault;
        }
        throw fault;
    }

    /** A transaction that is there already is one of what memory cannot know. */
    private static SqlFault onMemory(OwnUnit unit, SqlFault fault) {
        return unit.recalled() && fault.rerun() == Rerun.TAKEN ? outdated(fault) : fault;
    }

    private static SqlFault outdated(RuntimeException cause) {
        return new SqlFault("failed on what was remembered", cause, Rerun.OUTDATED);
    }

    private <T> T readOnce(Function<Reader, T> question) throws SQLException {
        int answer = patience.answerMillis(Access.READ, Long.MAX_VALUE);
        try (OwnTransaction transaction =
                OwnTransaction.begin(database.source(), database.dialect(), Access.READ, answer)) {
            Unit unit = database.dialect().unit(transaction.connection(), tables, Access.READ);
            T said = question.apply(new JdbcReader(unit, database));
            transaction.rollback();
            return said;
        }
    }

    private <T> T attempt(String what, Attempt<T> attempt) {
        long begun = System.nanoTime();
        boolean lost = false;
        int made = 0;
        int taken = 0;
        while (true) {
            SqlFault fault;
            try {
                return attempt.run(left(begun));
            } catch (SqlFault failed) {
                fault = failed;
            } catch (SQLException failed) {
                fault = SqlFault.of(failed);
            }
            if (fault.rerun() == Rerun.OUTDATED) {
                continue; // it says nothing of the database; what runs now recalls nothing
            }
            made++;
            lost |= fault.isLost();
            if (fault.rerun() == Rerun.LOCKED) {
                throw locked(fault, lost);
            }
            taken += fault.rerun() == Rerun.TAKEN ? 1 : 0;
            if (fault.rerun() != Rerun.AT_ONCE && fault.rerun() != Rerun.TAKEN) {
                throw fault;
            }
            if (made == ATTEMPTS || left(begun) <= 0) {
                throw new CreditsException(
                        "gave up a " + what + " after " + made + " attempts: " + fault.getMessage(),
                        taken < made,
                        fault);
            }
            LOG.debug("attempt {} of a {} failed and is made again", made, what, fault);
            await(made, fault);
        }
    }

    private long left(long begun) {
        return patience.deadline().toNanos() - (System.nanoTime() - begun);
    }

    /** Nothing has been done, unless a connection was {@code lost} before; then the locks may be those of that attempt. */
    private static BusyException locked(SqlFault fault, boolean lost) {
        String message = "locked by somebody else for too long: " + fault.getMessage();
        return fault instanceof LockedAccounts.Found found && !found.accounts().isEmpty() && !lost
                ? new LockedException(message, found.accounts(), fault)
                : new BusyException(message, !lost, fault);
    }

    private static void await(int made, SqlFault fault) {
        int longest = Math.min(LONGEST_WAIT_MILLIS, SHORTEST_WAIT_MILLIS << made);
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(longest / 2, longest + 1));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CreditsException("interrupted while waiting to try again: " + fault.getMessage(), true, fault);
        }
    }

    private interface Attempt<T> {
        T run(long leftNanos) throws SQLException;
    }
}
