package dev.credits.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Defect 19: a fault says whether it is definite, and whether to try again")
class SqlFaultTest {
    @ParameterizedTest
    @CsvSource({
        "40001, 0, AT_ONCE", // serialization failure; H2: deadlock
        "40P01, 0, AT_ONCE", // deadlock
        "55P03, 0, LOCKED", // lock not available
        "HYT00, 50200, LOCKED", // H2: lock time-out
        "23505, 0, TAKEN", // another unit took the key
        "08006, 0, AT_ONCE", // connection lost
        "08001, 0, AT_ONCE",
        "08003, 0, AT_ONCE",
        "57P01, 0, AT_ONCE", // server shutting down
        "53300, 0, AT_ONCE", // too many connections
        "90131, 90131, AT_ONCE", // H2: row changed by another transaction
        "90098, 90098, AT_ONCE", // H2: closed
        "57014, 0, BY_CALLER", // statement time-out
        "53100, 0, BY_CALLER", // disk full
        "23514, 0, NEVER", // a CHECK
        "23001, 0, NEVER", // append only
        "25P02, 0, NEVER", // the host's transaction has failed before
        "42P01, 0, NEVER", // no such table
        "CR001, 0, NEVER"
    })
    void everyStateHasItsAnswer(String state, int code, Rerun expected) {
        SqlFault fault = SqlFault.of(new SQLException("x", state, code));
        assertThat(fault.rerun()).isEqualTo(expected);
        assertThat(fault.retryable()).isEqualTo(expected != Rerun.NEVER);
    }

    @Test
    void aBatchAnswersForWhatIsInIt() {
        BatchUpdateException batch = new BatchUpdateException("batch", null, 0, new int[0]);
        batch.setNextException(new SQLException("dup", "23505"));
        assertThat(SqlFault.of(batch).rerun()).isEqualTo(Rerun.TAKEN);
    }

    @Test
    void aPoolThatGaveUpHasBeenWaitedForAlready() {
        SqlFault fault = SqlFault.noConnection(new SQLTransientConnectionException("timed out"));
        assertThat(fault.rerun()).isEqualTo(Rerun.BY_CALLER);
        assertThat(fault.retryable()).isTrue();
    }

    @Test
    void anExceptionWithoutStateIsDefinite() {
        assertThat(SqlFault.of(new SQLException("x")).retryable()).isFalse();
    }
}
