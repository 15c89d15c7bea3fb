package dev.credits.snippets;

import static dev.credits.testkit.CreditsAssertions.assertThat;

import dev.credits.jdbc.JdbcStorage;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.spi.Storage;
import dev.credits.testkit.CreditsExtension;
import dev.credits.testkit.contract.StorageContract;
import dev.credits.testkit.fault.Simulator;
import dev.credits.testkit.history.Histories;
import dev.credits.testkit.history.Subject;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The examples in the testkit's Javadoc. */
class TestkitTest {
    // region CreditsExtension
    @RegisterExtension
    static final CreditsExtension CREDITS = CreditsExtension.on(() -> JdbcStorage.on(emptyDatabase()));
    // endregion

    private static DataSource database = emptyDatabase();

    @Test
    @DisplayName("CreditsExtension: a ledger on the storage it was given")
    void extension(Ledger ledger) {
        ledger.execute(Open.of(AccountId.of("user:1"), Memo.key("sign-up"))).orElseThrow();
        assertThat(ledger).account("user:1").hasAvailable("0");
    }

    @Test
    @DisplayName("Histories: memory and H2 agree")
    void histories() {
        // region Histories
        Histories.check(
                LongStream.range(0, 3), 50, Subject.memory(), Subject.of("H2", () -> JdbcStorage.on(emptyDatabase())));
        // endregion
    }

    /** Compiled only: it takes its time. */
    static void simulator() {
        // region Simulator
        Simulator.on(() -> JdbcStorage.on(emptyDatabase())).run(1, 20);
        // endregion
    }

    /** Compiled only: the contract is run on this storage elsewhere. */
    // region StorageContract
    class JdbcContractTest implements StorageContract {
        @Override
        public Storage storage() {
            return JdbcStorage.on(emptyDatabase());
        }

        @Override
        public Storage anotherHandle(Storage storage) {
            return JdbcStorage.on(sameDatabase());
        }
    }
    // endregion

    private static DataSource emptyDatabase() {
        database = Databases.fresh();
        return database;
    }

    private static DataSource sameDatabase() {
        return database;
    }
}
