package dev.credits.jdbc.fire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.Credits;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Verification;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code kill -9} of a host that keeps its credits in an H2 file. H2 promises less than PostgreSQL: what was acknowledged
 * last may be gone, and now and then a transaction is torn. So this does not ask that nothing is lost; it asks that the
 * file opens again, that verification can be done, and that a ledger it finds nothing wrong with goes on. How much was
 * lost is printed. More of it: {@code -Dcredits.crashes=50}.
 */
@Tag("X8")
@Timeout(3600)
class H2CrashTest {
    private static final int CRASHES = Integer.getInteger("credits.crashes", 2);
    private static final int ACCOUNTS = 5;

    /** What H2 says of a file that cannot be read, or of an index that leads to no row. */
    private static final Set<Integer> DAMAGE =
            Set.of(ErrorCode.FILE_CORRUPTED_1, ErrorCode.GENERAL_ERROR_1, ErrorCode.ROW_NOT_FOUND_IN_PRIMARY_INDEX);

    private final Random random = new Random(Long.getLong("credits.seed", 1));
    private long acknowledged;
    private long lost;
    private int torn;

    @ParameterizedTest
    @ValueSource(strings = {"", ";WRITE_DELAY=0"})
    @DisplayName("An H2 file opens again after its host was killed, and verification says whether it is whole")
    void hostIsKilled(String options, @TempDir Path folder) throws Exception {
        for (int crash = 0; crash < CRASHES; crash++) {
            JdbcDataSource source = new JdbcDataSource();
            source.setURL("jdbc:h2:file:" + folder.resolve("credits" + crash) + options);
            kill(source, crash);
        }
        System.out.printf(
                "killed %d times the host of an H2 file%s: %d of %d acknowledged lost, torn %d times%n",
                CRASHES, options, lost, acknowledged, torn);
    }

    /** The file is open in one process at a time, and closed at the last connection: one is kept while it is looked at. */
    private void kill(JdbcDataSource source, int crash) throws Exception {
        Aftermath aftermath = new Aftermath();
        try (Connection open = source.getConnection()) {
            aftermath.open(Credits.on(JdbcStorage.on(source)).ledger(), ACCOUNTS);
        }
        Load load = new Load("h2-" + crash, crash, ACCOUNTS, 4, 5_000, Instant.now());
        try (ChildJvm host = ChildJvm.start(LoadProcess.class, source.getURL(), load.toString())) {
            assertThat(host.await("A ", 1 + random.nextInt(600))).isTrue();
            host.kill();
            try (Connection open = source.getConnection()) {
                JdbcStorage storage = JdbcStorage.on(source);
                Ledger ledger = Credits.on(storage).ledger();
                if (!isWhole(ledger)) {
                    torn++;
                    return;
                }
                assertThat(host.lines()).as("faults that will not pass").noneMatch(line -> line.startsWith("F "));
                aftermath.heard(load, host.lines(), ledger);
                acknowledged += aftermath.acknowledged();
                lost += aftermath.missing().size();
                if (aftermath.missing().isEmpty()) {
                    aftermath.settle(storage);
                    aftermath.end(storage, "the host of an H2 file");
                }
            }
        }
    }

    /** False if verification finds something, or finds that the file cannot be read: an index may lead to rows that are lost. */
    private static boolean isWhole(Ledger ledger) {
        try {
            Verification found = ledger.verify();
            assertThat(found.accounts()).isEqualTo(ACCOUNTS);
            return found.holds();
        } catch (CreditsException unreadable) {
            if (!isDamage(unreadable)) {
                throw unreadable;
            }
            return false;
        }
    }

    private static boolean isDamage(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException told && DAMAGE.contains(told.getErrorCode())) {
                return true;
            }
        }
        return false;
    }
}
