package dev.credits.cli;

import com.zaxxer.hikari.HikariDataSource;
import dev.credits.Credits;
import dev.credits.ledger.Ledger;
import dev.credits.spi.Storage;
import java.time.InstantSource;

/** A database that is open: the credits in it, until it is closed. */
record OpenDatabase(HikariDataSource pool, Storage storage) implements AutoCloseable {
    /** The ledger, by the system's clock. */
    Ledger ledger() {
        return ledger(InstantSource.system());
    }

    Ledger ledger(InstantSource clock) {
        return credits(clock).ledger();
    }

    Credits credits(InstantSource clock) {
        return Credits.on(storage).withClock(clock);
    }

    @Override
    public void close() {
        pool.close();
    }
}
