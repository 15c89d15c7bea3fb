package dev.credits.jdbc.internal;

import dev.credits.ledger.CreditsException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plain work on a connection, in a transaction of our own that is made again if it fails in a way that may pass: at most
 * {@value #ATTEMPTS} times. A connection lost at the commit is no exception, so the work must find what it did before.
 */
public final class OwnWork {
    private static final Logger LOG = LoggerFactory.getLogger(OwnWork.class);
    private static final int ATTEMPTS = 8;
    private static final int SHORTEST_WAIT_MILLIS = 4;
    private static final int LONGEST_WAIT_MILLIS = 500;

    private OwnWork() {}

    /** Commits what the work did; its answer. */
    public static <T> T write(Database database, Work<T> work) {
        return attempt(database, Access.OWN, work);
    }

    /** The work's answer; nothing it did stays. */
    public static <T> T read(Database database, Work<T> work) {
        return attempt(database, Access.READ, work);
    }

    private static <T> T attempt(Database database, Access access, Work<T> work) {
        for (int made = 1; ; made++) {
            SqlFault fault;
            try (OwnTransaction transaction = OwnTransaction.begin(database.source(), database.dialect(), access)) {
                T answer = work.run(transaction.connection());
                if (access.writes()) {
                    transaction.commit();
                } else {
                    transaction.rollback();
                }
                return answer;
            } catch (SqlFault failed) {
                fault = failed;
            } catch (SQLException failed) {
                fault = SqlFault.of(failed);
            }
            boolean again = fault.rerun() == Rerun.AT_ONCE || fault.rerun() == Rerun.TAKEN;
            if (!again || made == ATTEMPTS) {
                throw fault;
            }
            LOG.debug("attempt {} failed and is made again", made, fault);
            await(made, fault);
        }
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

    /** Something done with a connection; it neither commits nor closes. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }
}
