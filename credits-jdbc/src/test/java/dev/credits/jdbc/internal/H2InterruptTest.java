package dev.credits.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.testing.TestH2;
import dev.credits.ledger.AccountId;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2InterruptTest {
    @Test
    @DisplayName("An interrupted caller does not break a database in a file for the others")
    void interruptedCaller(@TempDir Path folder) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(TestH2.file(folder));
        try (HikariDataSource pool = new HikariDataSource(config)) {
            JdbcStorage storage = JdbcStorage.on(pool);
            AccountId id = Samples.funded(storage, "user:1", 1000);
            for (int i = 0; i < 20; i++) {
                Thread.currentThread().interrupt();
                try {
                    Samples.charge(storage, id, 1, "c" + i);
                } finally {
                    assertThat(Thread.interrupted()).isTrue();
                }
            }
            assertThat(Samples.account(storage, id).totals().spent()).isEqualTo(20);
        }
    }
}
