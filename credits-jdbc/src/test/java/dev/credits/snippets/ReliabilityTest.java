package dev.credits.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.Credits;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.testing.TestH2;
import dev.credits.ledger.Inspection;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Verification;
import dev.credits.spi.Storage;
import dev.credits.testkit.MemoryStorage;
import dev.credits.testkit.fault.Fault;
import dev.credits.testkit.fault.Fault.Point;
import dev.credits.testkit.fault.Fault.When;
import dev.credits.testkit.fault.FaultContract;
import dev.credits.testkit.fault.FaultPlan;
import dev.credits.testkit.fault.FaultyDataSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The examples about faults and verification. */
class ReliabilityTest {
    @Test
    void verificationReportsItsProgress() {
        Ledger ledger = Credits.on(new MemoryStorage()).ledger();
        Progress progress = new Progress();
        // region verification
        Verification found = ledger.verify(Inspection.all().reporting(progress::show));
        // endregion
        assertThat(found.holds()).isTrue();
    }

    /** Compiled only: a plan that injects nothing fails, as this one would. */
    static void faults(DataSource pool) {
        // region faults
        FaultyDataSource source = FaultyDataSource.around(pool);
        Storage storage = JdbcStorage.on(source);
        source.plan(FaultPlan.once(Point.COMMIT, 3, Fault.CONNECTION_LOST, When.AFTER));
        Ledger ledger = Credits.on(storage).ledger();
        // ... what the host does; and at the end:
        source.assertInjected();
        // endregion
    }

    private static final class Progress {
        void show(Verification soFar) {
            assertThat(soFar.holds()).isTrue();
        }
    }

    private static DataSource freshDatabase() {
        return TestH2.memory();
    }

    // region contract
    class CreditsUnderFireTest implements FaultContract {
        @Override
        public DataSource database() {
            return freshDatabase(); // new and empty, eight connections at a time
        }

        @Override
        public Storage storage(DataSource source) {
            return JdbcStorage.on(source);
        }
    }
    // endregion
}
