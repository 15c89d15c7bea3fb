package dev.credits.jdbc.fire;

import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.testing.TestH2;
import dev.credits.spi.Storage;
import dev.credits.testkit.fault.FaultContract;
import javax.sql.DataSource;

/** Credits on H2 keep their promises while the database fails. */
class H2FaultTest implements FaultContract {
    @Override
    public DataSource database() {
        return TestH2.memory();
    }

    @Override
    public Storage storage(DataSource source) {
        return JdbcStorage.on(source);
    }
}
